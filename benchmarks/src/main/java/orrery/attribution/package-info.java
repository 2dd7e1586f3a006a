/**
 * Which tokens of an input an answer rests on: the truths of a program, methods that guess it from
 * a model, and the scores of the methods.
 *
 * <p>There is no such thing as the truth about tokens: where an answer was read from, what changes
 * it, what suffices for it and how much of it each token is worth are different questions with
 * different answers, and all are kept apart.
 */
@NullMarked
package orrery.attribution;

import org.jspecify.annotations.NullMarked;
