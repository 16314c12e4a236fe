package io.calink.web;

import io.calink.info.Reading;
import io.calink.info.counters.Family;
import io.calink.info.counters.Family.Kind;
import io.calink.info.counters.Family.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The information {@code disk} as node_exporter tells of file systems; one that does not answer is an error of its device. */
final class FileSystemMetrics {
    private static final String TOTAL = "total";

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<String, String> help = new LinkedHashMap<>();

    private FileSystemMetrics() {}

    static List<Family> of(Reading disk) {
        FileSystemMetrics metrics = new FileSystemMetrics();
        if (disk instanceof Reading.Value value && value.value() instanceof List<?> partitions) {
            for (Object each : partitions) {
                metrics.add(Objects.requireNonNull((Map<?, ?>) each));
            }
        }
        List<Family> families = new ArrayList<>();
        metrics.samples.forEach((name, all) ->
                families.add(new Family(name, Objects.requireNonNull(metrics.help.get(name)), Kind.GAUGE, all)));
        return families;
    }

    private void add(Map<?, ?> partition) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : List.of("device", "fstype", "mountpoint")) {
            labels.put(label, String.valueOf(partition.get(label)));
        }
        number(labels, "size_bytes", "Filesystem size in bytes.", partition.get(TOTAL));
        number(labels, "avail_bytes", "Filesystem space available to non-root users in bytes.", partition.get("free"));
        if (partition.get(TOTAL) instanceof Number total && partition.get("used") instanceof Number used) {
            Long free = total.longValue() - used.longValue();
            number(labels, "free_bytes", "Filesystem free space in bytes.", free);
        }
        number(labels, "files", "Filesystem total file nodes.", partition.get("inodes_total"));
        number(labels, "files_free", "Filesystem total free file nodes.", partition.get("inodes_free"));
        boolean readOnly =
                List.of(String.valueOf(partition.get("options")).split(",", -1)).contains("ro");
        number(labels, "readonly", "Filesystem read-only status.", readOnly ? 1 : 0);
        number(
                labels,
                "device_error",
                "Whether an error occurred while getting statistics for the given device.",
                partition.get(TOTAL) == null ? 1 : 0);
    }

    private void number(Map<String, String> labels, String end, String sentence, @Nullable Object value) {
        if (value instanceof Number number) {
            String name = "node_filesystem_" + end;
            help.put(name, sentence);
            samples.computeIfAbsent(name, key -> new ArrayList<>()).add(new Sample(labels, number.doubleValue()));
        }
    }
}
