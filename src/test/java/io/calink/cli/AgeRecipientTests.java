package io.calink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.encryption.Age;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --age-recipient} on the command line. */
class AgeRecipientTests {
    @TempDir
    Path directory;

    private Path out;
    private Path configuration;
    private ByteArrayOutputStream said = new ByteArrayOutputStream();
    private ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @BeforeEach
    void prepare() throws IOException {
        out = Files.createDirectory(directory.resolve("out"));
        configuration = Files.writeString(directory.resolve("c.ini"), "[info]\nsystem=os\n[commands]\nhello=echo hi\n");
    }

    private int run(String... arguments) {
        said = new ByteArrayOutputStream();
        complained = new ByteArrayOutputStream();
        return CaLinkCommand.run(said, new PrintStream(complained, true, StandardCharsets.UTF_8), arguments);
    }

    private int gather(String... recipients) {
        List<String> arguments = new ArrayList<>(List.of(
                "--quiet", "--allow-insecure-config", "--config", configuration.toString(), "-o", out.toString()));
        arguments.addAll(List.of(recipients));
        return run(arguments.toArray(new String[0]));
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            return files.toList();
        }
    }

    @Test
    void encryptsForEachOfThemAndWritesNothingElse() throws Exception {
        Age one = Age.pair(directory);
        Age other = Age.pair(directory);

        int status = gather("--age-recipient", one.recipient(), "--age-recipient", other.recipient());

        assertThat(status).as(complained.toString(StandardCharsets.UTF_8)).isZero();
        Path archive = Path.of(said.toString(StandardCharsets.UTF_8).strip());
        assertThat(archive.toString()).endsWith(".tar.gz.age");
        assertThat(written()).containsExactly(archive);
        Path plain = one.decrypt(archive, directory.resolve("plain.tar.gz"));
        assertThat(run("verify", plain.toString())).isZero();
        assertThat(other.decrypt(archive, directory.resolve("again.tar.gz"))).hasSameBinaryContentAs(plain);
        assertThat(run("verify", archive.toString())).isEqualTo(1);
        assertThat(complained.toString(StandardCharsets.UTF_8)).contains("is encrypted", "age -d -i KEYFILE");
    }

    @Test
    void oneThatIsNoneIsAMistakeBeforeAnythingIsGathered() throws Exception {
        assertThat(gather("--age-recipient", "alice")).isEqualTo(2);
        assertThat(complained.toString(StandardCharsets.UTF_8))
                .contains("--age-recipient: \"alice\" is not a recipient of age");
        assertThat(gather("--age-recipient", "")).isEqualTo(2);
        assertThat(written()).isEmpty();
    }
}
