/** Where the program starts: {@code serve} starts the Spring service, everything else goes to the command line. */
@NullMarked
package io.calink.app;

import org.jspecify.annotations.NullMarked;
