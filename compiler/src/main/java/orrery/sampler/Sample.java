package orrery.sampler;

import java.util.List;
import java.util.SortedMap;

/**
 * What a sampler drew.
 *
 * @param programs what was taken, in the order in which it was drawn
 * @param drawn how many programs were drawn
 * @param rejected how many were not taken, by reason; no reason is left out
 */
public record Sample(
    List<SampledProgram> programs, long drawn, SortedMap<Rejection, Long> rejected) {}
