/** Counters sampled over time, from which usage over a window is told. */
@NullMarked
package io.calink.info.sampling;

import org.jspecify.annotations.NullMarked;
