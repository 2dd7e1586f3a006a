/** Circuit-discovery methods, one class each with its paper, and what they answer. */
@NullMarked
package orrery.discovery;

import org.jspecify.annotations.NullMarked;
