package io.calink.bundle;

import io.calink.commands.Command;
import io.calink.files.FileSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What to gather, in the order of the configuration.
 *
 * @param info the names of the informations to gather, by the key of their line
 * @param files the lines of {@code [files]}
 * @param commands the lines of {@code [commands]}
 * @param output names and format of what is written
 * @param limits what bounds the gathering
 * @param configSha256 the sha256 of the configuration's bytes in hexadecimal digits, which the manifest repeats
 * @param redaction what becomes of secrets
 */
public record Plan(
        Map<String, List<String>> info,
        List<FileSelection> files,
        List<Command> commands,
        Output output,
        Limits limits,
        String configSha256,
        Redaction redaction) {
    public Plan {
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        info.forEach((key, names) -> ordered.put(key, List.copyOf(names)));
        info = Collections.unmodifiableMap(ordered);
        files = List.copyOf(files);
        commands = List.copyOf(commands);
        Objects.requireNonNull(output);
        Objects.requireNonNull(limits);
        Objects.requireNonNull(configSha256);
        Objects.requireNonNull(redaction);
    }

    /** A plan without a word on secrets, which are removed then. */
    public Plan(
            Map<String, List<String>> info,
            List<FileSelection> files,
            List<Command> commands,
            Output output,
            Limits limits,
            String configSha256) {
        this(info, files, commands, output, limits, configSha256, Redaction.standard());
    }

    /** The same plan that goes by other limits. */
    public Plan limits(Limits limits) {
        return new Plan(info, files, commands, output, limits, configSha256, redaction);
    }

    /** The same plan that writes under other names. */
    Plan output(Output output) {
        return new Plan(info, files, commands, output, limits, configSha256, redaction);
    }

    /**
     * What is left of this plan when only some of it is asked for, in the order of the configuration.
     *
     * @throws UnknownKeyException if the selection names a key that the plan does not have
     */
    public Plan select(Selection selection) throws UnknownKeyException {
        Map<String, List<String>> chosenInfo = new LinkedHashMap<>(info);
        chosenInfo.keySet().retainAll(choose("info", selection.info(), info.keySet()));
        return new Plan(
                chosenInfo,
                choose("files", selection.files(), files, FileSelection::key),
                choose("commands", selection.commands(), commands, Command::label),
                output.with(selection.format(), selection.recipients()),
                selection.since() == null ? limits : limits.since(selection.since()),
                configSha256,
                redaction);
    }

    /** The names of all informations to gather, each once. */
    public Set<String> informations() {
        Set<String> names = new LinkedHashSet<>();
        info.values().forEach(names::addAll);
        return names;
    }

    private static <T> List<T> choose(
            String section, @Nullable List<String> wanted, List<T> lines, Function<T, String> key)
            throws UnknownKeyException {
        Collection<String> chosen =
                choose(section, wanted, lines.stream().map(key).toList());
        return lines.stream().filter(line -> chosen.contains(key.apply(line))).toList();
    }

    private static Set<String> choose(String section, @Nullable List<String> wanted, Collection<String> known)
            throws UnknownKeyException {
        if (wanted == null) {
            return Set.copyOf(known);
        }
        for (String key : wanted) {
            if (!known.contains(key)) {
                throw new UnknownKeyException(section, key, new ArrayList<>(known));
            }
        }
        return Set.copyOf(wanted);
    }
}
