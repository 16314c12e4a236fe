package io.calink.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.encryption.Age;
import io.calink.redaction.Rules;
import io.calink.redaction.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that tar and 7-Zip made, copied without their secrets, and read back by those programs. */
class RedactedCopyTests {
    private static final String SECRET = "Tr0ub4dor-7xyQz91";
    private static final String KEY = "AKIAQ3EGRMZ7XKPLW5TV";

    @TempDir
    Path directory;

    private Path tree;
    private Path back;

    @BeforeEach
    void collect() throws IOException, InterruptedException {
        tree = Files.createDirectories(directory.resolve("tree"));
        back = Files.createDirectory(directory.resolve("back"));
        write("report/etc/app.conf", "port = 5432\ndb_password = " + SECRET + "\n");
        write("report/var/log/app.log", "one line\nconnected with " + SECRET + " to the database\nlast line\n");
        write("report/etc/shadow", "root:$6$abcdefgh$0123456789abcdefghijklmnopqrstuvwxyz:19000:0:99999:7:::\n");
        write("report/" + KEY + ".txt", "nothing secret inside\n");
        write("report/var/log/old.log", "aws_access_key_id=" + KEY + "\n");
        run("gzip", tree.resolve("report/var/log/old.log").toString());
        byte[] program = Files.readAllBytes(Path.of("/bin/true"));
        Files.write(tree.resolve("report/core"), program);
        Files.createSymbolicLink(tree.resolve("report/link"), Path.of("etc/app.conf"));
        Files.createDirectories(tree.resolve("report/empty"));
    }

    private void write(String path, String content) throws IOException {
        Path file = tree.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        return Age.run(command);
    }

    private RedactedCopy.Report copy(Path in, Path out) throws IOException {
        return new RedactedCopy(Rules.of(Settings.standard()), directory, new Stop()).make(in, out);
    }

