/**
 * The constructions that turn a plan into numbers: one a class, each with its formula, its bound
 * and its source. Imports {@code layout} and {@code model}.
 */
@NullMarked
package orrery.weights;

import org.jspecify.annotations.NullMarked;
