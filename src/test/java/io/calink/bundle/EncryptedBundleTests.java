package io.calink.bundle;

import static io.calink.bundle.SmallHost.command;
import static io.calink.bundle.SmallHost.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.calink.Snapshot;
import io.calink.archive.Format;
import io.calink.encryption.Age;
import io.calink.encryption.Recipients;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that only their recipients can open. */
class EncryptedBundleTests {
    private static final String MARKER = "a line that must not be found outside";

    @TempDir
    Path directory;

    private SmallHost host;
    private Age key;

    @BeforeEach
    void machine() throws Exception {
        host = new SmallHost(directory);
        key = Age.pair(directory);
        host.write("var/log/app.log", "one\ntwo\n");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Output output(Format format) {
        return new Output(null, "facts", "log", format, Recipients.of(List.of(key.recipient())));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void standsAloneAndIsWholeOnceTheRealAgeHasDecryptedIt(Format format) throws Exception {
        Plan plan = plan(Limits.DEFAULT, output(format), command("hello", "echo hi"));

        Snapshot snapshot = host.calink.gather(plan, host.out);

        assertThat(snapshot.archive()).hasFileName("CaLink-web1-1414531750" + format.suffix() + ".age");
        assertThat(files(host.out)).containsExactly(snapshot.archive());
        assertThat(snapshot.json()).isNull();
        assertThat(snapshot.commands()).isNull();
        byte[] bytes = Files.readAllBytes(snapshot.archive());
        assertThat(snapshot.outcome().size()).isEqualTo(bytes.length);
        assertThat(snapshot.outcome().sha256()).isEqualTo(sha256(bytes));
        Path plain = key.decrypt(snapshot.archive(), directory.resolve("plain" + format.suffix()));
        assertThat(Verification.of(plain).findings()).isEmpty();
        assertThat(Verification.of(plain).entries()).isEqualTo(8);
    }

    @Test
    void tarReadsWhatAgeHasDecrypted() throws Exception {
        Snapshot snapshot = host.calink.gather(plan(Limits.DEFAULT, output(Format.TAR_GZ)), host.out);

        String listed =
                Age.run("sh", "-c", "age -d -i '" + key.identity() + "' '" + snapshot.archive() + "' | tar -tzf -");

        assertThat(listed).contains("CaLink-web1-1414531750/files/var/log/app.log\n", "/manifest.json\n");
    }

    @Test
    void nothingOfItHasANameOnTheDiskMeanwhile() throws Exception {
        String noise = "i=0; while [ $i -lt 50000 ]; do echo '" + MARKER + "'; i=$((i+1)); done";
        String look = "while ls -A '" + directory + "' | grep -q '^[.]*calink'; do sleep 0.05; done; echo clean";
        Plan plan = plan(Limits.DEFAULT, output(Format.TAR_GZ), command("noise", noise), command("look", look));

        Snapshot snapshot = host.calink.gather(plan, host.out);

        for (Path file : files(directory)) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(MARKER);
        }
        Path plain = key.decrypt(snapshot.archive(), directory.resolve("plain.tar.gz"));
        assertThat(Contents.of(plain).text("commands/look.txt")).isEqualTo("clean\n");
        assertThat(Contents.of(plain).text("commands/noise.txt")).startsWith(MARKER);
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"TAR_GZ", "TAR_ZST"})
    void flowsToWhoReadsItAlthoughItsPartsAreLarge(Format format) throws Exception {
        Path seen = directory.resolve("seen");
        String patient = "until [ -e '" + seen + "' ]; do sleep 0.05; done; echo flowed";
        Plan plan = plan(Limits.DEFAULT, output(format), command("patient", patient));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream client = new OutputStream() {
            @Override
            public void write(int b) {
                bytes.write(b);
            }

            @Override
            public void write(byte[] part, int offset, int length) throws IOException {
                bytes.write(part, offset, length);
                if (bytes.size() > 100_000 && !Files.exists(seen)) {
                    Files.createFile(seen);
                }
            }
        };

        host.calink.stream(plan, null, client, Progress.NONE, new Stop());

        Path file = Files.write(directory.resolve("streamed.age"), bytes.toByteArray());
        Path plain = key.decrypt(file, directory.resolve("plain" + format.suffix()));
        assertThat(Verification.of(plain).findings()).isEmpty();
        assertThat(Contents.of(plain).text("commands/patient.txt")).isEqualTo("flowed\n");
    }

    @Test
    void aSelectionAddsRecipientsToThoseOfThePlan() throws Exception {
        Age other = Age.pair(directory);
        Selection more = new Selection(null, null, null, null, Format.ZIP, Recipients.of(List.of(other.recipient())));
        Plan plan = plan(Limits.DEFAULT, output(Format.TAR_GZ));

        assertThat(plan.select(more).output().recipients().keys()).containsExactly(key.recipient(), other.recipient());
        assertThat(plan.select(Selection.ALL).output()).isEqualTo(plan.output());
        assertThat(more.in(Format.TAR_ZST).recipients()).isEqualTo(more.recipients());
    }

    @Test
    void whoVerifiesItIsToldToDecryptIt() throws Exception {
        Snapshot snapshot = host.calink.gather(plan(Limits.DEFAULT, output(Format.TAR_GZ)), host.out);

        assertThatThrownBy(() -> Verification.of(snapshot.archive()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is encrypted")
                .hasMessageEndingWith(
                        "age -d -i KEYFILE -o CaLink-web1-1414531750.tar.gz" + " CaLink-web1-1414531750.tar.gz.age");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
