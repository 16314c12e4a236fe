package io.calink.info;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * All that is mounted, of whatever kind; no file system is touched for it.
 *
 * @param mounts in the kernel's order, at most {@value #MOST}
 * @param leftOut how many more there are
 */
record MountTable(List<Entry> mounts, int leftOut) {
    private static final int MOST = 2000;
    private static final Pattern SECRET = Pattern.compile("(?i)^([^=]*(?:pass|secret|token|cred)[^=]*)=.*");
    private static final Pattern USER_INFO = Pattern.compile("://[^/@]{0,1000}@");

    /**
     * One mount.
     *
     * @param options those of the mount and of the file system, without the values of those that are secret
     * @param network whether it is a file system of another machine
     */
    record Entry(String source, String mountpoint, String fstype, String options, boolean readOnly, boolean network) {}

    static MountTable of(Machine machine) throws IOException, AbsentException {
        if (!machine.linux()) {
            throw new AbsentException("Only Linux tells this, in files of /proc.");
        }
        List<Mount> mounts = Disks.mounts(machine);
        if (mounts.isEmpty()) {
            throw new AbsentException("Nothing is mounted on this machine.");
        }
        return of(mounts);
    }

    static MountTable of(List<Mount> mounts) {
        return new MountTable(
                mounts.stream().limit(MOST).map(MountTable::entry).toList(), Math.max(0, mounts.size() - MOST));
    }

    private static Entry entry(Mount mount) {
        List<String> options = Arrays.stream(mount.options().split(",", -1))
                .map(option -> SECRET.matcher(option).replaceFirst("$1="))
                .toList();
        return new Entry(
                USER_INFO.matcher(mount.device()).replaceFirst("://"),
                mount.mountpoint(),
                mount.fstype(),
                String.join(",", options),
                options.contains("ro"),
                mount.network());
    }
}
