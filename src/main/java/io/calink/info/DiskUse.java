package io.calink.info;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How busy the disk below a file system was, by what {@code iostat} tells of whole disks. */
final class DiskUse {
    /** The kernel's link of a device leads to its disk, and of a partition below that disk: {@code block/sda/sda1}. */
    private static final Pattern BLOCK = Pattern.compile("/block/([^/]+)(?:/[^/]+)?$");

    private static final Pattern PART = Pattern.compile("(.*\\d)p\\d+|(.*[a-z])\\d+");

    private final Machine machine;
    private final Information traffic;
    private final PlainJson json = new PlainJson();

    /** Takes the machine, and its information {@code iostat}. */
    DiskUse(Machine machine, Information traffic) {
        this.machine = machine;
        this.traffic = traffic;
    }

    /** Percent by disk over the window of {@code iostat}; nothing before the second sample, and where none is counted. */
    Map<String, Double> busy() throws InterruptedException {
        Object value;
        try {
            value = json.plain(traffic.read());
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // how full a disk is does not depend on how busy it is
            return Map.of();
        }
        Map<String, Double> busy = new TreeMap<>();
        if (value instanceof Map<?, ?> all && all.get("devices") instanceof Map<?, ?> devices) {
            devices.forEach((name, device) -> {
                if (device instanceof Map<?, ?> counts
                        && counts.get("busy_percent") instanceof Map<?, ?> spread
                        && spread.get("average") instanceof Double average) {
                    busy.put(String.valueOf(name), average);
                }
            });
        }
        return busy;
    }

    /** Of the disk on which a file system lies; where it lies on several, of the busiest. */
    @Nullable
    Double of(Mount mount, Map<String, Double> busy) {
        if (busy.isEmpty()) {
            return null;
        }
        String name = name(mount);
        Double own = whole(name, busy);
        return own != null ? own : ofThoseBelow(name, busy);
    }

    private @Nullable Double ofThoseBelow(String name, Map<String, Double> busy) {
        Double most = null;
        List<String> below;
        try {
            below = machine.names("/sys/block/" + name + "/slaves");
        } catch (IOException e) {
            return null;
        }
        for (String each : below) {
            Double one = whole(each, busy);
            most = most == null || (one != null && one > most) ? one : most;
        }
        return most;
    }

    private static @Nullable Double whole(String name, Map<String, Double> busy) {
        Double own = busy.get(name);
        return own != null ? own : busy.get(disk(name));
    }

    /** The kernel's name of the disk, or of what stands for one. */
    private String name(Mount mount) {
        try {
            Matcher block = BLOCK.matcher(machine.target("/sys/dev/block/" + mount.number()));
            if (block.find()) {
                return block.group(1);
            }
        } catch (IOException e) {
            // no device of its own, as of btrfs, or a kernel without these links
        }
        return mount.device().substring(mount.device().lastIndexOf('/') + 1);
    }

    /** The disk of a partition, by its name. */
    static String disk(String partition) {
        Matcher part = PART.matcher(partition);
        if (!part.matches()) {
            return partition;
        }
        return part.group(1) != null ? part.group(1) : part.group(2);
    }
}
