/**
 * Whole-job benchmarks: random programs against their weights, sizes beside Tracr's, compile times.
 */
@NullMarked
package orrery.bench;

import org.jspecify.annotations.NullMarked;
