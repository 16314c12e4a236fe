package io.calink.files;

import java.time.Instant;

/**
 * Which file it is, and how it stands. A file that is still the same in all of this has the same content, if it was left
 * alone for a while when that was read.
 *
 * @param device the number of the file system
 * @param inode the number of the file in it
 * @param size in bytes
 * @param modified when its content was modified, as far as anybody may set that
 * @param changed when the system saw it change
 */
public record Identity(long device, long inode, long size, Instant modified, Instant changed) {}
