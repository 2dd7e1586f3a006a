/**
 * Scores: one number, one definition, one interval a class.
 *
 * <p>Everything works on plain arrays, sets of numbers and masks, so that edges, writers, q/k/v
 * inputs, positions and tokens are ranked by the same code. Randomness comes from a seed in the
 * arguments.
 */
@NullMarked
package orrery.metrics;

import org.jspecify.annotations.NullMarked;
