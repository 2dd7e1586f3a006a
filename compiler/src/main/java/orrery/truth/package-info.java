/**
 * What is true of a model, and how far: which edges act under a named intervention semantics, which
 * sets of edges suffice, whether the program is a causal abstraction of the weights, and whether
 * the levels of the ground truth agree.
 */
@NullMarked
package orrery.truth;

import org.jspecify.annotations.NullMarked;
