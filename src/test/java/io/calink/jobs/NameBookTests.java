package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.redaction.Counts;
import io.calink.redaction.KnownValues;
import io.calink.redaction.LocalNames;
import io.calink.redaction.Masking;
import io.calink.redaction.Pseudonyms;
import io.calink.redaction.Redactor;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameBookTests {
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void name() {
        directory = temporary.resolve("data");
    }

    private NameBook book() {
        return new NameBook(directory, warnings::add);
    }

    private static String masked(Pseudonyms pseudonyms, String text) {
        Rules rules = Rules.of(new Settings(
                true, Map.of(), List.of(), List.of(), Settings.OnLeak.REDACT, EnumSet.allOf(Settings.Pseudonym.class)));
        LocalNames names = new LocalNames(Set.of("alice"), Set.of(), Set.of("web1"));
        return new Redactor(rules, KnownValues.none(), new Masking(rules, pseudonyms, names)).text(text, new Counts());
    }

    @Test
    void keepsTheKeyAndWhatPseudonymsStandForToItself() throws Exception {
        String masked;
        try (NameBook book = book()) {
            masked = masked(book.pseudonyms(), "alice web1 10.1.2.3");
        }
        try (NameBook again = book()) {
            assertThat(masked(again.pseudonyms(), "alice web1 10.1.2.3")).isEqualTo(masked);
            assertThat(again.pseudonyms().isLasting()).isTrue();
            assertThat(again.originals())
                    .containsEntry(masked.split(" ", -1)[0], "alice")
                    .containsEntry(masked.split(" ", -1)[1], "web1")
                    .containsEntry(masked.split(" ", -1)[2], "10.1.2.3");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (var files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void canBeUsedBySeveralAtOnceAndWhileAServiceHasTheDirectory() throws Exception {
        try (DataDirectory held = DataDirectory.open(directory);
                NameBook one = new NameBook(held.path(), warnings::add);
                NameBook other = book()) {
            String alice = masked(one.pseudonyms(), "alice");
            String address = masked(other.pseudonyms(), "10.1.2.3");
            one.pseudonyms().settle();
            other.pseudonyms().settle();
            assertThat(masked(other.pseudonyms(), "alice")).isEqualTo(alice);
            assertThat(book().originals()).containsEntry(alice, "alice").containsEntry(address, "10.1.2.3");
        }
    }

    @Test
    void doesNotWaitForeverForOneThatHoldsIt() throws Exception {
        try (NameBook book = book()) {
            String alice = masked(book.pseudonyms(), "alice");
            try (FileChannel other = FileChannel.open(
                    directory.resolve("pseudonyms.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                other.lock();
                book.pseudonyms().settle();
                assertThat(warnings)
                        .singleElement() // though it is tried again and again
                        .asString()
                        .contains("another process holds it", "tried again");
                assertThat(book.originals()).isEmpty();
            }
            book.pseudonyms().settle();
            assertThat(book.originals()).containsEntry(alice, "alice");
        }
    }

    @Test
    void forgetsTheOldestFirst() throws Exception {
        try (NameBook book = book()) {
            book.open();
            StringBuilder full = new StringBuilder();
            for (int i = 0; i < NameBook.MOST; i++) {
                full.append("user-").append(i).append("\tuser ").append(i).append('\n');
            }
            Files.writeString(directory.resolve("pseudonyms.tsv"), full);
            String alice = masked(book.pseudonyms(), "alice");
            book.pseudonyms().settle();
            assertThat(book.originals().size()).isEqualTo(NameBook.MOST);
            assertThat(book.originals().get(alice)).isEqualTo("alice");
            assertThat(book.originals().get("user-0")).isNull();
            assertThat(book.originals().get("user-1")).isEqualTo("user 1");
        }
    }

    @Test
    void countsWhatIsUsedAgainAmongTheYoungest() throws Exception {
        try (NameBook book = book()) {
            String alice = masked(book.pseudonyms(), "alice");
            StringBuilder full = new StringBuilder(alice + "\talice\n");
            for (int i = 1; i < NameBook.MOST; i++) {
                full.append("user-").append(i).append("\tuser ").append(i).append('\n');
            }
            Files.writeString(directory.resolve("pseudonyms.tsv"), full);
            String web1 = masked(book.pseudonyms(), "web1");
            book.pseudonyms().settle();
            assertThat(book.originals().get(alice)).isEqualTo("alice");
            assertThat(book.originals().get(web1)).isEqualTo("web1");
            assertThat(book.originals().get("user-1")).isNull();
        }
    }

    @Test
    void leavesNoHalfWrittenFileBehind() throws Exception {
        try (NameBook book = book()) {
            String alice = masked(book.pseudonyms(), "alice");
            Path inTheWay = Files.createDirectory(directory.resolve("pseudonyms.tsv"));
            Files.createFile(inTheWay.resolve("file"));
            book.pseudonyms().settle();
            assertThat(warnings).singleElement().asString().contains("cannot be written down");
            try (var files = Files.list(directory)) {
                assertThat(files).allSatisfy(file -> assertThat(file.toString()).doesNotEndWith(".part"));
            }
            Files.delete(inTheWay.resolve("file"));
            Files.delete(inTheWay);
            book.pseudonyms().settle();
            assertThat(book.originals()).containsEntry(alice, "alice");
        }
    }

    @Test
    void makesPseudonymsForThisTimeOnlyWhereItCannotBeUsed() throws Exception {
        try (NameBook first = book()) {
            first.open();
        }
        Files.writeString(directory.resolve("pseudonyms.key"), "damaged");
        NameBook book = book();
        assertThatThrownBy(book::open).isInstanceOf(IOException.class).hasMessageContaining("has 7 bytes");
        assertThat(masked(book.pseudonyms(), "alice")).startsWith("user-");
        assertThat(book.pseudonyms().isLasting()).isFalse();
        assertThat(book.pseudonyms()).isSameAs(book.pseudonyms());
        assertThat(warnings).singleElement().asString().contains("for this time only", "pseudonyms.key", "7 bytes");
        book.close();
    }

    @Test
    void knowsNothingWhereThereIsNoDirectoryAndMakesNone() throws Exception {
        try (NameBook book = book()) {
            assertThat(book.originals()).isEmpty();
        }
        assertThat(directory).doesNotExist();
    }
}
