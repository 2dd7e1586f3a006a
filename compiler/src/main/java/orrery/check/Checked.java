package orrery.check;

import orrery.causal.Mechanism;

/**
 * Something that holds on the legal inputs, and how that is known.
 *
 * @param what a noun phrase, such as {@code the width of same}
 * @param status whether all inputs were visited
 * @param inputs how many
 */
public record Checked(String what, Mechanism.Status status, long inputs) {}
