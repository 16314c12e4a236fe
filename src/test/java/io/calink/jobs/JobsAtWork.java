package io.calink.jobs;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of jobs that are really made, in a data directory of their own. */
abstract class JobsAtWork {
    private final JobLimits limits;

    @TempDir
    Path temporary;

    Workshop workshop;
    DataDirectory data;
    Jobs jobs;

    JobsAtWork(JobLimits limits) {
        this.limits = limits;
    }

    @BeforeEach
    final void open() throws IOException {
        workshop = new Workshop(temporary);
        data = workshop.open();
        jobs = workshop.jobs(data, limits);
    }

    @AfterEach
    final void close() throws IOException {
        workshop.close();
        jobs.close();
        data.close();
    }
}
