package orrery.bench;

import java.util.ArrayList;
import java.util.List;
import orrery.circuit.CompiledModel;
import orrery.components.Architecture;
import orrery.engine.Processor;
import orrery.siit.Cohort;
import orrery.siit.Recipe;
import orrery.siit.Standing;

/**
 * What strict training comes to when sources are detached or not, and non-circuit components are
 * resampled one at a time or several: every other setting is alike, and every model is trained for
 * the same number of steps.
 *
 * <p>The setting is that of an independent re-implementation of InterpBench: one Adam step a batch
 * on the sum of the three losses (interchange 1, behaviour 1, strict 0.4), step size 1e-2
 * throughout, β 0.9 and 0.999, gradients clipped at 1, 256 fresh pairs a step, interchanges of one
 * node each.
 *
 * @param architecture the shape of every model
 * @param seeds models a cell: seeds 0, 1, …, each of everything that is drawn
 * @param steps steps of every model
 * @param pairs held-out pairs by which each is judged
 */
public record RecipeBench(
    CompiledModel compiled, Architecture architecture, int seeds, int steps, int pairs) {
  private static final int NEVER = Integer.MAX_VALUE;

  /** Refuses what measures nothing. */
  public RecipeBench {
    if (seeds < 1 || steps < 1 || pairs < 1) {
      throw new IllegalArgumentException("seeds, steps and pairs must be 1 or more");
    }
  }

  /** What distinguishes the cells of the table. */
  public record Cell(boolean detached, Recipe.Sampling sampling) {
    /** All of them: detached ones first, as published. */
    public static List<Cell> all() {
      List<Cell> cells = new ArrayList<>();
      for (boolean detached : List.of(true, false)) {
        for (Recipe.Sampling sampling : Recipe.Sampling.values()) {
          cells.add(new Cell(detached, sampling));
        }
      }
      return cells;
    }
  }

  /** Where the models of a cell stand in the end, by seed. */
  public record Row(Cell cell, List<Standing> seeds) {
    public Row {
      seeds = List.copyOf(seeds);
    }
  }

  /** The recipe of a cell, which neither looks nor ends by itself. */
  Recipe recipe(Cell cell) {
    return Recipe.DEFAULT
        .with("batch", "256")
        .with("steps", Integer.toString(NEVER))
        .with("rate", "1e-2")
        .with("final-rate", "1e-2")
        .with("schedule", "constant")
        .with("beta2", "0.999")
        .with("clip", "1")
        .with("strict", "0.4")
        .with("edge-strict", "0")
        .with("sets", "0")
        .with("zeros", "0")
        .with("sampling", cell.sampling().label())
        .with("detach", Boolean.toString(cell.detached()))
        .with("evaluate-every", Integer.toString(NEVER))
        .with("held-out-pairs", Integer.toString(pairs));
  }

  /** Trains the models of a cell, as one batch. */
  public Row run(Cell cell) {
    List<Cohort.Member> members = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      members.add(new Cohort.Member(compiled, architecture, recipe(cell), seed));
    }
    try (Cohort cohort = new Cohort(members, Processor.CPU)) {
      cohort.advance(steps);
      return new Row(cell, cohort.standings());
    }
  }
}
