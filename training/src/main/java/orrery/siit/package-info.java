/**
 * Strict interchange intervention training: from a program's compiled model to a dense one with the
 * same circuit.
 */
@NullMarked
package orrery.siit;

import org.jspecify.annotations.NullMarked;
