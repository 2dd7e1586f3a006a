/**
 * The ground truth: components, edges, and where every variable stands in the residual stream.
 * Imports {@code causal}, {@code layout}, {@code weights} and {@code model}.
 */
@NullMarked
package orrery.circuit;

import org.jspecify.annotations.NullMarked;
