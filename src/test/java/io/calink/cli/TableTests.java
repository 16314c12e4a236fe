package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTests {
    @Test
    void columnsAreAsWideAsWhatIsInThemAndNumbersEndAtTheRight() {
        Table table = new Table("NAME", ">SIZE", "WHAT");
        table.row("a", "5", "one");
        table.row("日本語", "12345", "");
        assertThat(table.lines()).containsExactly("NAME     SIZE  WHAT", "a           5  one", "日本語  12345");
    }

    @Test
    void aCellStaysOnItsLine() {
        Table table = new Table("NAME");
        table.row("a\nb");
        assertThat(table.lines()).containsExactly("NAME", "a\\nb");
    }
}
