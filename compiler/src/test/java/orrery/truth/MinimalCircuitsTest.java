package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.artifact.Samples;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Engine;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.intervention.SlowEngine;
import orrery.intervention.Task;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/** The family of minimal circuits, against every subset and against what redundancy must do. */
class MinimalCircuitsTest {
  private static final MinimalCircuits.Limits LIMITS = MinimalCircuits.Limits.DEFAULT;

  private static MadeTask task(CompiledModel model, int examples, String reference) {
    return Tasks.of(
        model,
        new TaskOptions(
            examples,
            0,
            TaskOptions.Counterfactual.RANDOM,
            reference,
            TaskOptions.Metric.ERROR_RATE));
  }

  private static MinimalCircuits family(
      CompiledModel model, MadeTask made, MinimalCircuits.Limits limits) {
    Semantics semantics = Semantics.of(made, Semantics.Granularity.EDGE);
    try (Engine engine = new JavaEngine(model.weights())) {
      return MinimalCircuits.of(engine, made.task(), semantics, model.structural(), limits);
    }
  }

  private static MinimalCircuits family(CompiledModel model, String reference) {
    return family(model, task(model, 60, reference), LIMITS);
  }

  @ParameterizedTest
  @CsvSource({
    "hist,zero",
    "hist,resample",
    "reverse,zero",
    "reverse,resample",
    "fraction,mean",
    "twin,zero",
    "twin,resample"
  })
  void theFamilyIsThatOfAllSubsetsOnASlowEngine(String name, String reference) {
    CompiledModel model =
        switch (name) {
          case "hist" -> Samples.compile(Samples.HIST);
          case "reverse" -> Samples.compile(Samples.REVERSE);
          case "fraction" -> Samples.compile(Samples.FRACTION);
          default -> Planted.withTwin(Samples.compile(TINY), "first_");
        };
    MadeTask made = task(model, 5, reference);

    MinimalCircuits found = family(model, made, LIMITS);

    assertThat(found.complete()).isTrue();
    assertThat(found.search()).isEqualTo(MinimalCircuits.Search.EXHAUSTIVE);
    assertThat(Set.copyOf(found.family())).isEqualTo(bruteForce(model, made.task())).isNotEmpty();
  }

  /** The first token, everywhere. */
  private static final String TINY =
      """
      program tiny;
      input tokens[2] : "a".."b";
      output first_ = pick(select(indices, 0, ==), tokens);
      """;

  /** All sufficient sets without a sufficient proper subset, mask by mask. */
  private static Set<SortedSet<Edge>> bruteForce(CompiledModel model, Task task) {
    Experiment slow = new SlowEngine(model.weights()).prepare(task);
    ResidualGraph graph = slow.graph();
    List<Edge> wired = List.copyOf(WiredPaths.of(model.structural()));
    assertThat(wired.size()).isLessThanOrEqualTo(12);
    double[] clean = slow.clean();
    boolean[] sufficient = new boolean[1 << wired.size()];
    for (int set = 0; set < sufficient.length; set++) {
      BitSet kept = new BitSet();
      for (int e = 0; e < wired.size(); e++) {
        if ((set >> e & 1) != 0) kept.set(graph.edgeId(wired.get(e)).orElseThrow());
      }
      double[] values = slow.run(List.of(Mask.of(graph, kept)))[0];
      sufficient[set] = true;
      for (int i = 0; i < clean.length; i++) sufficient[set] &= values[i] - clean[i] <= 1e-9;
    }
    Set<SortedSet<Edge>> minimal = new HashSet<>();
    for (int set = 0; set < sufficient.length; set++) {
      boolean smallest = sufficient[set];
      for (int part = (set - 1) & set; smallest && part != set; part = (part - 1) & set) {
        smallest = !sufficient[part];
        if (part == 0) break;
      }
      if (set == 0) smallest = sufficient[0];
      if (!smallest) continue;
      SortedSet<Edge> member = new TreeSet<>();
      for (int e = 0; e < wired.size(); e++) if ((set >> e & 1) != 0) member.add(wired.get(e));
      minimal.add(member);
    }
    return minimal;
  }

  /** Redundancy is an OR where a cut copy is silent, an AND where it votes for something else. */
  @ParameterizedTest
  @CsvSource({"guess, 3, 15, 9", "prev, 5, 13, 7"})
  void aDuplicatedHeadIsAnOrUnderZeroAndAnAndUnderResample(
      String variable, int core, int union, int both) {
    CompiledModel induction = Planted.showroom("induction");
    assertThat(family(induction, "zero").family()).extracting(Set::size).containsExactly(9);
    assertThat(family(induction, "resample").family()).extracting(Set::size).containsExactly(5);
    CompiledModel twins = Planted.withTwin(induction, variable);

    MinimalCircuits zero = family(twins, "zero");
    MinimalCircuits resample = family(twins, "resample");

    assertThat(zero.family()).extracting(Set::size).containsExactly(9, 9);
    assertThat(zero.core()).hasSize(core);
    assertThat(zero.union()).hasSize(union);
    assertThat(resample.family()).extracting(Set::size).containsExactly(both);
    assertThat(resample.core()).isEqualTo(resample.union());
    assertThat(zero.complete() && resample.complete()).isTrue();
  }

