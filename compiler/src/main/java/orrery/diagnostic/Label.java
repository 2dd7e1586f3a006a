package orrery.diagnostic;

/**
 * A span and what is to be said about it.
 *
 * @param span where to point
 * @param text what to write beside the carets; empty to point only
 */
public record Label(Span span, String text) {}
