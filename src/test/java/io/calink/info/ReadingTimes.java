package io.calink.info;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * Reads informations as often as its standard input asks, {@code ps 20}, and answers with the median time of one in
 * microseconds: the readings themselves, without the second for which they are shared. Run by benchmarks/metrics.
 */
final class ReadingTimes {
    private final Map<String, Information> readings;
    private final PlainJson json = new PlainJson();

    private ReadingTimes(Machine machine) {
        this.readings = Map.of("ps", new Processes(machine), "disk", new Disks(machine, () -> {
            throw new AbsentException("Busy disks belong to the sampler.");
        }));
    }

    public static void main(String[] args) throws Exception {
        ReadingTimes times = new ReadingTimes(Machine.at(Path.of("/")));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", 2);
            System.out.println(times.micros(words[0], Integer.parseInt(words[1])));
        }
    }

    private double micros(String name, int times) throws Exception {
        Information information = Objects.requireNonNull(readings.get(name), name);
        long[] taken = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            if (json.plain(information.read()) == null) {
                throw new IOException(name + " told nothing.");
            }
            taken[i] = System.nanoTime() - start;
        }
        Arrays.sort(taken);
        return taken[times / 2] / 1000.0;
    }
}
