/**
 * The machine: weights with names and shapes, the naive transformer that specifies what they
 * compute, and the fast one that runs them. Imports no other room of the project, so that a reader
 * can check the machine without the compiler.
 */
@NullMarked
package orrery.model;

import org.jspecify.annotations.NullMarked;
