/**
 * Build options: each a pass that makes a compiled model harder, wider or less tidy, and keeps its
 * meaning, its alignment and its circuits true. Imports {@code circuit} and what that imports.
 */
@NullMarked
package orrery.passes;

import org.jspecify.annotations.NullMarked;
