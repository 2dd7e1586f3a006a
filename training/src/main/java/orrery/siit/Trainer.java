package orrery.siit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orrery.engine.Processor;
import orrery.engine.Torch;
import orrery.model.TransformerConfig;

/**
 * Trains models of one shape as one batched computation. What becomes of a model does not depend on
 * which others are in the batch: to the bit where a {@link BatchShape} tolerates company, as it
 * does with a multiple of 32 pairs, else up to rounding.
 */
final class Trainer implements AutoCloseable {
  /** A model in training, and what is known of it so far. */
  static final class Run {
    final Job job;
    Curve curve = new Curve();
    float[] best = new float[0]; // parameters of the best look
    double bestFigure = -1;
    long bestStep;
    private boolean accepted;
    private boolean diverged;

    Run(Job job) {
      this.job = job;
    }

    /** Whether the last looks have shown every figure at the threshold. */
    boolean looksGood() {
      List<Curve.Row> rows = curve.rows();
      return rows.size() >= LOOKS
          && rows.subList(rows.size() - LOOKS, rows.size()).stream()
              .allMatch(r -> r.worst() >= job.recipe().threshold());
    }

    /** The step of the last look; 0 before the first. */
    long lastStep() {
      List<Curve.Row> rows = curve.rows();
      return rows.isEmpty() ? 0 : rows.get(rows.size() - 1).step();
    }

    /** Whether training ends here, because the model passes its certificate. */
    boolean accepted() {
      return accepted;
    }

    /** Whether training goes on after so many steps. */
    private boolean goesOn(long step) {
      return !accepted && !diverged && step < job.recipe().steps();
    }

    private void saw(Look look, StepLoss.Parts losses, float[] parameters, ParameterLayout layout) {
      curve.add(look, job.recipe().rateAt(look.step() - 1), losses);
      diverged = !isFinite(parameters);
      if (diverged) {
        if (best.length == 0) best = layout.flat(job.model().weights());
        bestFigure = Math.max(bestFigure, 0);
        return;
      }
      double worst = look.worst();
      if (worst >= bestFigure) {
        bestFigure = worst;
        bestStep = look.step();
        best = parameters;
      }
      accepted = looksGood() && job.judge().accepts(layout.weights(parameters));
      if (accepted) {
        bestFigure = worst;
        bestStep = look.step();
        best = parameters;
      }
    }

    private static boolean isFinite(float[] parameters) {
      for (float p : parameters) if (!Float.isFinite(p)) return false;
      return true;
    }

    private void resume(Checkpoint from) {
      curve = from.curve();
      best = from.best();
      bestFigure = from.bestFigure();
      bestStep = from.bestStep();
    }
  }

  /** One good look may be luck. */
  private static final int LOOKS = 3;

  private final Interruption.Hold hold;
  private final NDManager owner;
  private final ParameterLayout layout;
  private final TransformerConfig config;
  private List<Run> left;
  private Adam adam;
  private long step;

  /**
   * Starts every job from its initial weights.
   *
   * @throws TrainingStopped where the process is about to end
   */
  Trainer(List<Run> runs, Processor processor) {
    Job first = runs.get(0).job;
    if (!runs.stream().allMatch(r -> r.job.fits(first))) {
      throw new IllegalArgumentException("models of one batch must be of one shape");
    }
    this.hold = Interruption.hold();
    this.owner = started(processor, hold);
    this.config = first.model().weights().config();
    this.layout = new ParameterLayout(config);
    this.left = new ArrayList<>(runs);
    this.adam =
        new Adam(
            first.recipe().optimiser(),
            owner,
            joined(runs.stream().map(r -> layout.flat(r.job.model().weights())).toList()),
            runs.size());
  }

  private static NDManager started(Processor processor, Interruption.Hold hold) {
    try {
      return Torch.start(processor);
    } catch (RuntimeException | Error none) {
      hold.close();
      throw none;
    }
  }

