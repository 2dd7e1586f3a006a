package orrery.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import orrery.causal.InputSpace;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.intervention.Cost;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.Prompts;
import orrery.intervention.Reference;
import orrery.intervention.Task;

/**
 * Questions to a model, ready for attribution methods.
 *
 * <p>The reference of methods that need one is the expected embedding: at each position the mean of
 * the token embedding over legal inputs of the same length; position embeddings and BOS stay. Not
 * thread-safe.
 */
public final class TokenTask {
  /** Up to so many legal inputs of a length, the expectation is over all. */
  private static final int MOST = 4096;

  /** Else over so many draws. */
  private static final int DRAWN = 1000;

  private static final int BATCH = 1024;

  private final CompiledModel model;
  private final Engine engine;
  private final TokenTruths truths;
  private final List<TokenQuestion> questions;
  private final long seed;
  private final List<Group> groups = new ArrayList<>();
  private double spent; // forward passes of single inputs

  /**
   * A task.
   *
   * @param engine of the model
   * @param seed of the draw of the reference's inputs, where there are too many for all
   * @throws IllegalArgumentException without questions
   */
  public TokenTask(CompiledModel model, Engine engine, List<TokenQuestion> questions, long seed) {
    if (questions.isEmpty()) throw new IllegalArgumentException("no questions");
    this.model = model;
    this.engine = engine;
    this.truths = new TokenTruths(model.meaning());
    this.questions = List.copyOf(questions);
    this.seed = seed;
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    for (int q = 0; q < questions.size(); q++) {
      byLength.computeIfAbsent(questions.get(q).length(), l -> new ArrayList<>()).add(q);
    }
    byLength.forEach((length, own) -> groups.add(group(length, own)));
    spent = 0;
  }

  /**
   * The questions about inputs of one length.
   *
   * @param numbers of the questions
   * @param experiment whose example i is question {@code numbers.get(i)}
   */
  record Group(int length, List<Integer> numbers, Experiment experiment) {}

  private Group group(int length, List<Integer> own) {
    int[][] expected = inputsOf(length).stream().map(this::ids).toArray(int[][]::new);
    return new Group(length, own, prepare(own, new Reference.MeanByPosition(expected)));
  }

  private List<int[]> inputsOf(int length) {
    InputSpace space = model.meaning().inputs().ofLength(length);
    if (!space.isAtMost(MOST)) return space.sample(DRAWN, new Random(seed));
    List<int[]> all = new ArrayList<>();
    space.forEachBatch(batch -> Collections.addAll(all, batch.rows()));
    return all;
  }

  /** Some questions under another reference. */
  Experiment prepare(List<Integer> numbers, Reference reference) {
    int[][] prompts =
        numbers.stream().map(q -> ids(questions.get(q).input())).toArray(int[][]::new);
    List<LogitOf.Place> places = numbers.stream().map(q -> place(questions.get(q))).toList();
    Task task = new Task(new Prompts(prompts, prompts), reference, new LogitOf(places));
    Experiment experiment = engine.prepare(task);
    charge(experiment, Cost.NONE);
    return experiment;
  }

  private static LogitOf.Place place(TokenQuestion q) {
    return new LogitOf.Place(q.position() + 1, q.logit());
  }

  private int[] ids(int[] input) {
    return model.vocabulary().ids(input, input.length);
  }

  /** The quantity that a question is about, on other inputs of any legal length. */
  double[] values(TokenQuestion question, List<int[]> inputs) {
    return values(Collections.nCopies(inputs.size(), question), inputs);
  }

  /** The quantities that questions are about, each on an input of its own. */
  double[] values(List<TokenQuestion> asked, List<int[]> inputs) {
    double[] values = new double[inputs.size()];
    for (int from = 0; from < values.length; from += BATCH) {
      int to = Math.min(values.length, from + BATCH);
      int[][] prompts = inputs.subList(from, to).stream().map(this::ids).toArray(int[][]::new);
      List<LogitOf.Place> places = asked.subList(from, to).stream().map(TokenTask::place).toList();
      Experiment experiment =
          engine.prepare(
              new Task(new Prompts(prompts, prompts), new Reference.Zero(), new LogitOf(places)));
      System.arraycopy(experiment.clean(), 0, values, from, to - from);
      charge(experiment, Cost.NONE);
    }
    return values;
  }

  /** Counts what an experiment has computed since. */
  void charge(Experiment experiment, Cost since) {
    spent += experiment.cost().since(since).forwardEquivalents() * experiment.examples();
  }

  /** The model that is asked. */
  public CompiledModel model() {
    return model;
  }

  /** What is asked. */
  public List<TokenQuestion> questions() {
    return questions;
  }

  /** The truths of its program. */
  public TokenTruths truths() {
    return truths;
  }

  /** What methods have computed so far, in forward passes a question. */
  public double cost() {
    return spent / questions.size();
  }

  List<Group> groups() {
    return groups;
  }

  /** The number of the writer of token embeddings. */
  int embedding() {
    return engine
        .graph()
        .writerId(Component.EMBED)
        .orElseThrow(() -> new AssertionError("a graph without token embeddings"));
  }

  int dModel() {
    return model.weights().config().dModel();
  }

  /** Zeros for every question, {@code [question][token]}. */
  double[][] zeros() {
    double[][] zeros = new double[questions.size()][];
    Arrays.setAll(zeros, q -> new double[questions.get(q).length()]);
    return zeros;
  }
}
