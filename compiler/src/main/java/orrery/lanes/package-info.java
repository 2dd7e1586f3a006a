/**
 * Arithmetic in float64 on many sequences at once: one value of all of them stands side by side in
 * an array, a <em>lane</em> each, and every operation does the same to every lane.
 *
 * <p>The vector version of {@link orrery.lanes.Arithmetic} lies in a source folder of its own,
 * {@code src/main/vector}, because it needs an incubator module of the JDK; nothing but its name is
 * known here.
 */
@NullMarked
package orrery.lanes;

import org.jspecify.annotations.NullMarked;
