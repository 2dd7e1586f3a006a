/**
 * The room of publishing: a suite as a dataset folder that needs no software of ours to be read.
 */
@NullMarked
package orrery.publish;

import org.jspecify.annotations.NullMarked;
