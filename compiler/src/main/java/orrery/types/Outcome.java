package orrery.types;

/** What a pointwise operation gives: a {@link Value}, or the {@link Failure} to give one. */
public sealed interface Outcome permits Value, Failure {}
