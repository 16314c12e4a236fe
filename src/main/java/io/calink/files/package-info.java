/** Which files a configuration names, and how they are found and read safely. */
@NullMarked
package io.calink.files;

import org.jspecify.annotations.NullMarked;
