package io.calink.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What never answers is waited for only so long, and holds no thread afterwards. */
@Timeout(60)
class PatienceTests {
    @TempDir
    Path root;

    private final Surroundings around = new Surroundings(Duration.ofMillis(200));

    @BeforeEach
    void thereIsAPipe() throws Exception {
        new Fixture(root).with("/directory/", "/file");
        Fixture.run("mkfifo", root.resolve("pipe").toString());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("calink-files"))
                .count();
    }

    @Test
    void aPipeIsOpenedInPlaceOfAFile() throws Exception {
        try (Tree tree = new Tree(root, around)) {
            Folder folder = tree.directory("");
            assertThatExceptionOfType(Patience.TimedOut.class).isThrownBy(() -> folder.read("pipe"));
            assertThat(folder.facts("file")).isNotNull();
        }
        await().until(() -> threads() == 0);
    }

    @Test
    void aPipeIsOpenedInPlaceOfADirectory() throws Exception {
        try (Tree tree = new Tree(root, around)) {
            Folder folder = tree.directory("");
            Facts directory = java.util.Objects.requireNonNull(folder.facts("directory"));
            assertThatExceptionOfType(Patience.TimedOut.class).isThrownBy(() -> folder.open("pipe", directory));
        }
        await().until(() -> threads() == 0);
    }

    @Test
    void anotherDirectoryHasComeInItsPlace() throws Exception {
        new Fixture(root).with("/other/");
        try (Tree tree = new Tree(root, around)) {
            Folder folder = tree.directory("");
            Facts directory = java.util.Objects.requireNonNull(folder.facts("directory"));
            assertThatExceptionOfType(Replaced.class).isThrownBy(() -> folder.open("other", directory));
        }
    }

    @Test
    void aFileOfTheKernelHasNoEnd() throws Exception {
        FileChannel endless = FileChannel.open(root.resolve("pipe"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        endless.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        Memory memory = Memory.read(new Source(endless, around, null), 1000);
        assertThat(memory.size()).isEqualTo(3);
        assertThat(memory.failure()).isInstanceOf(Patience.TimedOut.class);
        assertThat(memory.content().readAllBytes()).containsExactly(1, 2, 3);
        await().until(() -> threads() == 0);
    }

    @Test
    void aPlaceThatDidNotAnswerIsNotAskedAgain() throws Exception {
        Path place = root.resolve("mount");
        Surroundings slow = new Surroundings(Duration.ofMillis(50));
        CountDownLatch answer = new CountDownLatch(1);
        assertThatExceptionOfType(Patience.TimedOut.class).isThrownBy(() -> slow.patiently(place, () -> comes(answer)));
        answer.countDown();
        assertThatExceptionOfType(Patience.TimedOut.class)
                .isThrownBy(() -> slow.patiently(place, () -> {
                    throw new AssertionError("asked again");
                }))
                .withMessage("did not answer within 0 s");
    }

    /** F48: the child stops this very program for a while, in which nobody can answer. */
    @Test
    void aStopOfTheWholeProgramIsNoSilence() throws Exception {
        Patience patience = new Patience(Duration.ofSeconds(3));
        assertThat(patience.within(PatienceTests::stopped)).isEqualTo("answered");
    }

    private static String stopped() throws IOException {
        try {
            Fixture.run("sh", "-c", "kill -STOP $PPID; sleep 4; kill -CONT $PPID");
            return "answered";
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static boolean comes(CountDownLatch answer) throws InterruptedIOException {
        try {
            return answer.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }
}
