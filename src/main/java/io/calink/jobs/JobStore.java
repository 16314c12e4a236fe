package io.calink.jobs;

import java.io.IOException;
import java.util.List;

/** Keeps the records of jobs over restarts. Archives are no part of it. */
public interface JobStore {
    /** All records that can be read; others are set aside and reported. */
    List<Job> load() throws IOException;

    /** Keeps this version of a job; when it returns, the record survives whatever happens to the machine. */
    void save(Job job) throws IOException;

    /** Forgets a job; one that is not there is no error. */
    void remove(String id) throws IOException;
}
