package io.calink.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** An open directory. Names are looked up in it, and never lead out of it. */
sealed interface Folder extends Closeable permits SecureFolder, PlainFolder {
    /** Of the directory itself. */
    Facts facts();

    /** Of a name in it, a link not followed; {@code null} if there is no such name. */
    @Nullable
    Facts facts(String name) throws IOException;

    /** The at most {@code most} first names that come after {@code after}, in the order of their bytes. */
    List<Path> names(@Nullable Path after, int most) throws IOException;

    /** The directory below, if it is still the one that was seen. */
    Folder open(String name, Facts seen) throws IOException;

    /** The file below; a link is not followed. */
    SeekableByteChannel read(String name) throws IOException;

    /** Where the link {@code name} leads, as it is written. */
    String target(String name) throws IOException;

    @Override
    void close();

    /** The {@code most} smallest names, in bounded memory however many there are. */
    static List<Path> smallest(Iterator<Path> entries, @Nullable Path after, int most) {
        PriorityQueue<Path> kept = new PriorityQueue<>(Collections.reverseOrder());
        while (entries.hasNext()) {
            Path name = entries.next().getFileName();
            if (name != null && (after == null || name.compareTo(after) > 0)) {
                kept.add(name);
                if (kept.size() > most) {
                    kept.remove();
                }
            }
        }
        List<Path> names = new ArrayList<>(kept);
        Collections.sort(names);
        return names;
    }

    /** A name that would lead out of the directory never reaches the system. */
    static Path plain(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not the name of a file: " + name);
        }
        return RawNames.path(name);
    }
}
