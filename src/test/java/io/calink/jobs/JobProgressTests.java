package io.calink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Item;
import io.calink.bundle.Progress;
import org.junit.jupiter.api.Test;

class JobProgressTests {
    private final JobProgress progress = new JobProgress();

    @Test
    void percentStaysLowUntilItIsKnownHowManyFilesThereAre() {
        progress.step(Progress.Step.INFORMATIONS, "");
        progress.count(2, 2, 0, 0, 0);
        assertThat(progress.now().percent()).isEqualTo(5);
    }

    @Test
    void percentFollowsTheBytesThatWerePacked() {
        progress.step(Progress.Step.ARCHIVE_FILE, "a.tar.gz");
        progress.count(0, 1, 0, 100 << 20, 0);
        assertThat(progress.now().percent()).isZero();
        progress.count(0, 1, 50 << 20, 100 << 20, 1000);
        assertThat(progress.now().percent()).isBetween(48, 50);
    }

    @Test
    void percentNeverGoesBackAndIsNotWholeBeforeTheEnd() {
        progress.step(Progress.Step.ARCHIVE_FILE, "a.tar.gz");
        progress.count(1, 1, 10, 10, 10);
        assertThat(progress.now().percent()).isEqualTo(99);
        progress.count(1, 100, 10, 1 << 30, 10);
        assertThat(progress.now().percent()).isEqualTo(99);
        assertThat(progress.now().itemsTotal()).isEqualTo(100);
    }

    @Test
    void contentThatNobodyForesawDoesNotCountTwice() {
        progress.step(Progress.Step.ARCHIVE_FILE, "a.tar.gz");
        progress.count(0, 2, 1 << 30, 10, 10);
        assertThat(progress.now().percent()).isZero();
    }

    @Test
    void theItemAtWorkIsTold() {
        progress.step(Progress.Step.FILEPATHS, "");
        progress.item(Item.Kind.FILE, "/var/log/syslog");
        assertThat(progress.now().step()).isEqualTo("files");
        assertThat(progress.now().item()).isEqualTo("/var/log/syslog");
    }
}
