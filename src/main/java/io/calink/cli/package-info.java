/** The command line. */
@NullMarked
package io.calink.cli;

import org.jspecify.annotations.NullMarked;
