package io.calink.info.linux;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processors of a machine; {@code null} is what its kernel does not tell.
 *
 * @param model of the first
 * @param sockets how many chips there are
 * @param cores how many cores they have in all
 * @param threads how many can run at once
 */
record Chips(
        @Nullable String model,
        @Nullable Integer sockets,
        @Nullable Integer cores,
        @Nullable Integer threads) {
    /** Reads {@code /proc/cpuinfo}, which has a block for each thread. */
    static Chips parse(String cpuinfo) {
        String model = null;
        String socket = "";
        int threads = 0;
        Set<String> sockets = new HashSet<>();
        Set<String> cores = new HashSet<>();
        for (String line : cpuinfo.split("\n", -1)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, Math.max(0, colon)).strip()) {
                case "processor" -> threads++;
                case "model name" -> model = model == null && !value.isEmpty() ? value : model;
                case "physical id" -> {
                    socket = value;
                    sockets.add(value);
                }
                case "core id" -> cores.add(socket + "/" + value);
                default -> {
                    // much more is there
                }
            }
        }
        return new Chips(model, some(sockets.size()), some(cores.size()), some(threads));
    }

    private static @Nullable Integer some(int number) {
        return number == 0 ? null : (Integer) number;
    }
}
