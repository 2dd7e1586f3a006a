package orrery.discovery;

import java.util.List;
import orrery.circuit.Component;

/**
 * Scores of the edges that cross positions: inside a head, from a key's position to a query's.
 *
 * @param heads the heads, in the order of computation
 * @param keys {@code [head][example][query][key]}, the effect of the key's position being replaced
 *     where attention is decided
 * @param values shaped alike, where what is moved is decided
 */
public record Crossings(List<Component> heads, double[][][][] keys, double[][][][] values) {
  public Crossings {
    heads = List.copyOf(heads);
  }
}
