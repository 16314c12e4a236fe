package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.calink.bundle.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AuditLogTests {
    private static final long SMALL = 4000;

    @TempDir
    Path temporary;

    private DataDirectory data;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        data = DataDirectory.open(temporary.resolve("data"));
        file = data.path().resolve("audit.jsonl");
    }

    @AfterEach
    void close() throws IOException {
        data.close();
    }

    private static AuditLine line(String caller) {
        return new AuditLine(
                Instant.parse("2026-11-22T08:00:00Z"),
                caller,
                "127.0.0.1",
                "create",
                "POST",
                "/bundles",
                "00mws9vnjcb8vzxapvxge09ir7",
                202,
                540,
                true,
                12,
                1);
    }

    private static void write(AuditLog log, int lines) {
        for (int i = 0; i < lines; i++) {
            log.write(line("token:" + i));
        }
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            lines.add(Json.mapper().readTree(line));
        }
        return lines;
    }

    @Test
    void writesALineOfJsonEachForNobodyElseToRead() throws IOException {
        try (AuditLog log = new AuditLog(data)) {
            log.write(line("token:web1"));
            log.write(line("token:web2"));
        }
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .first()
                .isEqualTo("{\"time\":\"2026-11-22T08:00:00Z\",\"caller\":\"token:web1\",\"peer\":\"127.0.0.1\","
                        + "\"action\":\"create\",\"method\":\"POST\",\"path\":\"/bundles\","
                        + "\"bundle\":\"00mws9vnjcb8vzxapvxge09ir7\",\"status\":202,\"bytes\":540,\"complete\":true,"
                        + "\"millis\":12,\"count\":1}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatACallerIsCalledCannotBreakALine() throws IOException {
        try (AuditLog log = new AuditLog(data)) {
            log.write(
                    line("oidc:a\n{\"caller\":\"root\"}\r\u001b[2K\u007f\u0085\u2028\u202e\ud800" + "x".repeat(1000)));
        }
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        assertThat(text.strip()).matches("\\p{Print}+").hasSizeLessThan(1000);
        assertThat(lines(file))
                .singleElement()
                .satisfies(line -> assertThat(line.get("caller").stringValue())
                        .startsWith("oidc:a {\"caller\":\"root\"} ")
                        .hasSize(300));
    }

    @Test
    void goesOnInTheSameFileAfterARestartAndDropsHalfALine() throws IOException {
        try (AuditLog log = new AuditLog(data)) {
            write(log, 2);
        }
        Files.writeString(file, Files.readString(file) + "{\"time\":\"2026-11-2");
        try (AuditLog log = new AuditLog(data)) {
            write(log, 1);
        }
        assertThat(lines(file)).hasSize(3);
    }

    @Test
    void startsAnotherFileWhenOneIsFullAndKeepsFive() throws IOException {
        try (AuditLog log = new AuditLog(data, SMALL, 10_000)) {
            for (int i = 0; i < 200; i++) {
                long before = written();
                log.write(line("token:" + i));
                await().until(() -> written() != before);
            }
        }
        List<String> callers = new ArrayList<>();
        for (int number = 4; number >= 0; number--) {
            Path part = number == 0 ? file : data.path().resolve("audit.jsonl." + number);
            assertThat(Files.size(part)).isLessThanOrEqualTo(SMALL);
            lines(part).forEach(line -> callers.add(line.get("caller").stringValue()));
        }
        assertThat(data.path().resolve("audit.jsonl.5")).doesNotExist();
        assertThat(callers).hasSizeGreaterThan(50).endsWith("token:198", "token:199");
        int first = 200 - callers.size();
        for (int i = 0; i < callers.size(); i++) {
            assertThat(callers.get(i)).isEqualTo("token:" + (first + i));
        }
    }

    /** Changes with every line: the size of the file, and of the one before. */
    private long written() throws IOException {
        Path before = data.path().resolve("audit.jsonl.1");
        return (Files.exists(file) ? Files.size(file) : 0)
                + (Files.exists(before) ? Files.getLastModifiedTime(before).toMillis() * 10_000 : 0);
    }

    @Test
    void waitsForADirectoryThatWasRemovedAndIsMadeAgain() throws IOException {
        try (AuditLog log = new AuditLog(data)) {
            write(log, 1);
            await().until(() -> Files.exists(file));
            Files.move(data.path(), temporary.resolve("removed"));
            write(log, 3);
            await().until(log::isFailing);
            data.restore();
            await().until(() -> !log.isFailing());
            assertThat(lines(file)).hasSize(3);
            assertThat(log.lost()).isZero();
        }
    }

    @Test
    void neverFollowsALinkAndCountsWhatItHasToGiveUp() throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "untouched");
        Files.createSymbolicLink(file, target);
        try (AuditLog log = new AuditLog(data, SMALL, 5)) {
            write(log, 8);
            await().until(log::isFailing);
            assertThat(log.lost()).isEqualTo(3);
            assertThat(target).hasContent("untouched");
            Files.delete(file);
            await().until(() -> !log.isFailing());
            assertThat(lines(file)).hasSize(5);
        }
    }
}
