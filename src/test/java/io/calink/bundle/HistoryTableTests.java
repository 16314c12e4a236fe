package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.info.sampling.History;
import io.calink.info.sampling.History.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a spreadsheet opens. */
class HistoryTableTests {
    private static final Instant FROM = Instant.parse("2026-11-23T08:00:00Z");

    @Test
    void hasARowForEachPointWithASampleAndAColumnForEachNumber() {
        History cpu = history(
                "cpu", FROM, line("used", null, null, 12.5, null, 1.2e9), line("system", "0", null, 1.0, null, 2.0));
        // told a second later
        History disks =
                history("iostat", FROM.plusSeconds(10).plusMillis(3), line("busy_percent", "a,b", 0.0, null, 3.0, 4.0));
        assertThat(new String(HistoryTable.of(List.of(cpu, disks)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "time,cpu.used.average,cpu.used.minimum,cpu.used.maximum,\"iostat.a,b.busy_percent.average\","
                                + "\"iostat.a,b.busy_percent.minimum\",\"iostat.a,b.busy_percent.maximum\"\r\n"
                                + "2026-11-23T08:00:10Z,12.5,12.5,12.5,0,0,0\r\n"
                                + "2026-11-23T08:00:30Z,1200000000,1200000000,1200000000,3,3,3\r\n"
                                + "2026-11-23T08:00:40Z,,,,4,4,4\r\n");
    }

    @Test
    void isEmptyWhereNothingWasSampled() {
        assertThat(HistoryTable.of(List.of())).isEmpty();
        assertThat(HistoryTable.of(List.of(history("cpu", FROM, line("used", null, null, null)))))
                .isEmpty();
    }

    private static History history(String name, Instant from, Line... lines) {
        return new History(name, 40, 10, from, from.plusSeconds(40), 4, List.of(lines), 0);
    }

    private static Line line(String name, @Nullable String of, @Nullable Double... values) {
        List<@Nullable Double> list = new ArrayList<>(Arrays.asList(values));
        return new Line(name, of, "percent", list, list, list);
    }
}
