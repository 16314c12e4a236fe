package io.calink.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTests {
    @TempDir
    Path proc;

    private ProcessTable table;

    @BeforeEach
    void writesAProcOfThree() throws IOException {
        process("self", stat(1, "x", 'R', 0, 1, 0), "");
        process("7", stat(7, "a) R (b 1 2", 'S', 1, 7, 500), "A=1\0CALINK_COMMAND=abc\0B=2\0");
        process("8", stat(8, "old", 'S', 7, 7, 100), "XCALINK_COMMAND=abc\0CALINK_COMMAND=abcd\0");
        process("9", stat(9, "zombie", 'Z', 7, 7, 600), "");
        Files.writeString(proc.resolve("uptime"), "1234.56 9.87\n");
        table = new ProcessTable(proc);
    }

    @Test
    void readsAProcessWhateverItsName() throws IOException {
        assertThat(table.row(7)).contains(new ProcessTable.Row(7, 'S', 1, 7, 500));
    }

    @Test
    void leavesOutTheDeadAndTheOld() throws IOException {
        assertThat(table.since(0).rows()).extracting(ProcessTable.Row::pid).containsExactlyInAnyOrder(7L, 8L);
        assertThat(table.since(101).rows()).extracting(ProcessTable.Row::pid).containsExactly(7L);
    }

    @Test
    void saysWhetherAProcessEndedMeanwhile() throws IOException {
        assertThat(table.since(0).still()).as("one is dead").isFalse();
        assertThat(table.since(601).still()).as("one is dead, and older").isTrue();
        Files.delete(proc.resolve("7/stat"));
        assertThat(table.since(601).still()).as("one is gone").isFalse();
    }

    @Test
    void findsAWholeVariableOnly() throws IOException {
        assertThat(table.hasVariable(7, "CALINK_COMMAND=abc")).isTrue();
        assertThat(table.hasVariable(7, "B=2")).isTrue();
        assertThat(table.hasVariable(7, "A=1")).isTrue();
        assertThat(table.hasVariable(8, "CALINK_COMMAND=abc")).isFalse();
        assertThat(table.hasVariable(10, "CALINK_COMMAND=abc")).isFalse();
    }

    @Test
    void knowsTheTime() throws IOException {
        assertThat(table.exists()).isTrue();
        assertThat(table.now()).isEqualTo(123456);
        Files.delete(proc.resolve("uptime"));
        assertThat(table.now()).isZero();
    }

    @Test
    void doesNotTakeWhatItCannotReadForNothing() throws IOException {
        Files.delete(proc.resolve("self/stat"));
        assertThatThrownBy(() -> table.row(10)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new ProcessTable(proc.resolve("nowhere")).since(0))
                .isInstanceOf(IOException.class);
        assertThat(new ProcessTable(proc.resolve("nowhere")).exists()).isFalse();
    }

    private void process(String pid, String stat, String environ) throws IOException {
        Path directory = Files.createDirectory(proc.resolve(pid));
        Files.writeString(directory.resolve("stat"), stat, StandardCharsets.ISO_8859_1);
        Files.writeString(directory.resolve("environ"), environ);
    }

    private static String stat(long pid, String name, char state, long parent, long session, long started) {
        return pid + " (" + name + ") " + state + " " + parent + " " + session + " " + session
                + " 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 " + started + " 0 0\n";
    }
}
