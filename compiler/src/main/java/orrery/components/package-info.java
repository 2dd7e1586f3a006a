/**
 * A program at the level of components: which head or MLP plays which part, on compiled models and
 * on trained ones.
 */
@NullMarked
package orrery.components;

import org.jspecify.annotations.NullMarked;
