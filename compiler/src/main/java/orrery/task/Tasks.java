package orrery.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.intervention.Metric;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;

/**
 * Makes tasks from compiled models.
 *
 * <p>Clean inputs are drawn from the legal ones, the lengths in equal shares as far as they reach;
 * pairs whose answers differ somewhere come before pairs whose answers do not, and no pair comes
 * twice. Metrics that compare with the clean run take its logits from the model's own weights in
 * float64: give an engine the same ones.
 */
public final class Tasks {
  /** The usual noise, in standard deviations of the embedding (Meng et al. 2022). */
  private static final double NOISE = 3;

  private final CompiledModel model;
  private final TaskOptions options;
  private final Random random;
  private final Answering answering;
  private final List<String> notes = new ArrayList<>();

  private Tasks(CompiledModel model, TaskOptions options) {
    this.model = model;
    this.options = options;
    this.random = new Random(options.seed());
    this.answering = new Answering(model);
  }

  /**
   * The task that some options ask for.
   *
   * @throws TaskRefusal where the program has no such pair, or the options make no sense
   */
  public static MadeTask of(CompiledModel model, TaskOptions options) {
    if (options.examples() < 1) {
      throw new TaskRefusal("A task needs at least one example; ask for some.");
    }
    if (!Reference.names().contains(options.reference())) {
      throw new TaskRefusal(
          "There is no replacement \"%s\"; choose one of %s."
              .formatted(options.reference(), String.join(", ", Reference.names())));
    }
    return new Tasks(model, options).make();
  }

  private MadeTask make() {
    List<PairDraw.Source> sources = sources();
    List<PairDraw.Pair> pairs = PairDraw.draw(sources, options.examples());
    if (pairs.isEmpty()) throw none();
    note(sources, pairs);
    Prompts prompts =
        new Prompts(
            pairs.stream().map(p -> ids(p.clean())).toArray(int[][]::new),
            pairs.stream().map(p -> ids(p.counterfactual())).toArray(int[][]::new));
    List<List<Judgement>> judged =
        pairs.stream().map(p -> answering.judged(p.clean(), p.counterfactual())).toList();
    Metric metric = new Metrics(judged, cleanLogits(prompts)).metric(options.metric());
    Task task = new Task(prompts, reference(prompts), metric);
    List<MadeTask.Example> examples = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) examples.add(example(pairs.get(i), judged.get(i)));
    String program = Fingerprint.of(model.build());
    return new MadeTask(
        task, options, examples, notes, outputs(), program, Fingerprint.of(program, task));
  }

  private List<PairDraw.Source> sources() {
    List<Pool> pools = Pool.of(model.meaning().inputs(), answering, options.examples(), random);
    Edits edits = new Edits(model.meaning().inputs(), random);
    List<PairDraw.Source> sources = new ArrayList<>();
    for (Pool pool : pools) {
      switch (options.counterfactual()) {
        case RANDOM ->
            sources.add(
                new PairDraw.Source(
                    pool, new Counterfactuals.AnyOther(pool, random), Optional.empty()));
        case TOKEN ->
            sources.add(
                new PairDraw.Source(
                    pool, new Counterfactuals.OneToken(edits, answering), Optional.empty()));
        case MATCHED -> {
          Descent descent = new Descent(model.meaning());
          for (Variable v : descent.between()) {
            Matched matched = new Matched(v, descent, pool, edits, answering);
            sources.add(new PairDraw.Source(pool, matched, Optional.of(v)));
          }
        }
      }
    }
    return sources;
  }

  private TaskRefusal none() {
    String program = model.meaning().name();
    return new TaskRefusal(
        switch (options.counterfactual()) {
          case RANDOM ->
              "No two inputs of %s were found that have one length; it needs more inputs."
                  .formatted(program);
          case TOKEN ->
              "No input of %s was found that stays legal when one token is replaced; use random counterfactuals."
                  .formatted(program);
          case MATCHED ->
              "%s has no variable between its input and its outputs that some pair of inputs changes alone; use random or token counterfactuals."
                  .formatted(program);
        });
  }

  private void note(List<PairDraw.Source> sources, List<PairDraw.Pair> pairs) {
    if (pairs.size() < options.examples()) {
      notes.add("Only %d pairs were found.".formatted(pairs.size()));
    }
    Set<String> unchanged = new LinkedHashSet<>();
    sources.forEach(s -> s.changes().ifPresent(v -> unchanged.add(v.name())));
    pairs.forEach(p -> p.changes().ifPresent(v -> unchanged.remove(v.name())));
    if (!unchanged.isEmpty()) {
      notes.add("No pair changes %s alone.".formatted(String.join(" or ", unchanged)));
    }
  }

  private int[] ids(Answering.Input input) {
    return model.vocabulary().ids(input.tokens(), input.tokens().length);
  }

  private MadeTask.Example example(PairDraw.Pair pair, List<Judgement> judged) {
    return new MadeTask.Example(
        names(pair.clean()),
        names(pair.counterfactual()),
        judged,
        pair.changes().map(Variable::name));
  }

  private List<String> names(Answering.Input input) {
    List<String> names = model.vocabulary().names();
    return Arrays.stream(input.tokens()).mapToObj(names::get).toList();
  }

  private Metrics.CleanLogits cleanLogits(Prompts prompts) {
    ReferenceTransformer transformer = new ReferenceTransformer(model.weights());
    Map<Integer, Matrix> known = new HashMap<>();
    return (example, position) ->
        known
            .computeIfAbsent(example, i -> transformer.run(prompts.clean()[i]).logits())
            .rowToArray(position);
  }

  private Reference reference(Prompts prompts) {
    return switch (options.reference()) {
      case "resample" -> new Reference.Resample();
      case "zero" -> new Reference.Zero();
      case "mean" -> new Reference.Mean(prompts.clean());
      case "mean-positional" -> new Reference.MeanByPosition(prompts.clean());
      case "noise" -> new Reference.Noise(NOISE, options.seed());
      default ->
          throw new TaskRefusal(
              "Optimal constants must be found first: make the task with mean, then replace it.");
    };
  }

  private String outputs() {
    return model.meaning().outputs().stream()
        .map(o -> o.name() + " at " + place(o.at()))
        .collect(Collectors.joining(", "));
  }

  private static String place(CausalModel.At at) {
    return switch (at.place()) {
      case EVERY -> "every position";
      case FIRST -> "first";
      case LAST -> "last";
      case INDEX -> Integer.toString(at.index());
    };
  }
}
