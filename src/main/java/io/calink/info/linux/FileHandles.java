package io.calink.info.linux;

import io.calink.info.AbsentException;
import org.jspecify.annotations.Nullable;

/**
 * Open files and how many there can be.
 *
 * @param open file handles in use on the machine
 * @param maximum how many there can be
 * @param inodes inodes that the kernel holds
 * @param inodesFree those of them that are not in use
 * @param processOpen files that this process has open; of another machine, its first process
 * @param processMaximum how many this process may have open
 */
record FileHandles(
        long open,
        @Nullable Long maximum,
        @Nullable Long inodes,
        @Nullable Long inodesFree,
        @Nullable Long processOpen,
        @Nullable Long processMaximum) {

    static FileHandles of(Facts facts) throws AbsentException {
        @Nullable Long[] files = numbers(facts.word("/proc/sys/fs/file-nr"));
        @Nullable Long[] inodes = numbers(facts.word("/proc/sys/fs/inode-nr"));
        Long handles = files[0];
        if (handles == null) {
            throw new AbsentException("The kernel of this machine does not tell how many files are open.");
        }
        Long unused = files[1];
        Long maximum = facts.count("/proc/sys/fs/file-max");
        int own = facts.names(facts.process() + "/fd").size();
        String limits = facts.text(facts.process() + "/limits");
        Bound bound = limits == null ? null : Bound.parse(limits).get("open_files");
        return new FileHandles(
                handles - (unused == null ? 0 : unused),
                maximum == null ? files[2] : maximum,
                inodes[0],
                inodes[1],
                own == 0 ? null : (Long) (long) own,
                bound == null ? null : bound.soft());
    }

    /** The first three numbers of a line; {@code null} where there is none. */
    static @Nullable Long[] numbers(@Nullable String line) {
        @Nullable Long[] numbers = new Long[3];
        String[] fields = line == null ? new String[0] : line.split("\\s+", -1);
        for (int i = 0; i < Math.min(3, fields.length); i++) {
            numbers[i] = Facts.whole(fields[i]);
        }
        return numbers;
    }
}
