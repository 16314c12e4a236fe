package io.calink.bundle;

import io.calink.commands.Command;
import io.calink.files.FileFinder;
import io.calink.files.FileSelection;
import io.calink.files.FoundFile;
import io.calink.files.NotFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a gathering would take in: its items, their sum, and the limits that would bite.
 *
 * @param limits the limits that would cut something short, each with what it would cut
 */
public record Preview(List<Item> items, Totals totals, List<Bite> limits) {
    /**
     * A line of the configuration, or one of its values.
     *
     * @param key the key of its line
     * @param name the information's name, the command's label, or the path of the files, or the directory above them
     * @param count how many there are
     * @param size how many bytes they have now; {@code null} where that shows only when they are gathered
     * @param detail what is not there or not readable, in one sentence; {@code null} where there is nothing to say
     */
    public record Item(
            io.calink.bundle.Item.Kind kind,
            String key,
            String name,
            long count,
            @Nullable Long size,
            @Nullable String detail) {}

    /**
     * The sums over all items.
     *
     * @param size bytes of the files, before limits and compression
     */
    public record Totals(long informations, long files, long commands, long size) {}

    /** A limit that would cut something short: its name, its value, and what it would cut. */
    public record Bite(String limit, long value, String detail) {}

    static Preview of(Plan plan, FileFinder.Found found) {
        List<Item> items = new ArrayList<>();
        plan.info()
                .forEach((key, names) -> names.forEach(
                        name -> items.add(new Item(io.calink.bundle.Item.Kind.INFO, key, name, 1, null, null))));
        for (Command command : plan.commands()) {
            items.add(new Item(io.calink.bundle.Item.Kind.COMMAND, command.label(), command.label(), 1, null, null));
        }
        List<FoundFile> files = found.files().stream()
                .filter(file -> file.type() == FoundFile.Type.FILE)
                .toList();
        items.addAll(files(plan, files, found.notFound()));
        long size = files.stream().mapToLong(FoundFile::size).sum();
        Totals totals = new Totals(
                plan.informations().size(), files.size(), plan.commands().size(), size);
        return new Preview(items, totals, bites(plan.limits(), files, found.cut(), size));
    }

    private static List<Item> files(Plan plan, List<FoundFile> files, List<NotFound> notFound) {
        List<Item> items = new ArrayList<>();
        Map<String, List<FoundFile>> byKey =
                files.stream().collect(Collectors.groupingBy(FoundFile::key, LinkedHashMap::new, Collectors.toList()));
        for (FileSelection line : plan.files()) {
            List<FoundFile> found = byKey.getOrDefault(line.key(), List.of());
            if (!found.isEmpty()) {
                long unreadable = found.stream()
                        .filter(file -> file.status() != FoundFile.Status.OK)
                        .count();
                items.add(new Item(
                        io.calink.bundle.Item.Kind.FILE,
                        line.key(),
                        commonPath(found.stream().map(FoundFile::path).toList()),
                        found.size(),
                        found.stream().mapToLong(FoundFile::size).sum(),
                        unreadable == 0 ? null : unreadable + " of them can not be taken in."));
            }
            for (NotFound missing : notFound) {
                if (missing.key().equals(line.key())) {
                    items.add(new Item(
                            io.calink.bundle.Item.Kind.FILE, line.key(), missing.path(), 0, 0L, missing.detail()));
                }
            }
        }
        return items;
    }

    /** The path itself if there is but one, else the deepest directory above all. */
    static String commonPath(List<String> paths) {
        String common = paths.get(0);
        for (String path : paths) {
            while (!path.equals(common) && !path.startsWith(common.equals("/") ? common : common + "/")) {
                common = common.substring(0, Math.max(common.lastIndexOf('/'), 1));
            }
        }
        return common;
    }

    private static List<Bite> bites(Limits limits, List<FoundFile> files, boolean cut, long size) {
        List<Bite> bites = new ArrayList<>();
        Map<Long, Long> tooLarge = new LinkedHashMap<>();
        for (FoundFile file : files) {
            long limit = limits.fileSize(file.key());
            if (limit > 0 && file.size() > limit) {
                tooLarge.merge(limit, 1L, Long::sum);
            }
        }
        tooLarge.forEach((limit, count) ->
                bites.add(new Bite("file_size", limit, count + " of the files are larger than that.")));
        if (cut) {
            bites.add(new Bite("files", limits.files(), "There are more files than that."));
        }
        if (limits.bundleSize() > 0 && size > limits.bundleSize()) {
            bites.add(new Bite(
                    "bundle_size", limits.bundleSize(), "The files have " + size + " bytes before compression."));
        }
        return bites;
    }
}
