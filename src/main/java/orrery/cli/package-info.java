/** The command line: each command parses its arguments, calls one room, and prints. */
@NullMarked
package orrery.cli;

import org.jspecify.annotations.NullMarked;
