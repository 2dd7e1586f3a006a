package orrery.components;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import orrery.circuit.CompiledModel;
import orrery.circuit.Reader;
import orrery.model.Matrix;
import orrery.verify.Acceptance;
import orrery.verify.Acceptance.Ablation;
import orrery.verify.Acceptance.Figure;
import orrery.verify.Acceptance.Kind;

/**
 * Certifies a trained model: its answers, its circuit and the silence of everything else, on the
 * weights as they are shipped, in float64 and plain Java.
 *
 * <p>A head's output is what it adds to the stream without the layer's bias, an MLP's what it adds,
 * bias included; each is replaced at all positions, BOS included. Sources: interchange accuracy,
 * Geiger et al. 2022, "Inducing Causal Structure for Interpretable Neural Networks"; strictness of
 * single components, Gupta et al. 2024, "InterpBench", sections 3 and 4. Strictness of all of them
 * at once and of edges is ours.
 */
public final class Accepting {
  private final CompiledModel model;
  private final Acceptance.Terms terms;
  private final boolean everything;
  private final List<int[]> heldOut;
  private final ComponentModel components;
  private final DenseWeights weights;
  private final CircuitParts parts;
  private final PairSource pairs;
  private final Trials trials;
  private final Replacing replacing;
  private final Means means;
  private final Optional<Subspaces> subspaces;
  private final List<Figure> figures = new ArrayList<>();

  private Accepting(
      CompiledModel model,
      List<int[]> heldOut,
      Acceptance.Terms terms,
      Optional<Subspaces> subspaces,
      boolean everything) {
    if (heldOut.isEmpty()) throw new IllegalArgumentException("no input to judge a model on");
    this.model = model;
    this.terms = terms;
    this.subspaces = subspaces;
    this.everything = everything;
    this.heldOut = List.copyOf(heldOut);
    components = ComponentModel.of(model);
    weights = new DenseWeights(model.weights().toFloat32());
    parts = CircuitParts.of(model, weights.graph);
    pairs = new PairSource(components, this.heldOut, terms);
    trials = new Trials(weights, model.vocabulary());
    means = new Means(weights);
    replacing = new Replacing(weights, components, means);
  }

  /**
   * The certificate of a model, with every figure.
   *
   * @param heldOut distinct legal inputs that training has not seen
   * @throws IllegalArgumentException if there are none
   */
  public static Acceptance accept(
      CompiledModel model, List<int[]> heldOut, Acceptance.Terms terms) {
    return accept(model, heldOut, terms, Optional.empty());
  }

  /**
   * The certificate of a model whose variables are to live in subspaces, with every figure.
   *
   * @param heldOut distinct legal inputs that training has not seen
   * @throws IllegalArgumentException if there are none
   */
  public static Acceptance accept(
      CompiledModel model,
      List<int[]> heldOut,
      Acceptance.Terms terms,
      Optional<Subspaces> subspaces) {
    return new Accepting(model, heldOut, terms, subspaces, /* everything= */ true).certificate();
  }

  /** The certificate with the required figures only, which are the same: quick, for training. */
  public static Acceptance screen(
      CompiledModel model,
      List<int[]> heldOut,
      Acceptance.Terms terms,
      Optional<Subspaces> subspaces) {
    return new Accepting(model, heldOut, terms, subspaces, /* everything= */ false).certificate();
  }

  private Acceptance certificate() {
    accuracy();
    interchanges();
    strict();
    ablations();
    figures.sort(java.util.Comparator.comparing(Figure::kind).thenComparing(Figure::ablation));
    List<String> reasons = Reasons.of(figures, terms);
    return new Acceptance(
        reasons.isEmpty(), terms, reasons, pairs.coverage(), heldOut.size(), figures);
  }

  private boolean wants(Kind kind, Ablation ablation) {
    return everything || terms.require(kind, ablation);
  }

  /** Some of the inputs, evenly spread. */
  private List<int[]> some(long most) {
    int n = (int) Math.max(1, Math.min(heldOut.size(), most));
    return IntStream.range(0, n)
        .mapToObj(i -> heldOut.get((int) ((long) i * heldOut.size() / n)))
        .toList();
  }

  /** Answers on inputs as they are, and the means. */
  private void accuracy() {
    List<int[]> inputs = some(Math.max(terms.exhaustive(), terms.pairs()));
    ComponentModel.Answers answers = components.answers(inputs.toArray(int[][]::new));
    FigureTally tally = new FigureTally(model);
    trials.each(
        inputs,
        chunk -> {
          means.add(chunk.base());
          for (int row = 0; row < chunk.rows(); row++) {
            tally.add(chunk.base(), row, answers, chunk.pairs()[row], /* tells= */ false);
          }
        });
    figures.add(tally.figure(Kind.ACCURACY, Ablation.NONE, "answers"));
  }

