package orrery.siit;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import orrery.circuit.OutputHead;
import orrery.model.AttentionDirection;
import orrery.model.TransformerConfig;

/**
 * The loss of one step for all models of a batch: a source pass, whose rows also ask for behaviour,
 * and a second pass in which one group of rows asks for interchanges and one for strictness.
 *
 * <p>Source: Gupta et al. 2024, "InterpBench", section 3 (the three losses). Unlike there, all rows
 * of a step are one batched pass, each row has its own nodes, and gradients flow through the source
 * pass unless the recipe detaches it.
 */
final class StepLoss {
  /** The losses of one model in one step, unweighted; NaN where there is none. */
  record Parts(double behaviour, double iit, double strict, double edgeStrict) {}

  private final List<Job> jobs;
  private final List<Lesson> lessons;
  private final TransformerConfig config;
  private final List<OutputHead> outputs;
  private final Recipe recipe;
  private final int positions;
  private final int rows;
  private Optional<NDArray> ofSources = Optional.empty(); // [model, 1, position * row]
  private Optional<NDArray> ofPairs = Optional.empty();
  private Optional<NDArray> ofEdges = Optional.empty();

  StepLoss(List<Job> jobs, List<Lesson> lessons) {
    this.jobs = jobs;
    this.lessons = lessons;
    Job first = jobs.get(0);
    this.config = first.model().weights().config();
    this.outputs = first.model().outputs();
    this.recipe = first.recipe();
    this.positions = config.nCtx(); // not the longest input here: that depends on the company
    this.rows = lessons.get(0).pairs();
  }

  private boolean causal() {
    return config.attentionDirection() == AttentionDirection.CAUSAL;
  }

  /** The sum of all models' losses: their parameters have nothing in common. */
  NDArray total(Native memory, StackedPass pass) {
    StackedPass.Result sources =
        pass.run(columns(false, 1).inputs(memory, causal()), Optional.empty());
    NDArray loss = behaviour().losses(memory, sources.logits());
    ofSources = Optional.of(loss);
    NDArray total = loss.sum();
    StackedPass.Outputs from = recipe.detach() ? sources.outputs().detached() : sources.outputs();
    if (recipe.groups() > 0) {
      ofPairs = Optional.of(pairs(memory, pass, from));
      total = total.add(ofPairs.get().sum());
    }
    if (recipe.edgeStrict() > 0) {
      ofEdges = Optional.of(edges(memory, pass, from));
      total = total.add(ofEdges.get().sum());
    }
    return total;
  }

  private NDArray pairs(Native memory, StackedPass pass, StackedPass.Outputs from) {
    int groups = recipe.groups();
    StackedPass.Result result =
        pass.run(
            columns(true, groups).inputs(memory, causal()),
            Optional.of(masks(groups).swaps(memory, from)));
    return targets(groups).losses(memory, result.logits());
  }

  /** Some readers of a row get what they should not read from the source run. */
  private NDArray edges(Native memory, StackedPass pass, StackedPass.Outputs from) {
    List<Places> places = jobs.stream().map(Job::places).toList();
    ReaderMasks masks = new ReaderMasks(places, byPosition() ? positions : 1, rows);
    Targets targets = new Targets(outputs, jobs.size(), positions, rows);
    for (int m = 0; m < jobs.size(); m++) {
      for (int r = 0; r < rows; r++) {
        masks.rewire(m, r, lessons.get(m).readings()[r], common(lessons.get(m), r));
      }
      targets.ask(m, 0, lessons.get(m).ofBase(), rows, jobs.get(m).recipe().edgeStrict());
    }
    StackedPass.Result result =
        pass.rewired(columns(true, 1).inputs(memory, causal()), from, masks.mask(memory));
    return targets.losses(memory, result.logits());
  }

  private Columns columns(boolean bases, int groups) {
    List<int[][]> inputs = lessons.stream().map(l -> bases ? l.bases() : l.sources()).toList();
    return Columns.groups(config, jobs.get(0).model().vocabulary(), positions, inputs, groups);
  }

  private Targets behaviour() {
    Targets targets = new Targets(outputs, jobs.size(), positions, rows);
    for (int m = 0; m < jobs.size(); m++) {
      targets.ask(m, 0, lessons.get(m).ofSource(), rows, jobs.get(m).recipe().behaviour());
    }
    return targets;
  }

