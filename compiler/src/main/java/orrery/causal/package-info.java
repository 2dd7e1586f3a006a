/**
 * The meaning of a program: variables, the finite functions between them, and the interpreter that
 * is the oracle for everything below. Imports {@code types} and positions in a source, nothing
 * else.
 */
@NullMarked
package orrery.causal;

import org.jspecify.annotations.NullMarked;
