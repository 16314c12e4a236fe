package io.calink.info.sampling;

/** Where samples come from: the kernel's own files, OSHI, or a test. */
interface Source {
    /** Counts everything, now. */
    Tick tick();

    /** What the processor is; may take a while, and does not change. */
    Processor processor();
}
