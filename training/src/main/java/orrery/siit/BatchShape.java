package orrery.siit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.circuit.Vocabulary;
import orrery.engine.Processor;
import orrery.model.TransformerConfig;

/**
 * What models must have in common to be trained as one batched computation: models of equal shapes
 * fit together.
 *
 * @param config the shape of the weights
 * @param vocabulary the tokens
 * @param outputs a line for each output: its logits and its values
 * @param work what decides how many rows a step has, and what is done with them where
 */
public record BatchShape(
    TransformerConfig config,
    Vocabulary vocabulary,
    List<String> outputs,
    SortedMap<String, String> work) {
  /** Settings in which models of one batch may differ. */
  private static final Set<String> OWN =
      Set.of(
          "steps",
          "rate",
          "final-rate",
          "schedule",
          "output-scale",
          "behaviour",
          "sampling",
          "sets",
          "zeros",
          "threshold",
          "evaluate-every");

  /** Settings of which it matters only whether they are 0: then there are no such rows. */
  private static final Set<String> THERE =
      Set.of("iit", "strict", "edge-strict", "positions", "ports", "subspaces");

  /** Numbers that PyTorch's longest loops take at once; what is left over is computed otherwise. */
  private static final int LOOP = 32;

  /** Rows whose numbers fill a line of memory, 64 bytes, whatever they are multiplied by. */
  private static final int LINE = 16;

  /** Copies the collections. */
  public BatchShape {
    outputs = List.copyOf(outputs);
    work = new TreeMap<>(work);
  }

  /**
   * The shape of a plan's models, known before anything is drawn; empty where its models are always
   * trained alone: because nothing is trained, or because company would change their bits.
   */
  public static Optional<BatchShape> of(TrainingPlan plan) {
    TransformerConfig config = plan.architecture().config(plan.compiled());
    boolean isTrained = plan.kind() != TrainingRecord.Kind.RANDOM;
    if (!isTrained || !toleratesCompany(config, plan.recipe(), plan.processor())) {
      return Optional.empty();
    }
    return Optional.of(of(plan.compiled(), config, plan.objective(), plan.processor()));
  }

  /** The shape of a model that is trained by a recipe. */
  static BatchShape of(
      CompiledModel model, TransformerConfig config, Recipe recipe, Processor processor) {
    TreeMap<String, String> work = new TreeMap<>(recipe.settings());
    work.keySet().removeAll(OWN);
    work.replaceAll(
        (name, value) ->
            THERE.contains(name) ? Boolean.toString(Double.parseDouble(value) > 0) : value);
    work.put("device", processor.label());
    List<String> outputs =
        model.outputs().stream()
            .map(
                o ->
                    "%d %d %b %s"
                        .formatted(
                            o.first(), o.count(), o.regression(), o.output().variable().domain()))
            .toList();
    return new BatchShape(config, model.vocabulary(), outputs, work);
  }

  /**
   * Whether company changes no bit of what becomes of a model. On the CPU that is so where every
   * array of a model begins at a line of memory (MKL chooses its products' order by that), and the
   * units of an MLP fill whole loops (PyTorch computes what is left over of a loop with other
   * exponentials than the rest). On a GPU products are taken in an order that depends on how many
   * there are; who trains there has the same figures within their intervals at best.
   */
  private static boolean toleratesCompany(
      TransformerConfig config, Recipe recipe, Processor processor) {
    long units = (long) recipe.batch() * config.dMlp();
    return processor != Processor.CPU || recipe.batch() % LINE == 0 && units % LOOP == 0;
  }
}
