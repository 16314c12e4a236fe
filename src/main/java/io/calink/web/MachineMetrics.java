package io.calink.web;

import io.calink.info.counters.Family;
import io.calink.info.counters.MachineCounters;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Tells of the machine what node_exporter would, under the same names: counters that are read when they are asked for. */
final class MachineMetrics implements MultiCollector {
    private final MachineCounters counters;
    private final Readings readings;

    MachineMetrics(MachineCounters counters, Readings readings) {
        this.counters = counters;
        this.readings = readings;
    }

    @Override
    public MetricSnapshots collect() {
        List<Family> families = new ArrayList<>(counters.read());
        families.addAll(FileSystemMetrics.of(readings.read("disk")));
        List<MetricSnapshot> snapshots = new ArrayList<>();
        for (Family family : families) {
            try {
                snapshots.add(snapshot(family));
            } catch (IllegalArgumentException e) {
                // a name that some kernel has and Prometheus does not take; the others are told
            }
        }
        return new MetricSnapshots(snapshots);
    }

    private static MetricSnapshot snapshot(Family family) {
        return switch (family.kind()) {
            case COUNTER ->
                new CounterSnapshot(
                        named(family, "_total"),
                        points(family, (value, labels) -> new CounterDataPointSnapshot(value, labels, null, 0)));
            case GAUGE ->
                new GaugeSnapshot(
                        named(family, ""),
                        points(family, (value, labels) -> new GaugeDataPointSnapshot(value, labels, null)));
            case UNTYPED ->
                new UnknownSnapshot(
                        named(family, ""),
                        points(family, (value, labels) -> new UnknownDataPointSnapshot(value, labels, null)));
            case INFO ->
                new InfoSnapshot(
                        named(family, "_info"), points(family, (value, labels) -> new InfoDataPointSnapshot(labels)));
        };
    }

    /** The registry writes the end of such names by itself. */
    private static MetricMetadata named(Family family, String end) {
        String name = family.name();
        return new MetricMetadata(name.substring(0, name.length() - end.length()), family.help());
    }

    private static <T> List<T> points(Family family, BiFunction<Double, Labels, T> point) {
        return family.samples().stream()
                .map(sample -> point.apply(sample.value(), labels(sample.labels())))
                .toList();
    }

    private static Labels labels(Map<String, String> labels) {
        return Labels.of(List.copyOf(labels.keySet()), List.copyOf(labels.values()));
    }
}