  @Test
  void greedyPruningFindsMembersAndSaysThatItDoesNotKnowAll() {
    CompiledModel twins = Planted.withTwin(Planted.showroom("induction"), "guess");
    MadeTask made = task(twins, 60, "zero");
    MinimalCircuits exact = family(twins, made, LIMITS);

    MinimalCircuits greedy = family(twins, made, new MinimalCircuits.Limits(1e-9, 0, 0, 20, 3));
    MinimalCircuits cut = family(twins, made, new MinimalCircuits.Limits(1e-9, 22, 100, 20, 3));

    assertThat(greedy.search()).isEqualTo(MinimalCircuits.Search.GREEDY);
    assertThat(greedy.complete()).isFalse();
    assertThat(greedy.family()).containsExactlyInAnyOrderElementsOf(exact.family());
    assertThat(cut.family()).isEqualTo(greedy.family());
    assertThat(cut.complete()).isFalse();
  }

  /** A twin without queries and keys attends everywhere and outvotes the "no match" default. */
  @Test
  void sufficiencyIsNotMonotone() {
    CompiledModel model = Planted.withTwin(Planted.showroom("induction"), "guess");
    MadeTask made = task(model, 60, "zero");
    List<Edge> wired = List.copyOf(WiredPaths.of(model.structural()));
    SortedSet<Edge> member =
        family(model, made, LIMITS).family().stream()
            .filter(m -> m.stream().anyMatch(e -> e.from().equals(Component.head(1, 0))))
            .findFirst()
            .orElseThrow();
    Component twin = Component.head(1, 1);
    SortedSet<Edge> more = new TreeSet<>(member);
    more.add(new Edge(Component.EMBED, twin, Port.V));
    more.add(new Edge(twin, Component.LOGITS, Port.LOGITS));
    try (Engine engine = new JavaEngine(model.weights())) {
      Sufficiency sufficiency = new Sufficiency(engine, made.task(), wired, 1e-9);
      assertThat(sufficiency.of(List.of(bits(wired, member), bits(wired, more))))
          .containsExactly(true, false);
    }
  }

  private static BitSet bits(List<Edge> wired, SortedSet<Edge> set) {
    BitSet bits = new BitSet();
    for (Edge e : set) bits.set(wired.indexOf(e));
    return bits;
  }

  @Test
  void semanticsOfAnotherTaskAreRefused() {
    CompiledModel model = Samples.compile(Samples.HIST);
    Semantics zero = Semantics.of(task(model, 5, "zero"), Semantics.Granularity.EDGE);
    MadeTask resample = task(model, 5, "resample");

    assertThatThrownBy(
            () ->
                MinimalCircuits.of(
                    new JavaEngine(model.weights()),
                    resample.task(),
                    zero,
                    model.structural(),
                    LIMITS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Σ is that of another task");
  }

  @Test
  void anyMemberGetsFullCreditAndSoDoesWhatLiesBetweenItAndTheUnion() {
    CompiledModel twins = Planted.withTwin(Planted.showroom("induction"), "guess");
    MinimalCircuits truth = family(twins, "zero");
    Edge wrong = new Edge(Component.POS_EMBED, Component.LOGITS, Port.LOGITS);

    for (int m = 0; m < 2; m++) {
      Credit full = Credit.of(truth, truth.family().get(m));
      assertThat(full.value()).isEqualTo(1);
      assertThat(full.member()).isEqualTo(m);
      assertThat(full.redundant()).isEmpty();
    }
    Credit union = Credit.of(truth, truth.union());
    assertThat(union.value()).isEqualTo(1);
    assertThat(union.redundant()).hasSize(6);

    SortedSet<Edge> off = new TreeSet<>(truth.family().get(1));
    off.remove(off.last());
    off.add(wrong);
    Credit part = Credit.of(truth, off);
    assertThat(part.member()).isEqualTo(1);
    assertThat(part.wrong()).containsExactly(wrong);
    assertThat(part.missing()).hasSize(1);
    assertThat(part.value()).isCloseTo(16.0 / 18, within(1e-12));
    assertThat(Credit.of(truth, Set.of()).value()).isZero();
  }

  @Test
  void aRankingIsScoredAgainstTheMemberThatSuitsIt() {
    CompiledModel twins = Planted.withTwin(Planted.showroom("induction"), "guess");
    MinimalCircuits truth = family(twins, "zero");
    ResidualGraph graph = ResidualGraph.of(twins.weights());
    BitSet all = new BitSet();
    all.set(0, graph.edgeCount());
    for (int m = 0; m < 2; m++) {
      double[] scores = new double[graph.edgeCount()];
      for (Edge e : truth.family().get(m)) scores[graph.edgeId(e).orElseThrow()] = 1;
      Credit.Match match = Credit.match(truth, graph, scores, all);
      assertThat(match.member()).isEqualTo(m);
      assertThat(match.separation()).isEqualTo(1);
      assertThat(match.positives().cardinality()).isEqualTo(9);
      assertThat(match.negatives().cardinality()).isEqualTo(graph.edgeCount() - 15);
    }
    double[] ties = new double[graph.edgeCount()];
    assertThat(Credit.match(truth, graph, ties, all).separation()).isEqualTo(0.5);
    assertThatThrownBy(() -> Credit.match(truth, graph, new double[3], all))
        .hasMessageStartingWith("3 scores for ");
  }

  @Test
  void withoutAnyMemberNothingIsCredited() {
    MinimalCircuits none =
        new MinimalCircuits(
            Semantics.of(
                task(Samples.compile(Samples.HIST), 5, "zero"), Semantics.Granularity.EDGE),
            0,
            new ArrayList<>(),
            MinimalCircuits.Search.EXHAUSTIVE,
            true,
            0);
    assertThat(none.core()).isEmpty();
    assertThatThrownBy(() -> Credit.of(none, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
