package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTests {
    @TempDir
    Path temporary;

    private final Leftovers leftovers = new Leftovers();
    private Path stubborn;

    /** Something that not even root can remove as it is. */
    @BeforeEach
    void make() throws IOException {
        stubborn = Files.createDirectory(temporary.resolve("stubborn"));
        Files.createFile(stubborn.resolve("inside"));
    }

    @Test
    void whatCannotBeRemovedNowIsRemovedLater() throws IOException {
        assertThatIOException().isThrownBy(() -> leftovers.remove(stubborn));
        leftovers.removeAgain();
        assertThat(stubborn).exists();
        Files.delete(stubborn.resolve("inside"));
        leftovers.removeAgain();
        assertThat(stubborn).doesNotExist();
    }

    @Test
    void aNameThatIsWrittenAgainIsSpared() throws IOException {
        leftovers.removeSometime(stubborn);
        Files.delete(stubborn.resolve("inside"));
        leftovers.spare(stubborn);
        leftovers.removeAgain();
        assertThat(stubborn).exists();
    }
}