  private void interchanges() {
    int n = components.nodes().size();
    for (int node = 0; node < n && wants(Kind.IIA, Ablation.RESAMPLE); node++) {
      BitSet only = new BitSet();
      only.set(node);
      interchange(Kind.IIA, node, components.nodes().get(node).name(), (row, random) -> only);
    }
    if (n > 0 && wants(Kind.IIA_POSITION, Ablation.RESAMPLE)) {
      interchange(Kind.IIA_POSITION, n, "a random node at a random position", onePosition(n));
    }
    if (n > 1 && wants(Kind.IIA_JOINT, Ablation.RESAMPLE)) {
      String name = "two or more of %d nodes".formatted(n);
      interchange(Kind.IIA_JOINT, n + 1, name, (row, random) -> several(n, random));
    }
    for (int p = 0; p < components.ports().size(); p++) {
      if (wants(Kind.IIA_PORT, Ablation.RESAMPLE)) port(components.ports().get(p), n + p);
    }
    for (int v = 0; v < components.variableNodes().size() && subspaces.isPresent(); v++) {
      if (wants(Kind.IIA_SUBSPACE, Ablation.RESAMPLE)) subspace(subspaces.get(), v);
    }
  }

  private static BitSet several(int n, RandomGenerator random) {
    BitSet set = new BitSet();
    while (set.cardinality() < 2) {
      for (int i = 0; i < n; i++) set.set(i, random.nextBoolean());
    }
    return set;
  }

  private static PairSampler.NodePlan onePosition(int n) {
    return new PairSampler.NodePlan() {
      @Override
      public BitSet nodes(int row, RandomGenerator random) {
        return one(n, random);
      }

      @Override
      public BitSet positions(int row, int common, RandomGenerator random) {
        return one(common, random);
      }
    };
  }

  private static BitSet one(int n, RandomGenerator random) {
    BitSet set = new BitSet();
    if (n > 0) set.set(random.nextInt(n));
    return set;
  }

  /** A head's queries, keys or values are what they are on the source, whoever writes them. */
  private void port(ComponentModel.PortNode port, int number) {
    BitSet only = new BitSet();
    only.set(number);
    PairSource.Drawn drawn = pairs.draw(3 + number, (row, random) -> only);
    Map<Integer, List<Integer>> cut = new TreeMap<>();
    for (Reader reader : port.readers()) {
      int r = weights.graph.readerId(reader).orElseThrow();
      cut.put(r, IntStream.range(0, weights.graph.writersOf(r)).boxed().toList());
    }
    ask(drawn, List.of(edges(Kind.IIA_PORT, port.name(), cut)));
  }

  /** A variable has, in its subspace, what it has on the source. */
  private void subspace(Subspaces of, int number) {
    ComponentModel.VariableNode variable = components.variableNodes().get(number);
    BitSet only = new BitSet();
    only.set(components.nodes().size() + components.ports().size() + number);
    PairSource.Drawn drawn = pairs.draw(3 + only.length(), (row, random) -> only);
    Map<Integer, Matrix> within = new TreeMap<>();
    for (int w : writers(variable.node())) within.put(w, of.rows(of.rowsOf(number)));
    String name = "%s in %s".formatted(variable.variable(), node(variable.node()).name());
    List<Integer> writers = List.copyOf(within.keySet());
    ask(
        drawn,
        List.of(
            new Question(
                Kind.IIA_SUBSPACE,
                Ablation.RESAMPLE,
                name,
                chunk -> replacing.resample(chunk, writers, within))));
  }

  private ComponentModel.Node node(int number) {
    return components.nodes().get(number);
  }

  private List<Integer> writers(int node) {
    return node(node).components().stream()
        .map(c -> weights.graph.writerId(c).orElseThrow())
        .toList();
  }

  /** All that is of no variable: components outside, and what the others write beside subspaces. */
  private Question beside(Subspaces of) {
    Map<Integer, Matrix> within = new TreeMap<>();
    for (int n = 0; n < components.nodes().size(); n++) {
      if (of.rest(n).isEmpty()) continue;
      for (int w : writers(n)) within.put(w, of.rows(of.rest(n)));
    }
    List<Integer> writers = new ArrayList<>(parts.outside());
    writers.addAll(within.keySet());
    String name =
        "%s and all that %s beside the subspaces"
            .formatted(
                counted(parts.outside().size(), "component"),
                within.size() == 1 ? "1 writes" : within.size() + " write");
    return new Question(
        Kind.STRICT_SUBSPACE,
        Ablation.RESAMPLE,
        name,
        chunk -> replacing.resample(chunk, writers, within));
  }

