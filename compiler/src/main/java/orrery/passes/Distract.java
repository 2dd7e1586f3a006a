package orrery.passes;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;
import orrery.circuit.ModelBuilder;
import orrery.layout.PlanOptions;
import orrery.layout.Planner;

/**
 * Adds components that compute real functions of the input which reach no output.
 *
 * <p>Each is a variable of its own ({@link Decoys}), compiled like the program's and grafted onto a
 * random stretch of layers: it stands in the causal model, the alignment and both circuits, and the
 * verifier checks it like any other. No logit can read what it writes, so without it every logit is
 * the same to the bit.
 *
 * @param count how many variables
 * @param seed of their choice and their layers
 */
public record Distract(int count, long seed) implements Pass {
  /** Heads up to this width are added to any model. */
  private static final int MODEST_WIDTH = 8;

  private static final int TRIES = 16;

  /** Checks that the number is not negative. */
  public Distract {
    if (count < 0) throw new IllegalArgumentException(count + " distractors");
  }

  @Override
  public String name() {
    return "distract";
  }

  @Override
  public Map<String, String> settings() {
    return new TreeMap<>(Map.of("count", Integer.toString(count), "seed", Long.toString(seed)));
  }

  @Override
  public CompiledModel apply(CompiledModel model) {
    Random random = new Random(seed);
    CompiledModel distracted = model;
    for (int i = 0; i < count; i++) {
      CompiledModel part = part(distracted, random);
      int room = model.weights().layers().size() - part.weights().layers().size();
      int shift = room > 0 ? random.nextInt(room + 1) : 0;
      distracted = new Graft(distracted, part, shift).grafted();
    }
    return new Rewrite(distracted).done(this);
  }

  /** A decoy of its own; of several drawn, the first whose heads are not wider than the host's. */
  private static CompiledModel part(CompiledModel host, Random random) {
    int most = Math.max(MODEST_WIDTH, host.weights().config().dHead());
    BuildRecord record =
        new BuildRecord("", Map.of(), host.build().dials(), /* pack= */ false, List.of());
    Decoys decoys = new Decoys(host.meaning(), random);
    CompiledModel part;
    int tries = 0;
    do {
      part = ModelBuilder.build(Planner.plan(decoys.draw(), PlanOptions.LEGIBLE), record);
    } while (part.weights().config().dHead() > most && ++tries < TRIES);
    return part;
  }
}
