package io.calink.info;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the kernel's table of mounts.
 *
 * @param number major and minor number of the file system, {@code 254:0}; {@code ""} where the table has none
 * @param part which directory of the file system is mounted
 * @param mountpoint where
 * @param fstype kind of file system
 * @param device what is mounted
 * @param options those of the mount, and those of the file system, once each
 * @param turned whether the file system is read-only under a mount that is not, as after an error of the disk
 */
record Mount(
        String number, String part, String mountpoint, String fstype, String device, String options, boolean turned) {
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    /** File systems of other machines; those with a colon or two slashes in the device's name are such, too. */
    private static final Set<String> NETWORK = Set.of(
            "9p",
            "acfs",
            "afs",
            "auristorfs",
            "beegfs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "fhgfs",
            "gfs",
            "gfs2",
            "glusterfs",
            "gpfs",
            "ibrix",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs4",
            "ocfs2",
            "orangefs",
            "pvfs2",
            "smb3",
            "smbfs",
            "vxfs");

    /** File systems on disks of this machine whose device is not named by a path. */
    private static final Set<String> ON_DISKS = Set.of("bcachefs", "btrfs", "ubifs", "yaffs2", "zfs");

    /**
     * Reads {@code /proc/PID/mountinfo}, for which see proc(5); lines that are cut short are left out.
     *
     * <p>{@code 27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard}
     */
    static List<Mount> parseMountinfo(String text) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            int dash = line.indexOf(" - ");
            String[] first = line.substring(0, Math.max(dash, 0)).split(" ", -1);
            String[] second =
                    line.substring(dash + 3 <= line.length() ? dash + 3 : 0).split(" ", 3);
            if (dash < 0 || first.length < 6 || second.length < 2) {
                continue;
            }
            String options = second.length == 3 ? union(first[5], second[2]) : first[5];
            boolean turned = second.length == 3 && readOnly(second[2]) && !readOnly(first[5]);
            mounts.add(
                    new Mount(first[2], name(first[3]), name(first[4]), second[0], name(second[1]), options, turned));
        }
        return mounts;
    }

    /** Reads {@code /proc/PID/mounts} or {@code /etc/mtab}, for which see fstab(5). */
    static List<Mount> parseMounts(String text) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split("\\s+", -1);
            if (fields.length >= 4 && !fields[0].startsWith("#")) {
                mounts.add(new Mount("", "/", name(fields[1]), fields[2], name(fields[0]), fields[3], false));
            }
        }
        return mounts;
    }

    /** Whether nothing can be written through it. */
    boolean readOnly() {
        return readOnly(options);
    }

    private static boolean readOnly(String options) {
        return List.of(options.split(",", -1)).contains("ro");
    }

    /** Whether it is a file system of another machine. */
    boolean network() {
        boolean named = !device.startsWith("/dev/") && (device.contains(":") || device.startsWith("//"));
        return named || NETWORK.contains(fstype);
    }

    /** Whether it is a local partition: what lies on a disk of this machine, and whatever the root is. */
    boolean partition() {
        boolean stored = device.startsWith("/dev/") || ON_DISKS.contains(fstype);
        return !network()
                && !fstype.equals("devtmpfs")
                && (stored || (mountpoint.equals("/") && !fstype.equals("rootfs")));
    }

    /** What two mounts of the same file system have in common; each subvolume of btrfs counts as one. */
    String identity() {
        String subvolume = fstype.equals("btrfs") ? part : "";
        return number.isEmpty() ? device : number + subvolume;
    }

    /** Whether this one is shown of two mounts of one file system, as df chooses (gnulib's filter_mount_list). */
    boolean betterThan(Mount other) {
        boolean realDevice = device.contains("/") && !other.device.contains("/");
        boolean nearerRoot = mountpoint.length() < other.mountpoint.length() && part.length() <= other.part.length();
        return realDevice || nearerRoot;
    }

    private static String union(String mount, String fileSystem) {
        Set<String> options = new java.util.LinkedHashSet<>(List.of(mount.split(",", -1)));
        options.addAll(List.of(fileSystem.split(",", -1)));
        if (options.contains("ro")) {
            options.remove("rw");
        }
        return String.join(",", options);
    }

    /** The kernel writes blanks and the like in octal. */
    private static String name(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        Matcher octal = OCTAL.matcher(field);
        return octal.replaceAll(m -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(m.group(1), 8))));
    }
}
