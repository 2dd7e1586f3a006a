package orrery.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import orrery.artifact.ModelHash;
import orrery.artifact.SmallFile;
import orrery.circuit.BuildRecord;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.ResidualGraph;
import orrery.circuit.TrainingRecord;
import orrery.discovery.Method;
import orrery.discovery.MethodRefusal;
import orrery.draw.CircuitGraph;
import orrery.exchange.Shape;
import orrery.intervention.Engine;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Role;
import orrery.task.MadeTask;
import orrery.truth.ActiveCircuit;

/**
 * Puts methods to the test on one model: exact effects and the truth first, then one method after
 * the other, then the figures.
 *
 * <p>With a folder every finished answer is kept there, and taken from there when the same question
 * is asked again. Equal questions give equal scorecards, to the bit.
 */
public final class Assessment {
  /** The name under which a scorecard's build says which twin a trained model is. */
  private static final String TRAINING = "training";

  private final Question question;
  private final Watcher watcher;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  private Assessment(Question question, Watcher watcher) {
    this.question = question;
    this.watcher = watcher;
  }

  /**
   * What is asked.
   *
   * @param model the model
   * @param made the task
   * @param about what the report says of model and command
   * @param engine the name of the machine, for the report
   */
  public record Question(CompiledModel model, MadeTask made, About about, String engine) {}

  /**
   * What the caller knows of a model and the assessment does not.
   *
   * @param size a sentence
   * @param verified what the certificate says
   * @param version of Orrery
   * @param command what makes this scorecard again
   */
  public record About(String size, String verified, String version, String command) {}

  /**
   * What came of it.
   *
   * @param card the scorecard
   * @param active the truth that methods were judged against
   * @param seconds how long each method took; those that were taken from the folder are missing
   */
  public record Outcome(Scorecard card, ActiveCircuit active, Map<String, Double> seconds) {}

