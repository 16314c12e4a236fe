package io.calink.info.linux;

import io.calink.info.AbsentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sensors of a machine show.
 *
 * @param temperatures in degrees Celsius
 * @param fans in turns a minute
 * @param batteries what there is of them
 * @param mains whether it is connected, {@code null} where the machine has no such sensor
 * @param leftOut how many more sensors there are than the {@value #MOST} of a kind that are shown
 */
record Sensors(
        List<Temperature> temperatures,
        List<Fan> fans,
        List<Battery> batteries,
        @Nullable Boolean mains,
        int leftOut) {
    private static final int MOST = 256;

    /** A temperature, and from where on it is critical. */
    record Temperature(
            String chip,
            String label,
            double celsius,
            @Nullable Double critical) {}

    /** A fan. */
    record Fan(String chip, String label, long rpm) {}

    /**
     * A battery.
     *
     * @param percent how full it is
     * @param health how much it holds, in percent of what it was made for
     */
    record Battery(
            String name,
            @Nullable String status,
            @Nullable Long percent,
            @Nullable Double health,
            @Nullable Long cycles) {}

    static Sensors of(Facts facts) throws AbsentException {
        List<Temperature> temperatures = new ArrayList<>();
        List<Fan> fans = new ArrayList<>();
        for (String name : facts.names("/sys/class/hwmon")) {
            chip(facts, "/sys/class/hwmon/" + name + "/", name, temperatures, fans);
        }
        if (temperatures.isEmpty()) { // the zones mostly show the same sensors again
            zones(facts, temperatures);
        }
        List<Battery> batteries = new ArrayList<>();
        Boolean mains = null;
        for (String name : facts.names("/sys/class/power_supply")) {
            String directory = "/sys/class/power_supply/" + name + "/";
            String type = facts.word(directory + "type");
            Long online = facts.number(directory + "online");
            if ("Battery".equals(type)) {
                batteries.add(battery(facts, directory, name));
            } else if ("Mains".equals(type) && online != null) {
                mains = Boolean.TRUE.equals(mains) || online == 1;
            }
        }
        if (temperatures.isEmpty() && fans.isEmpty() && batteries.isEmpty() && mains == null) {
            throw new AbsentException("This machine has no sensors and no battery that the kernel knows.");
        }
        int left = Math.max(0, temperatures.size() - MOST) + Math.max(0, fans.size() - MOST);
        return new Sensors(first(temperatures), first(fans), batteries, mains, left);
    }

    private static void chip(Facts facts, String chip, String name, List<Temperature> temperatures, List<Fan> fans) {
        String told = facts.word(chip + "name");
        String title = told == null ? name : told;
        for (String file : facts.names(chip)) {
            if (!file.matches("(temp|fan)\\d{1,4}_input")) {
                continue;
            }
            String sensor = file.substring(0, file.length() - "_input".length());
            String label = facts.word(chip + sensor + "_label");
            String shown = label == null ? sensor : label;
            Long value = facts.number(chip + file);
            Double degrees = celsius(value);
            if (file.startsWith("temp") && degrees != null) {
                temperatures.add(
                        new Temperature(title, shown, degrees, celsius(facts.number(chip + sensor + "_crit"))));
            } else if (file.startsWith("fan") && value != null && value >= 0) {
                fans.add(new Fan(title, shown, value));
            }
        }
    }

    private static void zones(Facts facts, List<Temperature> temperatures) {
        for (String name : facts.names("/sys/class/thermal")) {
            String zone = "/sys/class/thermal/" + name + "/";
            String type = facts.word(zone + "type");
            Double degrees = celsius(facts.number(zone + "temp"));
            if (name.startsWith("thermal_zone") && degrees != null) {
                temperatures.add(new Temperature(name, type == null ? name : type, degrees, null));
            }
        }
    }

    /** Degrees of thousandths; what no sensor can measure is what one shows that measures nothing. */
    static @Nullable Double celsius(@Nullable Long thousandths) {
        return thousandths == null || thousandths <= -100_000 || thousandths >= 250_000
                ? null
                : (Double) (thousandths / 1000.0);
    }

    private static Battery battery(Facts facts, String directory, String name) {
        Long full = facts.count(directory + "energy_full");
        Long design = facts.count(directory + "energy_full_design");
        if (full == null || design == null) {
            full = facts.count(directory + "charge_full");
            design = facts.count(directory + "charge_full_design");
        }
        Long cycles = facts.count(directory + "cycle_count");
        return new Battery(
                name,
                facts.word(directory + "status"),
                facts.count(directory + "capacity"),
                health(full, design),
                cycles == null || cycles == 0 ? null : cycles); // 0 is how drivers say that they cannot tell
    }

    private static @Nullable Double health(@Nullable Long full, @Nullable Long design) {
        return full == null || design == null || design == 0
                ? null
                : (Double) (Math.round(1000.0 * full / design) / 10.0);
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }
}
