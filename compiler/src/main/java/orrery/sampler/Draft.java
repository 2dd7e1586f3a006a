package orrery.sampler;

import java.util.Set;
import orrery.causal.CausalModel;

/**
 * A program that was drawn and is legal; nothing is known of it yet.
 *
 * @param body its text without a header
 * @param operations what it is made of
 * @param variables how many bindings it has
 * @param meaning what it means
 */
record Draft(String body, Set<Operation> operations, int variables, CausalModel meaning) {}
