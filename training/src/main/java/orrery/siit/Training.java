package orrery.siit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.circuit.CompiledModel;
import orrery.components.HeldOutInputs;
import orrery.components.InitialWeights;
import orrery.model.TransformerConfig;
import orrery.model.Weights;
import orrery.verify.Acceptance;

/**
 * From a compiled model to a trained one with its certificate: assigns components, trains, judges,
 * and tries again under a budget. Start reading here, and in {@link JointTraining}, of which one
 * training is the smallest case.
 *
 * <p>With a workspace it can be killed at any moment and gone on with; what comes of it is the
 * same.
 */
public final class Training {
  /**
   * A checkpoint is written at a look, if the last one is so many milliseconds ago; what comes of a
   * training does not depend on it. Tests that kill trainings make it short.
   */
  static final String CHECKPOINT_MILLIS = "orrery.checkpoint.millis";

  static final int USUAL_MILLIS = 15_000;

  /** Hears how training goes. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = (attempt, recipe, row) -> {};

    /** A look at held-out pairs was taken. */
    void looked(int attempt, Recipe recipe, Curve.Row row);

    /** Whether training must end here, to be gone on with later; asked after every look. */
    default boolean stops() {
      return false;
    }
  }

  /**
   * What came of a training.
   *
   * @param model the best of all tries
   * @param acceptance its certificate
   * @param curve how it was trained
   * @param attempts every try
   */
  public record Outcome(
      CompiledModel model, Acceptance acceptance, Curve curve, List<Attempt> attempts) {}

  private Training() {}

  /**
   * Trains a model.
   *
   * @param workspace a folder for checkpoints, which may hold those of an interrupted run; made
   *     where it is not there
   * @throws IllegalArgumentException where the architecture is too small for the program
   * @throws TrainingStopped where the listener wanted it, or the process is asked to end; what the
   *     workspace holds is gone on from
   * @throws orrery.engine.NoTorch where there is no PyTorch, or no such device
   */
  public static Outcome run(TrainingPlan plan, Optional<Path> workspace, Listener listener)
      throws ArtifactException, IOException {
    List<Outcome> only = new ArrayList<>();
    JointTraining.run(
        List.of(new JointTraining.Member(plan, workspace, listener)),
        new JointTraining.Receiver() {
          @Override
          public void ended(int member, Outcome outcome) {
            only.add(outcome);
          }

          @Override
          public void refused(int member, IllegalArgumentException why) {
            throw why;
          }
        });
    return only.get(0);
  }

  /** The weights that training begins with. */
  static Weights initial(TransformerConfig config, Recipe recipe, long seed) {
    return new ParameterLayout(config)
        .withOutputs(InitialWeights.of(config, seed), recipe.outputScale());
  }

  /** What is recorded of a recipe. */
  static SortedMap<String, String> settings(Recipe recipe) {
    TreeMap<String, String> settings = new TreeMap<>(recipe.settings());
    settings.put(HeldOutInputs.COUNT, Integer.toString(Schooling.HELD_OUT));
    return settings;
  }
}
