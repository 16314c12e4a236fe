package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnderscoreTests {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opt/my/app|opt_my_app|/opt/my/app",
                "opt/my_app|opt_my_app|/opt/my_app",
                "opt_my_app|opt_my_app|/opt_my_app",
                "opt_my/app|opt_my_app|/opt_my/app",
                "opt/my/app;opt/my_app;opt_my_app|opt_my_app|/opt/my/app",
                "opt/my_app;opt_my_app|opt_my_app|/opt/my_app",
                "opt/my_app;opt_my/app|opt_my_app|/opt/my_app",
                "opt/_app|opt__app|/opt/_app",
                "opt_/app|opt__app|/opt_/app",
                "opt__app|opt__app|/opt__app",
                "opt/app|opt__app|/opt/app",
                "opt/app;opt/_app|opt__app|/opt/_app",
                "opt/app_|opt_app_|/opt/app_",
                "opt/app|opt_app_|/opt/app",
                "opt|_opt|/opt",
                "_opt|__opt|/_opt",
                "a/b/c/d/e|a_b_c_d_e|/a/b/c/d/e",
                "a_b/c_d/e|a_b_c_d_e|/a_b/c_d/e",
                "a/b;a_b/c/d/e|a_b_c_d_e|/a_b/c/d/e",
                "with space/x y|with space_x y|/with space/x y",
                "é/ü|é_ü|/é/ü"
            })
    void takesThePathThatExistsWithMostSlashes(String there, String stem, String path) throws Exception {
        Fixture fixture = new Fixture(root);
        for (String directory : List.of(there.split(";", -1))) {
            fixture.with("/" + directory + "/file");
        }
        assertThat(Fixture.files(fixture.find(stem + "_dirs=."))).containsExactly(path + "/file");
        assertThat(Fixture.files(fixture.find(stem + "_files=file"))).containsExactly(path + "/file");
    }

    @Test
    void namesTheOthersThatExist() throws Exception {
        Fixture fixture = new Fixture(root).with("/opt/my/app/f", "/opt/my_app/f", "/opt_my_app/f");
        assertThat(Fixture.one(fixture.find("opt_my_app_dirs=."), "/opt/my/app").detail())
                .isEqualTo("the line can also mean /opt/my_app, /opt_my_app, which exist too");
        assertThat(Fixture.one(fixture.find("opt_my_app_files=f"), "/opt/my/app/f")
                        .detail())
                .isEqualTo("the line can also mean /opt/my_app, /opt_my_app, which exist too");
    }

    @Test
    void saysThatTheOneOfAllSlashesIsNotThere() throws Exception {
        Fixture fixture = new Fixture(root).with("/opt/");
        assertThat(fixture.find("opt_my_app_dirs=.,logs", "opt_my_app_files=f").notFound())
                .extracting(NotFound::path, NotFound::directory, NotFound::glob)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/opt/my/app", true, false),
                        org.assertj.core.groups.Tuple.tuple("/opt/my/app/logs", true, false),
                        org.assertj.core.groups.Tuple.tuple("/opt/my/app/f", false, false));
    }

    @Test
    void isDecidedAnewEachTime() throws Exception {
        Fixture fixture = new Fixture(root).with("/opt/my_app/f");
        FileFinder finder = new FileFinder(root, List.of(), 64, 0, null);
        assertThat(Fixture.files(Fixture.find(finder, "opt_my_app_dirs=."))).containsExactly("/opt/my_app/f");
        fixture.with("/opt/my/app/g");
        assertThat(Fixture.files(Fixture.find(finder, "opt_my_app_dirs=."))).containsExactly("/opt/my/app/g");
    }

    @Test
    void takesAbsoluteValuesAsTheyAre() throws Exception {
        Fixture fixture = new Fixture(root).with("/opt/my_app/f", "/opt/my/app/g");
        assertThat(Fixture.files(fixture.find("_dirs=/opt/my_app"))).containsExactly("/opt/my_app/f");
        assertThat(Fixture.files(fixture.find("_files=/opt/my_app/f,/opt/my/app/*")))
                .containsExactly("/opt/my_app/f", "/opt/my/app/g");
    }

    @Test
    void isTheRootItselfWhenOnlyTheSlashIsWritten() throws Exception {
        Fixture fixture = new Fixture(root).with("/a/f", "/b");
        assertThat(Fixture.files(fixture.find("__dirs=a"))).containsExactly("/a/f");
        assertThat(Fixture.files(fixture.find("__dirs=."))).containsExactly("/a/f", "/b");
        assertThat(Fixture.files(fixture.find("_dirs=/"))).containsExactly("/a/f", "/b");
    }

    @Test
    void asksABoundedNumberOfQuestions() throws Exception {
        Fixture fixture = new Fixture(root).with("/a/").link("/a/a", ".").link("/a/a_a", ".");
        String stem = "a_".repeat(2000) + "a";
        Assertions.assertTimeout(
                Duration.ofSeconds(30),
                () -> assertThat(fixture.find(stem + "_dirs=x").files())
                        .extracting(FoundFile::status)
                        .containsExactly(FoundFile.Status.SKIPPED));
    }
}
