package orrery.exchange;

import java.util.List;
import orrery.discovery.Scores;

/**
 * What a file says.
 *
 * @param scores of edges, or of the edges of another tool's graph, or one circuit
 * @param notes sentences worth knowing: what was left out, what counts as 0
 */
public record Reading(Scores scores, List<String> notes) {
  public Reading {
    notes = List.copyOf(notes);
  }
}