  private static float[] joined(List<float[]> parts) {
    float[] all = new float[parts.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  ParameterLayout layout() {
    return layout;
  }

  long step() {
    return step;
  }

  /** The runs that are still trained. */
  List<Run> left() {
    return List.copyOf(left);
  }

  /** How many arrays outside the Java heap are held. */
  int arrays() {
    return owner.getManagedArrays().size();
  }

  /** One step of every model that is left; looks at held-out pairs when it is time. */
  void advance() {
    boolean look = left.stream().anyMatch(r -> r.job.looksAfter(step + 1));
    List<StepLoss.Parts> parts = learn(look);
    step++;
    if (look) look(parts);
  }

  private List<StepLoss.Parts> learn(boolean accounts) {
    List<Job> jobs = left.stream().map(r -> r.job).toList();
    List<Lesson> lessons = jobs.stream().map(j -> j.lessons().at(step)).toList();
    float[] rates = new float[jobs.size()];
    for (int m = 0; m < rates.length; m++) rates[m] = (float) jobs.get(m).recipe().rateAt(step);
    try (Native memory = new Native(owner)) {
      NDArray leaf = memory.leaf(adam.parameters);
      memory.record();
      StackedPass pass = new StackedPass(config, memory, new Parameters(layout, leaf));
      StepLoss loss = new StepLoss(jobs, lessons);
      NDArray total = loss.total(memory, pass);
      adam.step(memory, memory.gradient(total, leaf), rates);
      return accounts ? loss.parts() : List.of();
    }
  }

  /** How every model that is left does on its held-out pairs. */
  List<Look> looks() {
    float[] flat = adam.parameters.toFloatArray();
    List<Job> jobs = left.stream().map(r -> r.job).toList();
    try (Native memory = new Native(owner)) {
      NDArray fixed = memory.array(flat, jobs.size(), layout.size());
      StackedPass pass = new StackedPass(config, memory, new Parameters(layout, fixed));
      return new Looking(jobs).at(step, memory, pass);
    }
  }

  private void look(List<StepLoss.Parts> parts) {
    float[] flat = adam.parameters.toFloatArray();
    List<Look> looks = looks();
    List<Integer> stay = new ArrayList<>();
    for (int m = 0; m < looks.size(); m++) {
      Run run = left.get(m);
      boolean due = run.job.looksAfter(step);
      if (due) run.saw(looks.get(m), parts.get(m), part(flat, m), layout);
      if (!due || run.goesOn(step)) stay.add(m);
    }
    if (stay.size() < left.size()) keep(stay);
  }

  /** Goes on with some of the models. */
  private void keep(List<Integer> stay) {
    List<Run> runs = stay.stream().map(left::get).toList();
    if (!runs.isEmpty()) {
      Adam fewer =
          new Adam(
              runs.get(0).job.recipe().optimiser(),
              owner,
              joined(stay.stream().map(m -> part(adam.parameters, m)).toList()),
              runs.size());
      fewer.resume(
          adam.steps(),
          joined(stay.stream().map(m -> part(adam.mean, m)).toList()),
          joined(stay.stream().map(m -> part(adam.square, m)).toList()));
      adam.close();
      adam = fewer;
    }
    left = new ArrayList<>(runs);
  }

  private float[] part(NDArray all, int model) {
    return part(all.toFloatArray(), model);
  }

  private float[] part(float[] flat, int model) {
    return Arrays.copyOfRange(flat, model * layout.size(), (model + 1) * layout.size());
  }

  /** Where a run that is left stands. */
  Checkpoint checkpoint(Run run, String identity) {
    int m = left.indexOf(run);
    if (m < 0) throw new IllegalArgumentException("the run is over");
    return new Checkpoint(
        identity,
        step,
        part(adam.parameters, m),
        part(adam.mean, m),
        part(adam.square, m),
        run.best,
        run.bestFigure,
        run.bestStep,
        run.curve);
  }

  /** Goes on from checkpoints of all runs, taken after one and the same step. */
  void resume(List<Checkpoint> from) {
    for (int m = 0; m < from.size(); m++) left.get(m).resume(from.get(m));
    step = from.get(0).step();
    adam.parameters.set(joined(from.stream().map(Checkpoint::parameters).toList()));
    adam.resume(
        step,
        joined(from.stream().map(Checkpoint::mean).toList()),
        joined(from.stream().map(Checkpoint::square).toList()));
  }

  @Override
  public void close() {
    try {
      JniUtils.setGradMode(false);
      owner.close();
    } finally {
      hold.close();
    }
  }
}
