package io.calink.info.counters;

import java.util.List;
import java.util.Map;

/**
 * A metric of the machine, under the name that node_exporter has for the same.
 *
 * @param name with everything that belongs to it, such as {@code node_context_switches_total}
 * @param help what it is, in one sentence
 * @param samples at least one
 */
public record Family(String name, String help, Kind kind, List<Sample> samples) {
    /** How a metric behaves. */
    public enum Kind {
        /** Only grows, until the machine is started anew. */
        COUNTER,
        /** Goes up and down. */
        GAUGE,
        /** One of both, which the kernel does not say. */
        UNTYPED,
        /** Always 1: what it tells stands in its labels. */
        INFO
    }

    /** One value, and the labels that tell it from others of its family. */
    public record Sample(Map<String, String> labels, double value) {}
}
