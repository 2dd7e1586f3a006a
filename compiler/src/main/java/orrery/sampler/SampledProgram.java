package orrery.sampler;

import java.util.List;
import java.util.Set;

/**
 * A program that was taken.
 *
 * @param name its name
 * @param text its source, laid out as {@code orrery fmt} does
 * @param difficulty how hard its circuit is to find
 * @param operations what it is made of
 * @param types the type of each answer
 * @param causal whether positions see only those before them
 * @param vocabulary how many tokens
 * @param longest the length of the longest input
 * @param layers layers of the compiled model
 * @param dModel residual dimensions of the compiled model
 * @param inputs how many inputs it was verified on
 */
public record SampledProgram(
    String name,
    String text,
    Difficulty difficulty,
    Set<Operation> operations,
    List<OutputType> types,
    boolean causal,
    int vocabulary,
    int longest,
    int layers,
    int dModel,
    long inputs) {}
