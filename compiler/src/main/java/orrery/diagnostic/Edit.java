package orrery.diagnostic;

/**
 * A replacement of one span of a source.
 *
 * @param span what goes away; an empty span only inserts
 * @param replacement what comes in its place
 */
public record Edit(Span span, String replacement) {}