  private void interchange(Kind kind, int number, String name, PairSampler.NodePlan plan) {
    PairSource.Drawn drawn = pairs.draw(1 + number, plan);
    Replacing.Bos bos = kind == Kind.IIA_POSITION ? Replacing.Bos.NOT : Replacing.Bos.TOO;
    Question question =
        new Question(
            kind, Ablation.RESAMPLE, name, chunk -> replacing.interchange(chunk, drawn, bos));
    ask(drawn, List.of(question));
  }

  /** What does not belong to the circuit is resampled; the program's answers stay. */
  private void strict() {
    List<Question> questions = new ArrayList<>(outside(Ablation.RESAMPLE, replacing::resample));
    parts
        .unread()
        .forEach(
            (reader, writers) ->
                questions.add(
                    edges(
                        Kind.EDGE_STRICT,
                        weights.graph.reader(reader).name(),
                        Map.of(reader, writers))));
    questions.addAll(joint(Kind.EDGE_STRICT_JOINT, parts.unread()));
    questions.addAll(joint(Kind.EDGE_STRICT_EMBEDDINGS, parts.unreadAndEmbeddings()));
    subspaces.ifPresent(of -> questions.add(beside(of)));
    questions.removeIf(q -> !wants(q.kind(), q.ablation()));
    ask(pairs.draw(0, PairSampler.NodePlan.none()), questions);
  }

  private List<Question> joint(Kind kind, Map<Integer, List<Integer>> cut) {
    return cut.isEmpty() ? List.of() : List.of(edges(kind, counted(cut.size(), "reader"), cut));
  }

  private static String counted(int n, String what) {
    return n == 1 ? "1 " + what : n + " " + what + "s";
  }

  private Question edges(Kind kind, String name, Map<Integer, List<Integer>> cut) {
    return new Question(kind, Ablation.RESAMPLE, name, chunk -> replacing.rewire(chunk, cut));
  }

  private interface Replacement {
    Change at(Trials.Chunk chunk, List<Integer> writers);
  }

  /** Every component outside of the circuit, and all of them. */
  private List<Question> outside(Ablation ablation, Replacement replacement) {
    List<Integer> outside = parts.outside();
    List<Question> questions = new ArrayList<>();
    for (int w : outside) {
      Function<Trials.Chunk, Change> change = chunk -> replacement.at(chunk, List.of(w));
      questions.add(new Question(Kind.STRICT, ablation, weights.graph.writer(w).name(), change));
    }
    if (!outside.isEmpty()) {
      String name = counted(outside.size(), "component");
      questions.add(
          new Question(Kind.STRICT_JOINT, ablation, name, c -> replacement.at(c, outside)));
    }
    questions.removeIf(q -> !wants(q.kind(), q.ablation()));
    return questions;
  }

  /** What does not belong to the circuit has its mean, or nothing. */
  private void ablations() {
    List<Question> questions = new ArrayList<>(outside(Ablation.MEAN, replacing::mean));
    questions.addAll(outside(Ablation.ZERO, replacing::zero));
    if (questions.isEmpty()) return;
    List<int[]> inputs = some(terms.pairs());
    ComponentModel.Answers answers = components.answers(inputs.toArray(int[][]::new));
    List<FigureTally> tallies = questions.stream().map(q -> new FigureTally(model)).toList();
    trials.each(
        inputs,
        chunk -> {
          DenseRun run = trials.fresh(chunk.rows(), chunk.base().positions);
          for (int q = 0; q < questions.size(); q++) {
            run.run(chunk.base(), questions.get(q).change().apply(chunk));
            for (int row = 0; row < chunk.rows(); row++) {
              tallies.get(q).add(run, row, answers, chunk.pairs()[row], /* tells= */ false);
            }
          }
        });
    count(questions, tallies);
  }

  private void ask(PairSource.Drawn drawn, List<Question> questions) {
    if (questions.isEmpty()) return;
    List<FigureTally> tallies = questions.stream().map(q -> new FigureTally(model)).toList();
    trials.each(
        drawn.bases(),
        drawn.sources(),
        chunk -> {
          DenseRun run = trials.fresh(chunk.rows(), chunk.base().positions);
          for (int q = 0; q < questions.size(); q++) {
            run.run(chunk.base(), questions.get(q).change().apply(chunk));
            for (int row = 0; row < chunk.rows(); row++) {
              int pair = chunk.pairs()[row];
              tallies
                  .get(q)
                  .add(run, row, drawn.answers(), drawn.rows()[pair], drawn.informative()[pair]);
            }
          }
        });
    count(questions, tallies);
  }

  private void count(List<Question> questions, List<FigureTally> tallies) {
    for (int q = 0; q < questions.size(); q++) {
      Question of = questions.get(q);
      figures.add(tallies.get(q).figure(of.kind(), of.ablation(), of.name()));
    }
  }
}
