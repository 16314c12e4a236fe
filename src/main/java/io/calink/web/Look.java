package io.calink.web;

import io.calink.archive.ArchiveFile;
import io.calink.archive.TookTooLongException;
import io.calink.jobs.Job;
import io.calink.jobs.Jobs;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A look into the archive of a bundle, for which a place among the long answers is taken until it is closed. */
final class Look implements Closeable {
    private final LongAnswers places;
    private final Job job;
    private final Job.Archive record;
    private final ArchiveFile archive;

    /** 404, 409 or 410 if there is no archive to look into, 503 if there is no place. */
    Look(Jobs jobs, LongAnswers places, String id) {
        this.places = places;
        this.job = Bundles.find(jobs, id);
        this.record = Bundles.open(jobs, job);
        this.archive = jobs.look(id).orElseThrow(() -> Bundles.withoutArchive(job));
        places.enter();
    }

    /** A question to an archive that may be damaged. */
    interface Question<T> {
        T ask() throws IOException;
    }

    Job job() {
        return job;
    }

    Job.Archive record() {
        return record;
    }

    ArchiveFile archive() {
        return archive;
    }

    /** The answer; 409 if the archive is not as it was made, 410 if it has gone. */
    <T> T ask(Question<T> question) throws IOException {
        try {
            archive.requireSize(record.size());
            return question.ask();
        } catch (NoSuchFileException e) {
            throw Bundles.withoutArchive(job);
        } catch (TookTooLongException e) {
            throw ProblemType.UNAVAILABLE.says(e.getMessage() + " Download the archive, and look into it there.");
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw ProblemType.DAMAGED_ARCHIVE.says(
                    e.getMessage() + " Delete the bundle, and make another with POST /bundles.");
        }
    }

    @Override
    public void close() {
        places.leave();
    }
}
