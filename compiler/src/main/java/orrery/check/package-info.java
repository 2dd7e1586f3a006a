/**
 * From a program as written to a program that means something: names resolved, functions inlined,
 * every expression a finite table or a read from other positions. Every mistake of a user comes out
 * here as a located diagnostic. Nothing of the layout or the weights is known here.
 */
@NullMarked
package orrery.check;

import org.jspecify.annotations.NullMarked;
