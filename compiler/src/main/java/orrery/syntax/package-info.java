/** The program exactly as written: text to syntax and back, no name resolved. */
@NullMarked
package orrery.syntax;

import org.jspecify.annotations.NullMarked;
