package orrery.circuit;

import orrery.causal.CausalModel;

/**
 * The logits of one output.
 *
 * @param output what they answer
 * @param first the first logit
 * @param count how many: one per value of the domain, or a single number
 * @param regression whether the one logit is the number itself
 */
public record OutputHead(CausalModel.Output output, int first, int count, boolean regression) {}
