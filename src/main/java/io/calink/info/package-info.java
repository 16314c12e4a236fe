/** What can be known about this machine: a catalogue of named informations, each read with a deadline. */
@NullMarked
package io.calink.info;

import org.jspecify.annotations.NullMarked;
