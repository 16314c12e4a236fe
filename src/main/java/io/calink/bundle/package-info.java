/** What to gather, the gathering, and the manifest that tells what became of each item. */
@NullMarked
package io.calink.bundle;

import org.jspecify.annotations.NullMarked;
