package io.calink.jobs;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Keeps the records of jobs over restarts. Archives are no part of it. */
public interface JobStore {
    /** All records that can be read; others are set aside and reported. */
    List<Job> load() throws IOException;

    /** Keeps this version of a job; when it returns, the record survives whatever happens to the machine. */
    void save(Job job) throws IOException;

    /** Which jobs were buried, and when. */
    Map<String, Instant> tombstones() throws IOException;

    /**
     * Forgets a job but for its id and this time. When it returns, that survives whatever happens to the machine; when
     * it throws, the record is there as before. It takes no space.
     */
    void bury(String id, Instant when) throws IOException;

    /** Forgets a job, and that it was buried; one that is not there is no error. */
    void remove(String id) throws IOException;
}
