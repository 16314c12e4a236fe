package io.calink;

import io.calink.archive.EarlierArchive;
import io.calink.archive.WholeFile;
import io.calink.bundle.Names;
import io.calink.bundle.Outcome;
import io.calink.bundle.Output;
import io.calink.bundle.Plan;
import io.calink.bundle.Target;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a gathering into a directory makes: each appears whole, and none if it fails. A name that is taken is
 * passed over. An encrypted archive is alone. Only a JSON document or a log that the configuration itself names replaces the user's own one.
 */
final class Outputs implements Closeable {
    private static final int ATTEMPTS = 1_000;

    private final Names names;
    private final @Nullable Companion json;
    private final @Nullable Companion commands;
    private final WholeFile archive;
    private final @Nullable WholeFile index;
    private final @Nullable Path earlier;

    /** A file beside the archive, its name without suffix, and whether it may replace an earlier one. */
    private record Companion(WholeFile file, String name, boolean replaces) implements Closeable {
        static Companion create(Path directory, String name, String suffix) throws IOException {
            return new Companion(WholeFile.create(directory, name + suffix), name, false);
        }

        /** The name that the configuration gives; with a number where something else than a file of ours has it. */
        static Companion named(Path directory, String name, String suffix) throws IOException {
            String candidate = name;
            int attempt = 1;
            while (true) {
                try {
                    return new Companion(WholeFile.replacing(directory, candidate + suffix), candidate, true);
                } catch (FileAlreadyExistsException e) {
                    if (attempt++ == ATTEMPTS) {
                        throw e;
                    }
                    candidate = name + "-" + attempt;
                }
            }
        }

        void keep() throws IOException {
            if (replaces) {
                file.replace();
            } else {
                file.keep();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private Outputs(
            Names names,
            @Nullable Companion json,
            @Nullable Companion commands,
            WholeFile archive,
            @Nullable WholeFile index,
            @Nullable Path earlier) {
        this.index = index;
        this.earlier = earlier;
        this.names = names;
        this.json = json;
        this.commands = commands;
        this.archive = archive;
    }

    /**
     * Takes the first names that are free.
     *
     * @param earlier the archive to take from; then there is an index too
     * @throws IOException if the directory cannot be written
     */
    static Outputs create(Plan plan, String workstation, Instant now, Path directory, @Nullable Path earlier)
            throws IOException {
        int attempt = 1;
        while (true) {
            try {
                return create(plan, Names.of(plan.output(), workstation, now, attempt), directory, earlier);
            } catch (FileAlreadyExistsException e) {
                if (attempt++ == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Outputs create(Plan plan, Names names, Path directory, @Nullable Path earlier) throws IOException {
        Output output = plan.output();
        List<Closeable> open = new ArrayList<>();
        try {
            WholeFile archive = WholeFile.create(directory, names.archiveFile());
            open.add(archive);
            if (names.isEncrypted()) {
                return new Outputs(names, null, null, archive, null, null);
            }
            Companion json = output.json() == null
                    ? Companion.create(directory, names.json(), Names.JSON)
                    : Companion.named(directory, names.json(), Names.JSON);
            open.add(json);
            Companion commands = plan.commands().isEmpty() ? null : commands(output, names, directory);
            if (commands != null) {
                open.add(commands);
            }
            WholeFile index =
                    earlier == null ? null : WholeFile.create(directory, names.archive() + EarlierArchive.INDEX);
            String log = commands == null ? names.commands() : commands.name;
            return new Outputs(
                    new Names(names.archive(), json.name, log, names.format(), names.recipients()),
                    json,
                    commands,
                    archive,
                    index,
                    earlier);
        } catch (IOException e) {
            for (Closeable file : open) {
                file.close();
            }
            throw e;
        }
    }

    private static Companion commands(Output output, Names names, Path directory) throws IOException {
        return output.commands() == null
                ? Companion.create(directory, names.commands(), Names.COMMANDS)
                : Companion.named(directory, names.commands(), Names.COMMANDS);
    }

    Names names() {
        return names;
    }

    Target target() {
        List<Path> own = new ArrayList<>(List.of(part(archive)));
        companions().forEach(companion -> own.add(part(companion.file)));
        if (index != null) {
            own.add(part(index));
        }
        Path before = earlier;
        return new Target(
                archive.out(),
                out(json),
                out(commands),
                index == null ? null : index.out(),
                false,
                own,
                before == null ? null : conditions -> EarlierArchive.open(before, conditions));
    }

    private static @Nullable OutputStream out(@Nullable Companion companion) {
        return companion == null ? null : companion.file.out();
    }

    private static @Nullable Path path(@Nullable Companion companion) {
        return companion == null ? null : companion.file.path();
    }

    private List<Companion> companions() {
        return Stream.of(Optional.ofNullable(json), Optional.ofNullable(commands))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Lets the files appear, the archive last. */
    Snapshot keep(Outcome outcome) throws IOException {
        List<Companion> kept = new ArrayList<>();
        try {
            for (Companion companion : companions()) {
                companion.keep();
                kept.add(companion);
            }
            archive.keep();
        } catch (IOException e) {
            for (Companion companion : kept) {
                if (!companion.replaces) {
                    Files.deleteIfExists(companion.file.path());
                }
            }
            throw e;
        }
        keepIndex();
        return new Snapshot(archive.path(), path(json), path(commands), outcome);
    }

    private void keepIndex() {
        try {
            if (index != null) {
                index.keep();
            }
        } catch (IOException e) {
            // the archive is whole without it; the next one takes longer
        }
    }

    private static Path part(WholeFile file) {
        return file.path().resolveSibling(file.path().getFileName() + ".part");
    }

    @Override
    public void close() throws IOException {
        try (archive;
                index;
                json;
                commands) {
            return; // each is closed, whatever becomes of the others
        }
    }
}
