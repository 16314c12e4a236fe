package io.calink.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file systems of this machine, as {@code /proc/self/mountinfo} lists them (see proc(5)). */
final class Mounts {
    private static final Set<String> MADE_UP = Set.of(
            "proc",
            "sysfs",
            "cgroup",
            "cgroup2",
            "debugfs",
            "tracefs",
            "securityfs",
            "configfs",
            "pstore",
            "efivarfs",
            "binfmt_misc",
            "selinuxfs",
            "smackfs",
            "fusectl",
            "nsfs",
            "resctrl",
            "fuse.lxcfs");
    private static final Set<String> REMOTE = Set.of(
            "nfs",
            "nfs4",
            "cifs",
            "smb3",
            "smbfs",
            "ceph",
            "9p",
            "afs",
            "lustre",
            "glusterfs",
            "gfs2",
            "ocfs2",
            "coda",
            "beegfs",
            "orangefs",
            "davfs",
            "virtiofs");

    /** Those that write down each change of a file's content, and keep the numbers of files. */
    private static final Set<String> TRUE =
            Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "overlay");

    private final Map<Long, String> typeByDevice = new HashMap<>();
    private final Map<String, String> typeByPlace = new HashMap<>();
    private boolean anyRemote;

    private Mounts() {}

    static Mounts ofThisMachine() {
        try {
            byte[] text = Files.readAllBytes(Path.of("/proc/self/mountinfo"));
            return parse(RawNames.decode(text).lines().toList());
        } catch (IOException e) {
            return new Mounts(); // not Linux: nothing is known to be made up or remote
        }
    }

    static Mounts parse(List<String> lines) {
        Mounts mounts = new Mounts();
        for (String line : lines) {
            List<String> fields = List.of(line.split(" ", -1));
            int dash = fields.indexOf("-");
            String[] device = fields.size() > 4 ? fields.get(2).split(":", -1) : new String[0];
            if (dash > 5 && fields.size() > dash + 1 && device.length == 2) {
                String type = fields.get(dash + 1);
                mounts.typeByDevice.put(number(Long.parseLong(device[0]), Long.parseLong(device[1])), type);
                // of several mounts on one place the last is the one that shows
                mounts.typeByPlace.put(unescaped(fields.get(4)), type);
            }
        }
        mounts.anyRemote = mounts.typeByPlace.keySet().stream().anyMatch(mounts::remote);
        return mounts;
    }

    /** Whether the files of a device are made up when they are read, so that their sizes are not true. */
    boolean madeUp(long device) {
        return MADE_UP.contains(typeByDevice.getOrDefault(device, ""));
    }

    /** Whether the files of a device come from a program, which may not know their sizes. */
    boolean fromProgram(long device) {
        return typeByDevice.getOrDefault(device, "").startsWith("fuse");
    }

    /** Whether a file of a device that has the same times and number as before has the same content. */
    boolean keepsTrack(long device) {
        return TRUE.contains(typeByDevice.getOrDefault(device, ""));
    }

    boolean anyRemote() {
        return anyRemote;
    }

    /** Whether another machine or a program has to answer for what is at this absolute path. */
    boolean remote(String place) {
        String type = typeByPlace.getOrDefault(place, "");
        return REMOTE.contains(type) || (type.startsWith("fuse") && !type.equals("fuseblk"));
    }

    /** The mounted place that another machine or a program has to answer for, and that a path is in. */
    @Nullable
    String remoteAbove(String path) {
        for (String place = path; !place.isEmpty(); place = place.substring(0, place.lastIndexOf('/'))) {
            if (remote(place)) {
                return place;
            }
        }
        return null;
    }

    /** Whether entering this absolute path would mount something. */
    boolean mountsWhenEntered(String place) {
        return typeByPlace.getOrDefault(place, "").equals("autofs");
    }

    // gnu_dev_makedev of glibc
    private static long number(long major, long minor) {
        return (minor & 0xFF) | (major & 0xFFF) << 8 | (minor & ~0xFFL) << 12 | (major & ~0xFFFL) << 32;
    }

    private static String unescaped(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        byte[] raw = RawNames.encode(field);
        byte[] plain = new byte[raw.length];
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            boolean octal = raw[i] == '\\' && i + 3 < raw.length;
            plain[length++] =
                    octal ? (byte) Integer.parseInt(new String(raw, i + 1, 3, StandardCharsets.US_ASCII), 8) : raw[i];
            i += octal ? 3 : 0;
        }
        return RawNames.decode(java.util.Arrays.copyOf(plain, length));
    }
}
