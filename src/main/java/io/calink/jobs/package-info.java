/** Bundles made in the background, and the directory that keeps them. */
@NullMarked
package io.calink.jobs;

import org.jspecify.annotations.NullMarked;
