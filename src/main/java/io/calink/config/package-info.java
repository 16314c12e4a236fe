/** The configuration file, read into the plan of what to gather. */
@NullMarked
package io.calink.config;

import org.jspecify.annotations.NullMarked;
