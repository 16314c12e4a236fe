package io.calink.info;

import org.jspecify.annotations.Nullable;

/**
 * One local partition and how full it is, as {@code df} counts; {@code null} is what could not be told.
 *
 * @param device what is mounted
 * @param mountpoint where
 * @param fstype kind of file system
 * @param options of the mount, separated by commas
 * @param total bytes of the file system
 * @param used bytes that are not free
 * @param free bytes that ordinary users can still fill
 * @param percent how much of what ordinary users can fill is used, rounded up
 * @param inodesTotal how many files there can be
 * @param inodesFree how many more there can be
 * @param inodesPercent how much of the files that there can be there are, rounded up
 * @param readOnly whether nothing can be written to it
 * @param remountedReadOnly whether it was meant to be written to and is read-only now, as after an error of the disk
 * @param busyPercent how much of the time the disk that it lies on had work, over the window of {@code iostat}
 * @param detail why its numbers are missing, in one sentence
 */
record Partition(
        String device,
        String mountpoint,
        String fstype,
        String options,
        @Nullable Long total,
        @Nullable Long used,
        @Nullable Long free,
        @Nullable Long percent,
        @Nullable Long inodesTotal,
        @Nullable Long inodesFree,
        @Nullable Long inodesPercent,
        boolean readOnly,
        @Nullable Boolean remountedReadOnly,
        @Nullable Double busyPercent,
        @Nullable String detail) {
    static Partition of(
            Mount mount,
            @Nullable Space space,
            @Nullable String detail,
            @Nullable Boolean remountedReadOnly,
            @Nullable Double busyPercent) {
        return new Partition(
                mount.device(),
                mount.mountpoint(),
                mount.fstype(),
                mount.options(),
                space == null ? null : (Long) space.total(),
                space == null ? null : (Long) space.used(),
                space == null ? null : (Long) space.available(),
                space == null ? null : space.percent(),
                space == null ? null : space.inodesTotal(),
                space == null ? null : space.inodesFree(),
                space == null ? null : space.inodesPercent(),
                mount.readOnly(),
                remountedReadOnly,
                busyPercent,
                detail);
    }
}
