/**
 * Pictures and tables: layered graphs as DOT and as SVG that need no other tool, and aligned text.
 * Imports {@code causal} and {@code circuit}, which it draws, and {@code diagnostic} for widths.
 */
@NullMarked
package orrery.draw;

import org.jspecify.annotations.NullMarked;
