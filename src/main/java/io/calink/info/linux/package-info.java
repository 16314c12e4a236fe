/** What a Linux machine tells of itself in files, beside the informations of the beginning. */
@NullMarked
package io.calink.info.linux;

import org.jspecify.annotations.NullMarked;
