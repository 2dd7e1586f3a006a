package orrery.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import orrery.circuit.CompiledModel;
import orrery.discovery.OptimalAblation;
import orrery.intervention.Engine;
import orrery.intervention.JavaEngine;
import orrery.intervention.Reference;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;
import orrery.task.TaskRefusal;
import orrery.task.Tasks;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that decide what methods are asked: the intervention semantics Σ. */
final class TaskArguments {
  private static final String OPTIMAL = "optimal";
  private static final String MEAN = "mean";

  @Option(
      names = "--prompts",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many pairs of inputs to ask about (default: ${DEFAULT-VALUE}).")
  private int prompts;

  @Option(
      names = "--counterfactual",
      paramLabel = "KIND",
      defaultValue = "random",
      converter = Counterfactuals.class,
      completionCandidates = Counterfactuals.class,
      description =
          "How the other half of a pair is made: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}).")
  private TaskOptions.Counterfactual counterfactual = TaskOptions.Counterfactual.RANDOM;

  @Option(
      names = "--reference",
      paramLabel = "KIND",
      defaultValue = "resample",
      completionCandidates = References.class,
      description =
          "What a cut edge carries: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String reference = "resample";

  @Option(
      names = "--metric",
      paramLabel = "KIND",
      defaultValue = "logit-diff",
      converter = Metrics.class,
      completionCandidates = Metrics.class,
      description =
          "What is measured, as a loss: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private TaskOptions.Metric metric = TaskOptions.Metric.LOGIT_DIFF;

  /**
   * The task that these options ask of a model.
   *
   * @throws Misuse where the options make no sense, or the program has no such pairs
   */
  MadeTask of(CompiledModel model, long seed) {
    boolean isOptimal = reference.equals(OPTIMAL);
    String begun = isOptimal ? MEAN : reference;
    try {
      MadeTask made =
          Tasks.of(model, new TaskOptions(prompts, seed, counterfactual, begun, metric));
      return isOptimal ? optimal(model, made) : made;
    } catch (TaskRefusal refusal) {
      throw new Misuse(String.valueOf(refusal.getMessage()));
    }
  }

  /**
   * The options of the task of every model of a suite.
   *
   * @throws Misuse where they need to know the model
   */
  TaskOptions options(long seed) {
    if (reference.equals(OPTIMAL)) {
      throw new Misuse("--reference optimal is found model by model, with `orrery assay`");
    }
    if (prompts < 1) throw new Misuse("--prompts must be 1 or more");
    return new TaskOptions(prompts, seed, counterfactual, reference, metric);
  }

  /** The same with the constants that hurt least, and a note that says how they were found. */
  private static MadeTask optimal(CompiledModel model, MadeTask made) {
    OptimalAblation search = OptimalAblation.DEFAULT;
    try (Engine engine = JavaEngine.of(model)) {
      return made.with(search.find(engine, made.task()).constant(), search.description());
    }
  }

  /** The options that differ from the usual ones, as they are written. */
  String written() {
    StringBuilder written = new StringBuilder();
    if (prompts != TaskOptions.DEFAULT.examples()) written.append(" --prompts ").append(prompts);
    if (counterfactual != TaskOptions.DEFAULT.counterfactual()) {
      written.append(" --counterfactual ").append(counterfactual.label());
    }
    if (!reference.equals(TaskOptions.DEFAULT.reference())) {
      written.append(" --reference ").append(reference);
    }
    if (metric != TaskOptions.DEFAULT.metric()) {
      written.append(" --metric ").append(metric.label());
    }
    return written.toString();
  }

  /** The names of references. */
  static final class References implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Reference.names().iterator();
    }
  }

  /** The names of counterfactuals. */
  static final class Counterfactuals
      implements ITypeConverter<TaskOptions.Counterfactual>, Iterable<String> {
    @Override
    public TaskOptions.Counterfactual convert(String name) {
      return chosen(name, List.of(TaskOptions.Counterfactual.values()), names());
    }

    private static List<String> names() {
      return Arrays.stream(TaskOptions.Counterfactual.values())
          .map(TaskOptions.Counterfactual::label)
          .toList();
    }

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  /** The names of metrics. */
  static final class Metrics implements ITypeConverter<TaskOptions.Metric>, Iterable<String> {
    @Override
    public TaskOptions.Metric convert(String name) {
      return chosen(name, List.of(TaskOptions.Metric.values()), names());
    }

    private static List<String> names() {
      return Arrays.stream(TaskOptions.Metric.values()).map(TaskOptions.Metric::label).toList();
    }

    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  private static <T> T chosen(String name, List<T> all, List<String> names) {
    int index = names.indexOf(name.toLowerCase(Locale.ROOT));
    if (index >= 0) return all.get(index);
    throw new TypeConversionException(
        "expected one of " + String.join(", ", names) + ", not `" + name + "`");
  }
}