  /** Is told how far the work is. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Something begins.
     *
     * @param what a method, or a word for what is done
     * @param done how many steps are over
     * @param steps how many there are
     */
    void begins(String what, int done, int steps);
  }

  /**
   * Runs methods and judges them.
   *
   * @param engine runs the model
   * @param methods in the order of the report, no two of them alike
   * @param folder where answers are kept; empty where they are not
   */
  public static Outcome of(
      Question question,
      Engine engine,
      List<Method> methods,
      Optional<Path> folder,
      Watcher watcher)
      throws IOException {
    return new Assessment(question, watcher).run(engine, methods, folder);
  }

  /** Judges answers that somebody has given already. */
  public static Outcome ofAnswers(
      Question question, Engine engine, List<Answer> answers, Watcher watcher) {
    Assessment assessment = new Assessment(question, watcher);
    watcher.begins("exact effects", 0, 2);
    Ground ground = Ground.of(question.model(), question.made(), engine);
    watcher.begins("figures", 1, 2);
    return new Outcome(assessment.card(ground, answers), ground.active(), Map.of());
  }

  private Outcome run(Engine engine, List<Method> methods, Optional<Path> folder)
      throws IOException {
    requireDistinct(methods);
    int steps = methods.size() + 2;
    watcher.begins("exact effects", 0, steps);
    Ground ground = Ground.of(question.model(), question.made(), engine);
    String model = ModelHash.of(question.model());
    Optional<AnswerStore> store =
        folder.map(
            f ->
                new AnswerStore(f.resolve(ReportFiles.ANSWERS), Shape.of(question.model()), model));
    List<Answer> answers = new ArrayList<>();
    List<String> labels = labels(methods);
    for (int m = 0; m < methods.size(); m++) {
      watcher.begins(labels.get(m), m + 1, steps);
      answers.add(answer(labels.get(m), methods.get(m), ground, store));
    }
    watcher.begins("figures", steps - 1, steps);
    return new Outcome(card(ground, answers), ground.active(), seconds);
  }

  private Answer answer(String label, Method method, Ground ground, Optional<AnswerStore> store)
      throws IOException {
    String key = key(label, method);
    Optional<Answer> kept = store.flatMap(s -> s.find(label, key));
    if (kept.isPresent()) return kept.get();
    long start = System.nanoTime();
    Answer answer = Answer.of(label, method, ground.experiment());
    seconds.put(label, (System.nanoTime() - start) / 1e9);
    if (store.isPresent()) store.get().keep(answer, key);
    return answer;
  }

  /** The same for the same question to the same method only. */
  private String key(String label, Method method) {
    return SmallFile.sha256(
        String.join(
            "\n",
            ModelHash.of(question.model()),
            question.made().hash(),
            question.engine(),
            question.about().version(),
            label,
            method.name(),
            String.valueOf(new TreeMap<>(method.settings()))));
  }

  /**
   * Requires that no method is asked twice with the same settings.
   *
   * @throws MethodRefusal otherwise
   */
  public static void requireDistinct(List<Method> methods) {
    Set<String> used = new HashSet<>();
    for (String label : labels(methods)) {
      if (!used.add(label)) throw new MethodRefusal("`" + label + "` is asked for twice");
    }
  }

  /** The name of each method, with its settings where a name comes twice. */
  private static List<String> labels(List<Method> methods) {
    Map<String, Long> count =
        methods.stream().collect(Collectors.groupingBy(Method::name, Collectors.counting()));
    return methods.stream()
        .map(m -> count.getOrDefault(m.name(), 1L) > 1 ? m.name() + settings(m) : m.name())
        .toList();
  }

  private static String settings(Method method) {
    String settings =
        method.settings().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(","));
    return settings.isEmpty() ? "" : ":" + settings;
  }

  private Scorecard card(Ground ground, List<Answer> answers) {
    long seed = question.made().options().seed();
    Judge judge = new Judge(ground, seed);
    List<Entry> entries = new ArrayList<>();
    for (Answer a : answers) entries.add(judge.entry(a, Role.METHOD));
    Set<String> names = new HashSet<>();
    entries.forEach(e -> names.add(e.name()));
    for (Entry e : new Calibration(ground, judge, seed).entries()) {
      entries.add(names.contains(e.name()) ? e.renamed(e.name() + " (calibration)") : e);
    }
    return new Scorecard(
        provenance(),
        semantics(ground),
        parts(),
        links(ground),
        ground.truths(),
        Measures.ALL,
        Calibrating.of(entries));
  }

  private Scorecard.Provenance provenance() {
    CompiledModel model = question.model();
    About about = question.about();
    List<String> passes =
        model.build().passes().stream()
            .map(p -> p.name() + ":" + new TreeMap<>(p.settings()))
            .toList();
    return new Scorecard.Provenance(
        model.meaning().name(),
        doc(model),
        SmallFile.sha256(model.build().program()),
        new TreeMap<>(model.build().parameters()),
        built(model.build()),
        passes,
        about.size(),
        about.verified(),
        ModelHash.of(model),
        about.version(),
        about.command());
  }

  /** Which negative control a scorecard is about: {@code natural}, …; empty where it is none. */
  public static Optional<String> control(Scorecard card) {
    return Arrays.stream(TrainingRecord.Kind.values())
        .filter(kind -> !kind.aimsAtCircuit())
        .map(Assessment::label)
        .filter(label -> label.equals(card.provenance().build().get(TRAINING)))
        .findFirst();
  }

  private static String label(TrainingRecord.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** How the weights came about: the compiler's dials, or the training. */
  private static Map<String, String> built(BuildRecord build) {
    Map<String, String> built = new TreeMap<>();
    if (build.training().isPresent()) {
      TrainingRecord training = build.training().get();
      built.put(TRAINING, label(training.kind()));
      built.put("steps", String.valueOf(training.steps()));
      training.seeds().forEach((name, seed) -> built.put("seed of " + name, seed.toString()));
      training.settings().forEach((name, value) -> built.put("training " + name, value));
      training.versions().forEach((name, version) -> built.put("trained on " + name, version));
      return built;
    }
    built.put("sharpness", String.valueOf(build.dials().sharpness()));
    built.put("slope", String.valueOf(build.dials().slope()));
    built.put("logit scale", String.valueOf(build.dials().logitScale()));
    built.put("pack", String.valueOf(build.pack()));
    return built;
  }

  /** What a program says of itself: the first of its lines that begins with two hashes. */
  private static String doc(CompiledModel model) {
    return model
        .build()
        .program()
        .lines()
        .filter(l -> l.startsWith("##"))
        .map(l -> l.substring(2).strip())
        .findFirst()
        .orElse("");
  }

  private Scorecard.Semantics semantics(Ground ground) {
    MadeTask made = question.made();
    return new Scorecard.Semantics(
        made.options().reference(),
        made.options().counterfactual().label(),
        made.options().metric().label(),
        ground.active().semantics().granularity().label(),
        made.options().examples(),
        made.size(),
        made.effectiveSize(),
        made.options().seed(),
        question.engine(),
        spelled(ground));
  }

  /** Σ in words, and what the maker of the task has to say. */
  private String spelled(Ground ground) {
    String label = ground.active().semantics().label();
    List<String> notes = new ArrayList<>(question.made().notes());
    if (question.model().build().training().isPresent()) {
      notes.add("Truth " + ground.headline().name() + ": " + ground.headline().definition());
    }
    return notes.isEmpty() ? label : label + ". " + String.join(" ", notes);
  }

  private List<Scorecard.Part> parts() {
    Map<Component, ? extends Set<String>> computes = CircuitGraph.computes(question.model());
    List<Scorecard.Part> parts = new ArrayList<>();
    computes.forEach((c, names) -> parts.add(new Scorecard.Part(c.name(), List.copyOf(names))));
    return parts;
  }

  private List<Scorecard.Link> links(Ground ground) {
    ResidualGraph graph = ground.graph();
    Circuit program = question.model().program();
    List<Scorecard.Link> links = new ArrayList<>();
    for (int e = 0; e < graph.edgeCount(); e++) {
      Edge edge = graph.edge(e);
      Set<String> carries = program.edges().getOrDefault(edge, new java.util.TreeSet<>());
      double[] effects = ground.effects()[e];
      links.add(
          new Scorecard.Link(
              edge.name(),
              List.copyOf(carries),
              Means.of(effects),
              Means.deviation(effects),
              Means.largest(effects)));
    }
    return links;
  }
}
