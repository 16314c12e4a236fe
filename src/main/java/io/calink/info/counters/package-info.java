/** What the kernel counts, as families of samples under the names that users of node_exporter know. */
@NullMarked
package io.calink.info.counters;

import org.jspecify.annotations.NullMarked;
