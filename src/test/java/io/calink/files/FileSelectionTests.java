package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSelectionTests {
    @Test
    void keepsTheKeyAsWritten() {
        assertThat(FileSelection.parse("_Var_log_dirs", ".").key()).isEqualTo("_Var_log_dirs");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "var_log|.|\"var_log\" ends neither in _dirs nor in _files: expected is a path with _ for / and one of the two, as in var_log_dirs or etc_files",
                "dirs|.|\"dirs\" ends neither in _dirs nor in _files: expected is a path with _ for / and one of the two, as in var_log_dirs or etc_files",
                "var/log_dirs|.|\"var/log_dirs\" has a / in it: the path of a line is written with _ for /",
                "var_.._etc_dirs|.|\"var_.._etc_dirs\" has a .. in it: a path is written without going up",
                "var_log_dirs|../etc|\"../etc\" has a .. in it: a path is written without going up",
                "var_log_dirs|.,!a/../b|\"a/../b\" has a .. in it: a path is written without going up",
                "var_log_dirs|{a,..}/b|\"{a,..}/b\" has a .. in it: a path is written without going up",
                "var_log_dirs|.[.]|\".[.]\" has a .. in it: a path is written without going up",
                "var_log_dirs|/etc|\"/etc\" is absolute, but the values of var_log_dirs are below its path: write it relative, or under _dirs",
                "etc_files|hosts,{/a,b}|\"{/a,b}\" is absolute, but the values of etc_files are below its path: write it relative, or under _files",
                "_files|etc/hosts|\"etc/hosts\" is relative, but _files has no path before it: write an absolute path, as in /var/log",
                "_dirs|.|\".\" is relative, but _dirs has no path before it: write an absolute path, as in /var/log",
                "_dirs|/var,!log/x|\"log/x\" is relative, but _dirs has no path before it: write an absolute path, as in /var/log",
                "etc_files|a[b|\"a[b\" has a [ without its ]; one that is part of a name is written [[]",
                "etc_files|ab]|\"ab]\" has a ] without its [; one that is part of a name is written []]",
                "etc_files|{a,b|\"{a,b\" has a { without its }; one that is part of a name is written [{]",
                "etc_files|a}|\"a}\" has a } without its {; one that is part of a name is written [}]",
                "etc_files|[a/b]|\"[a/b]\" has a / between [ and ], which stand for one character of a name; a [ that is part of a name is written [[]",
                "etc_files|' , ,'|the line names nothing: expected is at least one name, or . for the directory itself",
                "etc_files|''|the line names nothing: expected is at least one name, or . for the directory itself",
                "etc_dirs|!x|the line only leaves out: expected is at least one name without !, or . for the directory itself",
                "etc_dirs|.,!|a ! stands alone: expected is the name to leave out behind it",
            })
    void namesTheMistake(String key, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSelection.parse(key, value))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b",
                "a\\nb",
                "[,]",
                "[]]",
                "[!]]",
                "[[]",
                "{}",
                "{a}",
                "{a,{b,c}}d",
                "a%b$c",
                "[[:alpha:]]",
                "~",
                "a..b",
                "..."
            })
    void takesWhatIsNoMistake(String value) {
        assertThatNoException().isThrownBy(() -> FileSelection.parse("etc_files", value));
    }

    @Test
    void separatesAtCommasOutsideBracesAndBrackets() {
        assertThat(Values.split(" a b ,, {c,d}e ,f[,]g,{h[,},]i,j}, "))
                .containsExactly("a b", "{c,d}e", "f[,]g", "{h[,},]i,j}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a{b,c}d|abd acd",
                "{a,b}{c,d}|ac ad bc bd",
                "{a,{b,c}}d|ad bd cd",
                "{a}|{a}",
                "{x{a,b}}|{xa} {xb}",
                "a{,b}|a ab",
                "[{]a,b|[{]a,b",
                "{[,],b}|[,] b",
                "{a/b,c}/d|a/b/d c/d"
            })
    void expandsBracesAsTheShellDoes(String value, String expanded) {
        assertThat(Values.expand(value)).isEqualTo(List.of(expanded.split(" ", -1)));
    }

    @Test
    void refusesBracesThatStandForTooMuch() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSelection.parse("etc_files", "{a,b}".repeat(20)))
                .withMessageContaining("stands for more than 1024 names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileSelection.parse("etc_files", "{".repeat(100_000) + "}".repeat(100_000)))
                .withMessageContaining("has more than 32 braces");
    }
}
