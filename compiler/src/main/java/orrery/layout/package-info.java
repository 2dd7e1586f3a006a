/**
 * Where every variable lives and which component computes it: from a causal model to a plan.
 *
 * <p>The plan is combinatorial: subspaces, channels, rectangles and thresholds, but no weights yet.
 * Imports {@code types} and {@code causal} only.
 */
@NullMarked
package orrery.layout;

import org.jspecify.annotations.NullMarked;