  private Targets targets(int groups) {
    Targets targets = new Targets(outputs, jobs.size(), positions, groups * rows);
    for (int m = 0; m < jobs.size(); m++) {
      Recipe own = jobs.get(m).recipe();
      int group = 0;
      if (recipe.iit() > 0) {
        targets.ask(m, group++ * rows, lessons.get(m).exchanged(), rows, own.iit());
      }
      if (recipe.strict() > 0) {
        targets.ask(m, group * rows, lessons.get(m).ofBase(), rows, own.strict());
      }
    }
    return targets;
  }

  private Masks masks(int groups) {
    int where = byPosition() ? positions : 1;
    boolean ported = recipe.ports() > 0;
    List<Places> all = jobs.stream().map(Job::places).toList();
    Masks masks = new Masks(all, where, groups, rows, ported);
    for (int m = 0; m < jobs.size(); m++) {
      Lesson lesson = lessons.get(m);
      Places places = jobs.get(m).places();
      for (int r = 0; r < rows; r++) {
        int group = 0;
        if (recipe.iit() > 0) {
          BitSet nodes = lesson.nodes()[r];
          masks.exchange(m, group, r, places.of(nodes), exchanged(lesson, r));
          masks.exchange(m, group, r, places.portsOf(nodes), exchanged(lesson, r));
          for (Places.InSubspace variable : places.variablesOf(nodes)) {
            masks.exchange(m, group, r, variable, exchanged(lesson, r));
          }
          group++;
        }
        if (recipe.strict() > 0) silence(masks, m, group, r, lesson, places);
      }
    }
    return masks;
  }

  private static void silence(
      Masks masks, int model, int group, int row, Lesson lesson, Places places) {
    if (lesson.zeroed()[row]) {
      masks.zero(model, group, row, lesson.silent()[row]);
      return;
    }
    BitSet where = common(lesson, row);
    masks.exchange(model, group, row, lesson.silent()[row], where);
    for (int n : lesson.beside()[row].stream().toArray()) {
      masks.exchange(model, group, row, places.beside.get(n), where);
    }
  }

  /** Whether what is overwritten differs from position to position. */
  private boolean byPosition() {
    return recipe.positions() > 0 || lessons.stream().anyMatch(Lesson::isUneven);
  }

  /** The positions of the sequence that both inputs have, BOS included. */
  private static BitSet common(Lesson lesson, int row) {
    BitSet where = new BitSet();
    where.set(0, lesson.common(row) + 1);
    return where;
  }

  /** Where nodes are exchanged: BOS too, if it is at all positions. */
  private static BitSet exchanged(Lesson lesson, int row) {
    BitSet own = lesson.positions()[row];
    if (own.cardinality() >= lesson.common(row)) return common(lesson, row);
    BitSet where = new BitSet();
    own.stream().forEach(p -> where.set(p + 1));
    return where;
  }

  /** What {@link #total} consisted of, by model. */
  List<Parts> parts() {
    List<Parts> all = new ArrayList<>();
    float[] first = ofSources.orElseThrow().toFloatArray();
    float[] second = ofPairs.map(NDArray::toFloatArray).orElse(new float[0]);
    float[] third = ofEdges.map(NDArray::toFloatArray).orElse(new float[0]);
    int groups = recipe.groups();
    for (int m = 0; m < jobs.size(); m++) {
      Recipe own = jobs.get(m).recipe();
      double behaviour = sum(first, m, 1, 0) / own.behaviour();
      int group = 0;
      double iit = recipe.iit() > 0 ? sum(second, m, groups, group++) / own.iit() : Double.NaN;
      double strict =
          recipe.strict() > 0 ? sum(second, m, groups, group) / own.strict() : Double.NaN;
      double edge = recipe.edgeStrict() > 0 ? sum(third, m, 1, 0) / own.edgeStrict() : Double.NaN;
      all.add(new Parts(behaviour, iit, strict, edge));
    }
    return all;
  }

  private double sum(float[] losses, int model, int groups, int group) {
    double sum = 0;
    for (int p = 0; p < positions; p++) {
      int from = ((model * positions + p) * groups + group) * rows;
      for (int r = 0; r < rows; r++) sum += losses[from + r];
    }
    return sum;
  }
}
