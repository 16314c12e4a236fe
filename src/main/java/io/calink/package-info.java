/** Gathers everything about a machine into one archive: {@link io.calink.CaLink} is the class to know. */
@NullMarked
package io.calink;

import org.jspecify.annotations.NullMarked;
