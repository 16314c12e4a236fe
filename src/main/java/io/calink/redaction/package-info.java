/** What must not leave the machine is found and removed: bytes in, bytes out, and counts. */
@NullMarked
package io.calink.redaction;

import org.jspecify.annotations.NullMarked;
