package orrery.circuit;

import orrery.causal.Selector;
import orrery.causal.Variable;

/**
 * What a head does.
 *
 * @param head the component
 * @param variable what it computes
 * @param selector where it attends; BOS where the selector is empty
 * @param counting whether it attends to BOS as well, level with the selected positions
 */
public record HeadRole(Component head, Variable variable, Selector selector, boolean counting) {}
