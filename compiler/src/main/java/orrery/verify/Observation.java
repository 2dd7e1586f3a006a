package orrery.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.circuit.Placement;
import orrery.model.ActivationBatch;
import orrery.model.Hooks;
import orrery.model.Site;
import orrery.model.Transformer;
import orrery.types.Domain;
import orrery.types.Value;

/** One input run through the shipped float32 weights, with everything read that can be read. */
public final class Observation {
  private final CompiledModel model;
  private final int length;
  private final float[][] logits; // [position, dVocabOut], BOS first
  private final Map<Site, float[][]> streams = new HashMap<>(); // [position, dModel], BOS first

  private Observation(CompiledModel model, int[] input) {
    this.model = model;
    this.length = input.length;
    Map<Site, Consumer<ActivationBatch>> readers = new HashMap<>();
    model
        .alignment()
        .placements()
        .values()
        .forEach(own -> decodable(own).forEach(p -> reader(readers, Sites.after(p.time()))));
    int[][] tokens = {model.vocabulary().ids(input, length)};
    this.logits = new Transformer(model.weights().toFloat32(), 1).run(tokens, Hooks.of(readers))[0];
  }

  private void reader(Map<Site, Consumer<ActivationBatch>> readers, Site site) {
    readers.put(
        site,
        values -> {
          float[][] stream = new float[values.positions()][];
          for (int p = 0; p < stream.length; p++) stream[p] = values.read(0, p);
          streams.put(site, stream);
        });
  }

  private static List<Placement> decodable(List<Placement> placements) {
    return placements.stream().filter(p -> p.readout().isDecodable()).toList();
  }

  /** Runs an input, token codes without BOS; at most as long as the model's longest. */
  public static Observation of(CompiledModel model, int[] input) {
    return new Observation(model, input);
  }

  /**
   * A variable as it was read at one place.
   *
   * @param variable what was read
   * @param site the hook's name; {@code view} where it is looked up from its parents
   * @param values {@code [position]}
   */
  public record Sighting(Variable variable, String site, List<Value> values) {}

  /**
   * Every variable at every place where it stands, in the order of the causal model; those that
   * cannot be decoded are left out, and so is what follows from them.
   */
  public List<Sighting> sightings() {
    List<Sighting> all = new ArrayList<>();
    Map<Variable, int[]> known = new HashMap<>();
    for (Variable v : model.meaning().variables()) {
      List<Placement> placements = model.alignment().of(v);
      for (Placement p : decodable(placements)) {
        int[] codes = read(p);
        known.put(v, codes);
        all.add(new Sighting(v, Sites.after(p.time()).hookName(), values(v.domain(), codes)));
      }
      if (placements.isEmpty()) view(v, known).ifPresent(all::add);
    }
    return all;
  }

  private Optional<Sighting> view(Variable v, Map<Variable, int[]> known) {
    Optional<Mechanism.Table> table = model.alignment().view(v);
    if (table.isEmpty() || !known.keySet().containsAll(table.get().parents())) {
      return Optional.empty();
    }
    List<Variable> parents = table.get().parents();
    int[] codes = new int[length];
    for (int p = 0; p < length; p++) {
      int position = p;
      int[] row = parents.stream().mapToInt(q -> known.getOrDefault(q, codes)[position]).toArray();
      codes[p] = Math.max(0, table.get().codes()[Mechanism.Table.row(parents, row)]);
    }
    known.put(v, codes);
    return Optional.of(new Sighting(v, "view", values(v.domain(), codes)));
  }

  private int[] read(Placement placement) {
    float[][] stream = streams.getOrDefault(Sites.after(placement.time()), new float[0][]);
    double[] coordinates = new double[placement.readout().directions().rows()];
    int[] codes = new int[length];
    for (int p = 0; p < length; p++) {
      float[] at = stream[p + 1];
      for (int c = 0; c < coordinates.length; c++) {
        double[] sum = {placement.readout().offsets()[c]};
        placement.readout().directions().forEachInRow(c, (d, weight) -> sum[0] += weight * at[d]);
        coordinates[c] = sum[0];
      }
      codes[p] = placement.readout().decode(coordinates).code();
    }
    return codes;
  }

  private static List<Value> values(Domain domain, int[] codes) {
    return Arrays.stream(codes).mapToObj(domain::value).toList();
  }

  /**
   * What an output's logits say, {@code [position]}: the value of the largest logit, or the value
   * nearest to a number.
   */
  public List<Value> output(OutputHead head) {
    List<Value> values = new ArrayList<>();
    for (int p = 0; p < length; p++) {
      float[] own = Arrays.copyOfRange(logits[p + 1], head.first(), head.first() + head.count());
      Domain domain = head.output().variable().domain();
      values.add(domain.value(head.regression() ? nearest(domain, own[0]) : largest(own)));
    }
    return values;
  }

  private static int largest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best]) best = i;
    }
    return best;
  }

  private static int nearest(Domain domain, double number) {
    int best = 0;
    double distance = Double.POSITIVE_INFINITY;
    for (int i = 0; i < domain.size(); i++) {
      Value v = domain.value(i);
      if (v.isNone() || v instanceof Value.Text) continue;
      double off = Math.abs(v.toDouble() - number);
      if (off < distance) {
        distance = off;
        best = i;
      }
    }
    return best;
  }

  /** The logits of an output, {@code [position, class]}. */
  public float[][] logits(OutputHead head) {
    float[][] own = new float[length][];
    for (int p = 0; p < length; p++) {
      own[p] = Arrays.copyOfRange(logits[p + 1], head.first(), head.first() + head.count());
    }
    return own;
  }
}
