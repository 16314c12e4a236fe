/** The REST service. */
@NullMarked
package io.calink.web;

import org.jspecify.annotations.NullMarked;
