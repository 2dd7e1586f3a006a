/** Exact values and the finite domains that they live in. Imports no other room. */
@NullMarked
package orrery.types;

import org.jspecify.annotations.NullMarked;
