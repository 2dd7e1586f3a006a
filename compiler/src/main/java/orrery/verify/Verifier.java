package orrery.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongConsumer;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.circuit.CompiledModel;
import orrery.model.ActivationBatch;
import orrery.model.Hooks;
import orrery.model.Site;
import orrery.model.Transformer;
import orrery.weights.Sharpness;

/**
 * Runs the shipped float32 weights beside the interpreter and compares every variable at its site,
 * every output, and every head's attention.
 *
 * <p>What cannot be decoded is left out: of a trained model only its outputs are compared. What a
 * trained model is worth is said by its {@link Acceptance}.
 */
public final class Verifier {
  private static final int BATCH = 4096;

  private final CompiledModel model;
  private final Transformer transformer;
  private final List<PlacementCheck> placements = new ArrayList<>();
  private final List<OutputCheck> outputs = new ArrayList<>();
  private final List<LeakCheck> leaks = new ArrayList<>();
  private final Map<Site, List<Check>> bySite = new LinkedHashMap<>();
  private long inputs;

  private Verifier(CompiledModel model) {
    this.model = model;
    this.transformer = new Transformer(model.weights().toFloat32());
    model
        .alignment()
        .placements()
        .values()
        .forEach(
            own ->
                own.stream()
                    .filter(p -> p.readout().isDecodable())
                    .forEach(p -> placements.add(add(new PlacementCheck(p, model)))));
    model.outputs().forEach(o -> outputs.add(add(new OutputCheck(o, model))));
    if (model.build().training().isEmpty()) {
      model.heads().forEach(h -> leaks.add(add(new LeakCheck(h))));
    }
  }

  private <C extends Check> C add(C check) {
    bySite.computeIfAbsent(check.site(), s -> new ArrayList<>()).add(check);
    return check;
  }

  /**
   * How to verify.
   *
   * @param most all legal inputs are run where there are at most so many candidates
   * @param sample how many inputs are drawn where there are more; fewer, but at least {@link
   *     #FEWEST}, where a model is so large that they would cost more than {@link #MOST_WORK}
   * @param seed of the sample
   */
  public record Options(long most, int sample, long seed) {
    /** The most multiplications that a sample may cost. */
    static final double MOST_WORK = 2e10;

    /** The fewest inputs of a sample. */
    static final int FEWEST = 200;

    /** All of up to two million inputs, else twenty thousand. */
    public static final Options DEFAULT = new Options(2_000_000, 20_000, 0);
  }

  /** The certificate of a model. */
  public static Certificate verify(CompiledModel model, Options options) {
    return verify(model, options, done -> {});
  }

  /** The certificate of a model; {@code progress} hears how many inputs have been run. */
  public static Certificate verify(CompiledModel model, Options options, LongConsumer progress) {
    return new Verifier(model).run(options, progress);
  }

  private Certificate run(Options options, LongConsumer progress) {
    InputSpace space = model.meaning().inputs();
    boolean all = space.isAtMost(options.most());
    if (all) {
      space.forEachBatch(batch -> batch(batch, progress));
    } else {
      List<int[]> drawn = space.sample(sampleSize(options), new Random(options.seed()));
      for (int from = 0; from < drawn.size(); from += BATCH) {
        List<int[]> part = drawn.subList(from, Math.min(drawn.size(), from + BATCH));
        batch(InputBatch.of(part, space.maxLength()), progress);
      }
    }
    return certificate(all, options.seed());
  }

  private int sampleSize(Options options) {
    double length = model.weights().config().nCtx();
    double heads = model.heads().size();
    double work =
        length * (model.weights().nonZeros() + heads * length * model.weights().config().dHead());
    double affordable = Math.max(Options.FEWEST, Options.MOST_WORK / work);
    return (int) Math.min(options.sample(), affordable);
  }

  private void batch(InputBatch batch, LongConsumer progress) {
    Expected expected = Expected.of(model, batch);
    bySite.values().forEach(checks -> checks.forEach(c -> c.prepare(expected)));
    transformer.stream(
        expected.sequences().iterator(),
        new Hooks() {
          @Override
          public boolean watches(Site site) {
            return bySite.containsKey(site);
          }

          @Override
          public void at(Site site, ActivationBatch values) {
            bySite.getOrDefault(site, List.of()).forEach(c -> c.at(values, expected));
          }
        });
    inputs += batch.size();
    progress.accept(inputs);
  }

  private Certificate certificate(boolean all, long seed) {
    List<Tally> tallies = new ArrayList<>();
    placements.forEach(p -> tallies.add(p.tally()));
    outputs.forEach(o -> tallies.add(o.tally()));
    long wrong = tallies.stream().mapToLong(Tally::wrong).sum();
    double margin = tallies.stream().mapToDouble(t -> t.entry().margin()).min().orElse(1);
    Optional<Certificate.Disagreement> first =
        tallies.stream().flatMap(t -> t.first().stream()).findFirst();
    int length = model.meaning().inputs().maxLength();
    double dial = model.build().dials().sharpness();
    Sharpness sharpness = dial > 0 ? new Sharpness(dial) : Sharpness.forLength(length);
    return new Certificate(
        wrong == 0 && inputs > 0,
        all ? Certificate.Coverage.EXHAUSTIVE : Certificate.Coverage.SAMPLED,
        inputs,
        model.meaning().inputs().candidates().toString(),
        all ? 0 : seed,
        tallies.stream().mapToLong(Tally::compared).sum(),
        wrong,
        margin,
        leaks.stream().mapToDouble(LeakCheck::largest).max().orElse(0),
        sharpness.leak(length),
        placements.stream().map(p -> p.tally().entry()).toList(),
        outputs.stream().map(o -> o.tally().entry()).toList(),
        first);
  }
}
