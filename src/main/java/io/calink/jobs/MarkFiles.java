package io.calink.jobs;

import io.calink.archive.WholeFile;
import io.calink.bundle.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small file for each mark, named by its hash.
 *
 * <p>A mark and the record of its bundle are two files, and a process can end between any two steps. So the mark is
 * reserved first, with the id that the bundle will have; then the record is written; then the mark is kept for good, by
 * a rename; then the client is told. What is only reserved at the next start is judged by the record: if it is there,
 * so is the mark; if not, no bundle was made, nobody was told of one, and the mark is free. What is kept needs no
 * record, and so outlives the bundle.
 */
final class MarkFiles {
    private static final System.Logger LOG = System.getLogger(MarkFiles.class.getName());
    private static final String KEPT = ".json";
    private static final String RESERVED = ".reserved";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.[a-z]+");
    private static final int LARGEST = 16 << 10;

    private final DataDirectory data;
    private final JsonMapper json = Json.mapper();

    MarkFiles(DataDirectory data) {
        this.data = data;
    }

    /** All marks that are kept, by their hashes; {@code exists} knows the bundles of which there is a record. */
    Map<String, KeptMark> load(Predicate<String> exists) throws IOException {
        Map<String, KeptMark> marks = new HashMap<>();
        load(KEPT, marks::put);
        load(RESERVED, (hash, mark) -> {
            if (mark.id() != null && exists.test(mark.id())) {
                keep(hash);
                marks.put(hash, mark);
            } else {
                free(hash);
            }
        });
        return marks;
    }

    private interface Found {
        void found(String hash, KeptMark mark);
    }

    private void load(String suffix, Found found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.marks(), "*" + suffix)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                KeptMark mark = NAME.matcher(name).matches() ? read(file) : null;
                if (mark == null) {
                    LOG.log(System.Logger.Level.WARNING, "{0} is no Idempotency-Key that was kept here", file);
                } else {
                    found.found(name.substring(0, name.length() - suffix.length()), mark);
                }
            }
        }
    }

    private @Nullable KeptMark read(Path file) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            KeptMark mark = json.readValue(in.readNBytes(LARGEST), KeptMark.class);
            return mark.id() != null && Ids.isValid(mark.id()) ? mark : null;
        } catch (JacksonException | IOException e) {
            return null;
        }
    }

    /** When this returns the mark survives whatever happens to the machine, if the record of its bundle does. */
    void reserve(String hash, KeptMark mark) throws IOException {
        data.restore();
        String name = hash + RESERVED;
        Files.deleteIfExists(data.marks().resolve(name + ".part")); // only who has the claim writes it
        try (WholeFile file = WholeFile.replacing(data.marks(), name)) {
            file.out().write(json.writeValueAsBytes(mark));
            file.replace();
        }
    }

    /** From now on the mark needs no record; where that cannot be written, it holds as long as there is one. */
    void keep(String hash) {
        try {
            Files.move(file(hash, RESERVED), file(hash, KEPT), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(data.marks(), StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An Idempotency-Key may be forgotten with its bundle: {0}",
                    e.toString());
        }
    }

    /** Forgets a mark that was reserved. */
    void free(String hash) {
        remove(file(hash, RESERVED));
    }

    /** Forgets a mark that was kept. */
    void remove(String hash) {
        remove(file(hash, KEPT));
    }

    /** Where it stays, the next start judges it again. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "An Idempotency-Key could not be removed: {0}", e.toString());
        }
    }

    private Path file(String hash, String suffix) {
        return data.marks().resolve(hash + suffix);
    }
}
