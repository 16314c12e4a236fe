package io.calink.archive;

/** Is told of entries of somebody else's archive that an archive of ours cannot hold, and that are passed over. */
@FunctionalInterface
public interface LeftOut {
    /**
     * One entry.
     *
     * @param name its name, as the archive has it
     * @param why what is wrong with it, as the end of a sentence that begins with it
     */
    void leftOut(String name, String why);
}
