package io.calink.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Names of users and groups, from the root's own {@code /etc/passwd} and {@code /etc/group}. */
final class Owners {
    private static final int MOST_BYTES = 1 << 20;

    private final Map<Integer, String> users;
    private final Map<Integer, String> groups;

    private Owners(Map<Integer, String> users, Map<Integer, String> groups) {
        this.users = users;
        this.groups = groups;
    }

    static Owners read(Tree tree, Resolver resolver) {
        return new Owners(table(tree, resolver, "/etc/passwd"), table(tree, resolver, "/etc/group"));
    }

    /** Empty if nobody has this number. */
    String user(int uid) {
        return users.getOrDefault(uid, "");
    }

    /** Empty if no group has this number. */
    String group(int gid) {
        return groups.getOrDefault(gid, "");
    }

    private static Map<Integer, String> table(Tree tree, Resolver resolver, String path) {
        Map<Integer, String> names = new HashMap<>();
        Landing landing = resolver.resolve(path);
        if (landing.is(FoundFile.Type.FILE)) {
            int slash = landing.path().lastIndexOf('/');
            try (SeekableByteChannel file = tree.directory(landing.path().substring(0, slash))
                    .read(landing.path().substring(slash + 1))) {
                parse(bytes(file), names);
            } catch (IOException e) {
                return names; // the numbers are there without the names
            }
        }
        return names;
    }

    private static byte[] bytes(SeekableByteChannel file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(file.size(), MOST_BYTES));
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {}
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static void parse(byte[] text, Map<Integer, String> names) {
        for (String line : RawNames.decode(text).lines().toList()) {
            String[] fields = line.split(":", -1);
            if (fields.length > 2 && fields[2].matches("\\d{1,10}") && Long.parseLong(fields[2]) <= 0xFFFFFFFFL) {
                names.putIfAbsent((int) Long.parseLong(fields[2]), RawNames.printable(fields[0]));
            }
        }
    }
}
