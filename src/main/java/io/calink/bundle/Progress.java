package io.calink.bundle;

/**
 * Is told how a gathering goes, from several threads, one call at a time for each item. Implementations return quickly
 * and do not throw.
 */
public interface Progress {
    /** A progress that nobody watches. */
    Progress NONE = new Progress() {};

    /** The parts of a gathering that are announced. */
    enum Step {
        /** Informations are read from now on. */
        INFORMATIONS,
        /** The JSON document is made. */
        JSON_FILE,
        /** Commands are run from now on. */
        COMMANDS_FILE,
        /** Files are looked for. */
        FILEPATHS,
        /** The archive is begun. */
        ARCHIVE_FILE
    }

    /** A part begins. {@code name} is the name of the file that it makes, without directory, or empty. */
    default void step(Step step, String name) {}

    /**
     * An item is taken up. {@code name} is what a log would show: the information's name, the command's line, the
     * file's path with the root before it.
     */
    default void item(Item.Kind kind, String name) {}

    /** A file, or a directory, that the configuration names is not there; {@code path} has the root before it. */
    default void notFound(boolean directory, String path) {}

    /** An item is over. */
    default void done(Item item) {}

    /**
     * How far it is: items done and, as far as known yet, in all; bytes of content read, and of files yet to be read in
     * all; bytes of archive written.
     */
    default void count(long itemsDone, long itemsTotal, long bytesRead, long bytesTotal, long bytesWritten) {}
}
