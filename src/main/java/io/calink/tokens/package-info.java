/** Tokens of those who call the service: made, kept as a hash, compared. */
@NullMarked
package io.calink.tokens;

import org.jspecify.annotations.NullMarked;
