package io.calink.info.linux;

import io.calink.info.AbsentException;
import io.calink.info.Machine;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a machine keeps the time.
 *
 * @param zone the name of its time zone
 * @param utcOffset how far it is from UTC now, {@code +02:00}
 * @param clocksource what the kernel counts time with
 * @param service which program sets the clock, as far as its files tell
 * @param synchronised whether the clock is kept right, {@code null} where only that program itself knows
 * @param offsetSeconds how far the clock still has to be moved, by what the kernel was told
 * @param errorSeconds how wrong the clock is at most, as the kernel reckons
 * @param driftPpm how far the clock runs wrong without help, in millionths, as that program measured
 * @param hardwareClock whether the hardware's clock runs in UTC or in local time
 */
record Clock(
        @Nullable String zone,
        @Nullable String utcOffset,
        @Nullable String clocksource,
        @Nullable String service,
        @Nullable Boolean synchronised,
        @Nullable Double offsetSeconds,
        @Nullable Double errorSeconds,
        @Nullable Double driftPpm,
        @Nullable String hardwareClock) {
    private static final String ZONES = "/zoneinfo/";
    private static final List<String> CHRONY = List.of("/var/lib/chrony/drift", "/var/lib/chrony/chrony.drift");
    private static final List<String> NTP =
            List.of("/var/lib/ntpsec/ntp.drift", "/var/lib/ntp/ntp.drift", "/var/lib/ntp/drift");

    static Clock of(Machine machine, Instant now) throws AbsentException {
        Facts facts = new Facts(machine);
        String zone = zone(machine, facts);
        String source = facts.word("/sys/devices/system/clocksource/clocksource0/current_clocksource");
        boolean timesyncd = machine.has("/run/systemd/timesync");
        String drift = first(facts, CHRONY);
        String service = timesyncd ? "systemd-timesyncd" : drift != null ? "chrony" : null;
        if (drift == null) {
            drift = first(facts, NTP);
            service = service == null && drift != null ? "ntp" : service;
        }
        String adjtime = facts.text("/etc/adjtime");
        ClockState state = machine.own() ? NativeKernel.clock() : null;
        Boolean set = timesyncd ? (Boolean) machine.has("/run/systemd/timesync/synchronized") : null;
        Clock clock = new Clock(
                zone,
                offset(zone, now),
                source,
                service,
                state == null ? set : (Boolean) state.synchronised(),
                state == null ? null : (Double) state.offsetSeconds(),
                state == null ? null : (Double) state.errorSeconds(),
                drift == null ? null : number(drift),
                adjtime == null ? null : hardware(adjtime));
        if (zone == null && source == null && service == null && clock.hardwareClock == null) {
            throw new AbsentException("No file of this machine tells how it keeps the time.");
        }
        return clock;
    }

    private static @Nullable String zone(Machine machine, Facts facts) {
        try {
            String target = machine.target("/etc/localtime");
            int zones = target.indexOf(ZONES);
            if (zones >= 0) {
                return target.substring(zones + ZONES.length());
            }
        } catch (IOException e) {
            // no link: some systems copy the file, and write the name beside it
        }
        String word = facts.word("/etc/timezone");
        return word == null ? null : word.lines().findFirst().orElse(null);
    }

    private static @Nullable String offset(@Nullable String zone, Instant now) {
        try {
            String id = zone == null
                    ? null
                    : ZoneId.of(zone).getRules().getOffset(now).getId();
            return "Z".equals(id) ? "+00:00" : id;
        } catch (DateTimeException e) {
            return null; // a zone that Java does not know
        }
    }

    private static @Nullable String first(Facts facts, List<String> paths) {
        for (String path : paths) {
            String word = facts.word(path);
            if (word != null) {
                return word;
            }
        }
        return null;
    }

    /** The first number of a drift file. */
    static @Nullable Double number(String drift) {
        try {
            double number = Double.parseDouble(drift.strip().split("\\s+", 2)[0]);
            return Double.isFinite(number) ? (Double) number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The third line of {@code /etc/adjtime}, for which see hwclock(8). */
    static @Nullable String hardware(String adjtime) {
        String third = adjtime.lines().skip(2).findFirst().orElse("").strip();
        return third.equals("UTC") ? "utc" : third.equals("LOCAL") ? "local" : null;
    }
}
