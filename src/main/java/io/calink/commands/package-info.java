/** Commands of the configuration, run with a deadline and a bound on their output. */
@NullMarked
package io.calink.commands;

import org.jspecify.annotations.NullMarked;
