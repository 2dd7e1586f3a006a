/**
 * Checks weights against their meaning: every variable at its site, every output, every head's
 * attention. Imports {@code causal}, {@code circuit} and {@code model}.
 */
@NullMarked
package orrery.verify;

import org.jspecify.annotations.NullMarked;
