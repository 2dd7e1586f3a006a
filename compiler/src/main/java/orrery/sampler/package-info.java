/**
 * Random well-typed programs over the whole language: the one source of the fuzzer, the property
 * tests and the suites.
 */
@NullMarked
package orrery.sampler;

import org.jspecify.annotations.NullMarked;
