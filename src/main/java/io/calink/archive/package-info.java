/** Archives, written and read. */
@NullMarked
package io.calink.archive;

import org.jspecify.annotations.NullMarked;
