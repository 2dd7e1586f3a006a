package orrery.components;

import java.util.function.Function;
import orrery.verify.Acceptance.Ablation;
import orrery.verify.Acceptance.Kind;

/**
 * One figure of a certificate, to be asked about every pair.
 *
 * @param kind what it is
 * @param ablation what replaces
 * @param name of the figure
 * @param change what is replaced in some pairs
 */
record Question(Kind kind, Ablation ablation, String name, Function<Trials.Chunk, Change> change) {}
