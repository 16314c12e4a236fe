package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTests {
    @TempDir
    Path directory;

    @Test
    void tellsEveryItemInTheOrderInWhichItEnded() throws IOException {
        try (Ledger ledger = new Ledger(directory)) {
            Item file = new Item(
                    Item.Kind.FILE, "/a \"b\"\n", "files/a", Status.TRUNCATED, "cut", 3L, 9L, "00", "0640", 1L, null);
            ledger.add(file, false);
            ledger.add(Item.without(Item.Kind.INFO, "smem", Status.ABSENT, "no swap"), false);

            Manifest manifest = manifest(ledger);

            assertThat(manifest.items())
                    .containsExactly(file, Item.without(Item.Kind.INFO, "smem", Status.ABSENT, "no swap"));
            assertThat(manifest.problems()).isEqualTo(manifest.items());
            assertThat(manifest.totals())
                    .containsEntry("items", 2L)
                    .containsEntry("size", 3L)
                    .containsEntry("original_size", 9L)
                    .containsEntry("truncated", 1L)
                    .containsEntry("ok", 0L);
        }
    }

    @Test
    void doesNotCallItAProblemThatAProgramIsNotInstalledOrAGlobMatchesNothing() throws IOException {
        try (Ledger ledger = new Ledger(directory)) {
            ledger.add(Item.without(Item.Kind.COMMAND, "rpm", Status.ABSENT, "not installed"), false);
            ledger.add(Item.without(Item.Kind.FILE, "/etc/*.conf", Status.ABSENT, "nothing"), true);
            ledger.add(Item.without(Item.Kind.FILE, "/etc/none", Status.ABSENT, "not found"), false);

            assertThat(manifest(ledger).problems()).extracting(Item::name).containsExactly("/etc/none");
            assertThat(ledger.firstProblems()).extracting(Item::name).containsExactly("/etc/none");
        }
    }

    @Test
    void keepsOnlyTheFirstProblemsInMemoryButAllInTheManifest() throws IOException {
        try (Ledger ledger = new Ledger(directory)) {
            for (int i = 0; i < 20_000; i++) {
                ledger.add(Item.without(Item.Kind.FILE, "/f" + i, Status.DENIED, "no"), false);
            }

            assertThat(ledger.firstProblems()).hasSize(Ledger.PROBLEMS_KEPT);
            assertThat(manifest(ledger).problems()).hasSize(20_000);
        }
    }

    private static Manifest manifest(Ledger ledger) throws IOException {
        return Manifest.read(ledger.manifest(head()));
    }

    private static Map<String, @Nullable Object> head() {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("format", 1);
        head.put("calink", "1");
        head.put("host", null);
        head.put("note", "n");
        head.put("started_at", "2026-11-20T08:00:00Z");
        head.put("finished_at", "2026-11-20T08:00:01Z");
        head.put("config_sha256", "00");
        head.put("redaction", "none");
        return head;
    }
}
