/** What the service has to hold, as a program that is run by hand: {@code benchmarks/load}. */
@NullMarked
package io.calink.load;

import org.jspecify.annotations.NullMarked;