    private void isClean(Path root) throws IOException, InterruptedException {
        run("gunzip", root.resolve("report/var/log/old.log.gz").toString());
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                assertThat(file.toString()).doesNotContain(KEY);
                if (Files.isRegularFile(file)) {
                    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                            .as(file.toString())
                            .doesNotContain(SECRET, KEY, "$6$");
                }
            }
        }
        assertThat(root.resolve("report/etc/app.conf")).content().contains("port = 5432\n", "[REDACTED:");
        assertThat(root.resolve("report/var/log/app.log")).content().contains("one line\n", "\nlast line\n");
        assertThat(root.resolve("report/var/log/old.log")).content().contains("aws_access_key_id=[REDACTED:");
        assertThat(root.resolve("report/empty")).isDirectory();
        assertThat(root.resolve("report/etc/shadow")).doesNotExist();
        assertThat(root.resolve("report/core")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "-cf, report.tar, copy.tar",
        "-czf, report.tar.gz, copy.tar.gz",
        "-cJf, report.tar.xz, copy.tar.xz",
        "-cjf, report.tar.bz2, copy.tar.bz2",
        "--zstd -cf, report.tar.zst, copy.tar.zst",
        "-czPf, report.tgz, copy.tgz",
        "--format=posix -czf, posix.tar.gz, copy.zip"
    })
    void whatTarMadeIsCopiedWithoutItsSecrets(String options, String name, String copy) throws Exception {
        Path in = directory.resolve(name);
        run("sh", "-c", "cd '" + tree + "' && tar " + options + " '" + in + "' ./report");
        Path out = directory.resolve(copy);

        RedactedCopy.Report report = copy(in, out);

        run("bsdtar", "-xf", out.toString(), "-C", back.toString());
        isClean(back);
        assertThat(Files.readSymbolicLink(back.resolve("report/link"))).hasToString("etc/app.conf");
        assertThat(report.leftOut())
                .extracting(RedactedCopy.Told::name)
                .containsExactlyInAnyOrder("report/etc/shadow", "report/core");
        assertThat(report.removed()).isNotEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatSevenZipMadeIsCopiedWithoutItsSecrets() throws Exception {
        Path in = directory.resolve("report.zip");
        run("sh", "-c", "cd '" + tree + "' && 7z a -tzip -snl '" + in + "' report");
        Path out = directory.resolve("copy.zip");

        RedactedCopy.Report report = copy(in, out);

        run("7z", "x", "-o" + back, out.toString());
        isClean(back);
        assertThat(report.leftOutInAll()).isEqualTo(2);
    }

    @Test
    void whatAnArchiveOfOursCannotHoldIsLeftOutAndListed() throws Exception {
        Files.createLink(tree.resolve("report/zz-same"), tree.resolve("report/etc/app.conf"));
        run("mkfifo", tree.resolve("report/pipe").toString());
        Path in = directory.resolve("odd.tar");
        run(
                "sh",
                "-c",
                "cd '" + tree + "/report' && tar -cPf '" + in + "' ../report/etc/app.conf zz-same pipe && tar -rf '"
                        + in + "' var");
        Path out = directory.resolve("copy.tar.gz");

        RedactedCopy.Report report = copy(in, out);

        assertThat(report.leftOut())
                .extracting(told -> told.name() + " " + told.what())
                .contains(
                        "../report/etc/app.conf has a name that leads out of the archive",
                        "zz-same is another name of the same file as ../report/etc/app.conf",
                        "pipe is a device or a pipe");
        assertThat(run("tar", "-tzf", out.toString())).contains("var/log/app.log\n");
    }

    @Test
    void filesWithHolesAreReadWhole() throws Exception {
        run(
                "sh",
                "-c",
                "cd '" + tree
                        + "' && for i in 1 3 5 7 9 11 13; do echo line $i | dd of=sparse bs=64k seek=$i conv=notrunc"
                        + " 2>/dev/null; done; tar -Sczf ../sparse.tar.gz sparse");
        Path out = directory.resolve("copy.tar");

        copy(directory.resolve("sparse.tar.gz"), out);

        run("tar", "-xf", out.toString(), "-C", back.toString());
        assertThat(back.resolve("sparse")).hasSameBinaryContentAs(tree.resolve("sparse"));
    }

    @Test
    void aTextIsCopiedWithoutItsSecretsAndACompressedOneStaysCompressed() throws Exception {
        Path text = Files.writeString(directory.resolve("app.log"), "fine\npassword=" + SECRET + "\nfine\n");
        run("xz", "-k", text.toString());

        copy(text, directory.resolve("copy.log"));
        copy(directory.resolve("app.log.xz"), directory.resolve("copy.log.xz"));

        assertThat(directory.resolve("copy.log"))
                .content()
                .startsWith("fine\npassword=[REDACTED:")
                .endsWith("]\nfine\n");
        assertThat(run("xz", "-dc", directory.resolve("copy.log.xz").toString()))
                .isEqualTo(Files.readString(directory.resolve("copy.log")));
    }

    @Test
    void leavesNothingWhenItFails() throws Exception {
        Path in = directory.resolve("cut.tar.gz");
        run("sh", "-c", "cd '" + tree + "' && tar -cz report | head -c 3000 > '" + in + "'");
        Path binary = Files.write(directory.resolve("program"), Files.readAllBytes(Path.of("/bin/true")));
        Path taken = Files.writeString(directory.resolve("taken.tar"), "mine");
        Path text = Files.writeString(directory.resolve("text"), "nothing\n");

        assertThatThrownBy(() -> copy(in, directory.resolve("copy.tar"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> copy(binary, directory.resolve("copy"))).hasMessageContaining("is binary");
        assertThatThrownBy(() -> copy(text, taken)).hasMessageContaining("the name is taken");
        assertThat(taken).hasContent("mine");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("copy") || name.endsWith(".part"));
        }
    }

    @Test
    void saysWhichNamesAnArchiveCanHave() throws Exception {
        Path in = directory.resolve("report.tar");
        run("tar", "-cf", in.toString(), "-C", tree.toString(), "report");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy(in, directory.resolve("copy.7z")))
                .withMessage(
                        "\"copy.7z\" does not tell which format the copy of an archive is to have; let it end in one"
                                + " of .tar.gz, .tar.zst, .zip, .tar.xz, .tar.bz2, .tar");
    }

    @Test
    void whatWasEncryptedHasToBeDecryptedFirst() throws Exception {
        Path text = Files.writeString(directory.resolve("text"), "text");
        Path encrypted = directory.resolve("text.age");
        run("age", "-r", Age.pair(directory).recipient(), "-o", encrypted.toString(), text.toString());

        assertThatThrownBy(() -> copy(encrypted, directory.resolve("copy")))
                .hasMessageContaining("is encrypted")
                .hasMessageEndingWith("age -d -i KEYFILE -o text text.age");
        assertThat(List.of(directory.resolve("copy"))).noneMatch(Files::exists);
    }
}
