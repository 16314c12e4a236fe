package io.calink.info.counters;

import io.calink.info.counters.Family.Kind;
import io.calink.info.counters.Family.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects samples by family; where a family has the same labels twice, the first sample counts. */
final class Families {
    private final Map<String, Open> families = new LinkedHashMap<>();

    private record Open(String help, Kind kind, Map<Map<String, String>, Double> samples) {}

    void counter(String name, String help, double value, String... labels) {
        add(Kind.COUNTER, name, help, value, labels);
    }

    void gauge(String name, String help, double value, String... labels) {
        add(Kind.GAUGE, name, help, value, labels);
    }

    void untyped(String name, String help, double value) {
        add(Kind.UNTYPED, name, help, value);
    }

    void info(String name, String help, String... labels) {
        add(Kind.INFO, name, help, 1, labels);
    }

    private void add(Kind kind, String name, String help, double value, String... labels) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            names.put(labels[i], labels[i + 1]);
        }
        families.computeIfAbsent(name, key -> new Open(help, kind, new LinkedHashMap<>()))
                .samples
                .putIfAbsent(names, value);
    }

    List<Family> all() {
        List<Family> all = new ArrayList<>();
        families.forEach((name, open) -> {
            List<Sample> samples = new ArrayList<>();
            open.samples.forEach((labels, value) -> samples.add(new Sample(labels, value)));
            all.add(new Family(name, open.help, open.kind, samples));
        });
        return all;
    }

    /** The fields of a line, which blanks part. */
    static String[] fields(String line) {
        return line.strip().split("\\s+", -1);
    }

    /** A count, or -1 for what is none. */
    static double count(String[] fields, int at) {
        boolean number = at < fields.length && fields[at].matches("\\d{1,20}");
        return number ? Double.parseDouble(fields[at]) : -1;
    }
}
