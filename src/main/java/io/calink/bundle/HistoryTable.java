package io.calink.bundle;

import io.calink.info.sampling.History;
import io.calink.info.sampling.History.Line;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What sampled informations were before the bundle, as a table that spreadsheets open (RFC 4180): a row for each point in
 * time, and average, minimum and maximum of each number; an empty cell is a point without a sample.
 */
final class HistoryTable {
    /** The name of its entry below the archive's directory. */
    static final String NAME = "history.csv";

    /** How many points it has at the most: ten seconds each in an hour. */
    static final int POINTS = 360;

    private record Column(String name, List<@Nullable Double> values, long offset) {}

    private HistoryTable() {}

    /** The table as UTF-8; empty if nothing was sampled. All histories have points of the same length. */
    static byte[] of(List<History> histories) {
        List<Column> columns = new ArrayList<>();
        Map<Long, Instant> rows = new TreeMap<>();
        for (History history : histories) {
            long step = Math.round(history.stepSeconds() * 1e9);
            Instant from = histories.get(0).from();
            // one may have been told a sample later, and then begins a point later
            long offset =
                    Math.round((double) Duration.between(from, history.from()).toNanos() / step);
            history.series().stream().filter(line -> isTold(history, line)).forEach(line -> {
                columns.addAll(columns(history.name(), line, offset));
                for (int i = 0; i < line.average().size(); i++) {
                    if (line.average().get(i) != null) {
                        rows.put(i + offset, from.plusNanos((i + offset) * step));
                    }
                }
            });
        }
        return rows.isEmpty() ? new byte[0] : table(columns, rows).getBytes(StandardCharsets.UTF_8);
    }

    /** Of each core only how much it was used: what it did, those of the whole machine say. */
    private static boolean isTold(History history, Line line) {
        return line.of() == null || !history.name().equals("cpu") || line.name().equals("used");
    }

    private static List<Column> columns(String information, Line line, long offset) {
        String name = Stream.of(information, line.of(), line.name())
                .filter(part -> part != null)
                .reduce((one, other) -> one + "." + other)
                .orElse("");
        return List.of(
                new Column(name + ".average", line.average(), offset),
                new Column(name + ".minimum", line.minimum(), offset),
                new Column(name + ".maximum", line.maximum(), offset));
    }

    private static String table(List<Column> columns, Map<Long, Instant> rows) {
        StringBuilder table = new StringBuilder("time");
        columns.forEach(column -> table.append(',').append(quoted(column.name)));
        table.append("\r\n");
        rows.forEach((row, time) -> {
            table.append(time.truncatedTo(ChronoUnit.MILLIS));
            columns.forEach(column -> table.append(',').append(cell(column, row - column.offset)));
            table.append("\r\n");
        });
        return table.toString();
    }

    private static String cell(Column column, long at) {
        Double value = at < 0 || at >= column.values.size() ? null : column.values.get((int) at);
        return value == null
                ? ""
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_.:-]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
