package io.calink.info.sampling;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a processor is.
 *
 * @param model what it is called
 * @param physical how many cores it has in all sockets, threads of one counted once
 */
record Processor(@Nullable String model, @Nullable Integer physical) {
    /** Reads {@code /proc/cpuinfo}, whose keys differ between processors. */
    static Processor parse(String cpuinfo) {
        String model = null;
        String socket = "";
        Set<String> cores = new HashSet<>();
        for (String line : cpuinfo.split("\n", -1)) {
            int colon = line.indexOf(':');
            String key = line.substring(0, Math.max(colon, 0)).strip();
            String value = line.substring(colon + 1).strip();
            switch (key) {
                case "model name", "cpu", "cpu model" -> model = model == null && !value.isEmpty() ? value : model;
                case "physical id" -> socket = value;
                case "core id" -> cores.add(socket + "/" + value);
                default -> {
                    // says nothing of these two
                }
            }
        }
        return new Processor(model, cores.isEmpty() ? null : (Integer) cores.size());
    }

    /** This one, with what another knows where this one does not. */
    Processor or(Processor other) {
        return new Processor(model != null ? model : other.model, physical != null ? physical : other.physical);
    }
}
