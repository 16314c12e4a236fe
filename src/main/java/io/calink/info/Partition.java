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
        @Nullable Long inodesFree) {
    static Partition of(Mount mount, @Nullable Space space) {
        if (space == null) {
            return new Partition(
                    mount.device(),
                    mount.mountpoint(),
                    mount.fstype(),
                    mount.options(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        return new Partition(
                mount.device(),
                mount.mountpoint(),
                mount.fstype(),
                mount.options(),
                space.total(),
                space.used(),
                space.available(),
                space.percent(),
                space.inodesTotal(),
                space.inodesFree());
    }
}
