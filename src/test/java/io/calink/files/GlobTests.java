package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*|a|true",
                "*|''|true",
                "*|.a|false",
                ".*|.a|true",
                "?|.|false",
                "[.]a|.a|false",
                "[!a]b|.b|false",
                "*.log|a.log|true",
                "*.log|a.log.1|false",
                "*.log|.log|false",
                "a*b*c|aXbYbZc|true",
                "a*b*c|aXbYbZ|false",
                "a?c|abc|true",
                "a?c|ac|false",
                "a?c|aéc|true",
                "a?c|a😀c|true",
                "[a-c]x|bx|true",
                "[a-c]x|dx|false",
                "[!a-c]x|dx|true",
                "[^a-c]x|ax|false",
                "[]]|]|true",
                "[!]]|]|false",
                "[a-]|-|true",
                "[-a]|-|true",
                "[[:digit:]][[:alpha:]]|1a|true",
                "[[:digit:]x]|x|true",
                "[[:digit:]]|a|false",
                "[*]|*|true",
                "[*]|a|false",
                "a**b|aXXb|true",
                "{a}|{a}|true",
                "a\\*|a\\b|true",
                "a\\*|a*|false",
                "[z-a]|m|false",
                "[é-ü]|ö|true"
            })
    void matchesAsTheShellDoes(String pattern, String name, boolean matches) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**/x|x|true",
                "**/x|a/b/x|true",
                "**/x|.a/x|false",
                "a/**|a|false",
                "a/**|a/b|true",
                "a/**|a/b/c|true",
                "a/**/c|a/c|true",
                "a/**/c|a/b/b/c|true",
                "a/*|a/b/c|false",
                "**/a/**/b|x/a/y/z/b|true",
                "./a//b|a/b|true"
            })
    void matchesWholePaths(String pattern, String path, boolean matches) {
        assertThat(PathPattern.of(pattern).matches(List.of(path.split("/", -1))))
                .isEqualTo(matches);
    }

    @Test
    void isNotSlowedDownByHostilePatterns() {
        Glob names = new Glob("*a".repeat(200) + "b");
        PathPattern paths = PathPattern.of("**/a/".repeat(200) + "b");
        List<String> deep = java.util.Collections.nCopies(400, "a");
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> {
            assertThat(names.matches("a".repeat(255))).isFalse();
            assertThat(paths.matches(deep)).isFalse();
        });
    }

    @Test
    void knowsWhenOnlyOneNameIsMeant() {
        assertThat(new Glob("a[,]b").onlyName()).isEqualTo("a,b");
        assertThat(new Glob("plain").onlyName()).isEqualTo("plain");
        assertThat(new Glob("[.]a").onlyName()).isNull();
        assertThat(new Glob("[ab]").onlyName()).isNull();
    }
}
