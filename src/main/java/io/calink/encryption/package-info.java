/** Archives encrypted in the age format, for those who are named. */
@NullMarked
package io.calink.encryption;

import org.jspecify.annotations.NullMarked;
