package io.calink.files;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/** Finds and reads in a process of its own, in another locale or as another user, and prints what came of it. */
final class FoundElsewhere {
    private FoundElsewhere() {}

    /** Root, key and value in hexadecimal digits of UTF-8, because the locale may not be able to carry them. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path root = Path.of(arguments[0]);
        String value = new String(HexFormat.of().parseHex(arguments[2]), StandardCharsets.UTF_8);
        FileFinder.Found found =
                new FileFinder(root, List.of(), 64, 0, null).find(List.of(FileSelection.parse(arguments[1], value)));
        for (FoundFile file : found.files()) {
            try (OpenFile open = new FileReader(root).open(file, 0)) {
                String raw = HexFormat.of().formatHex(file.rawPath());
                out.println(String.join(
                        "|",
                        raw,
                        file.type().toString(),
                        file.status().toString(),
                        open.status().toString(),
                        Long.toString(open.size()),
                        String.valueOf(file.detail())));
            }
        }
        found.notFound().forEach(missing -> out.println("not found|" + missing.path()));
    }
}
