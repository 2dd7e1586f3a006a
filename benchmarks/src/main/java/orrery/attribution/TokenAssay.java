package orrery.attribution;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import orrery.attribution.TokenScorecard.Asked;
import orrery.attribution.TokenScorecard.Entry;
import orrery.attribution.TokenScorecard.Role;
import orrery.attribution.TokenScorecard.Summary;

/** Puts token attribution methods to the test on one task. */
public final class TokenAssay {
  private final TokenTask task;
  private final List<Asked> asked;
  private final TokenJudge judge;
  private final Set<String> notes = new LinkedHashSet<>();

  private TokenAssay(TokenTask task, long seed) {
    this.task = task;
    this.asked =
        task.questions().stream()
            .map(q -> new Asked(q, task.truths().of(q.input(), q.head().output(), q.position())))
            .toList();
    this.judge = new TokenJudge(asked, seed);
    asked.forEach(a -> a.truth().refusal().ifPresent(notes::add));
  }

  /**
   * Runs and scores some methods.
   *
   * @param seed of chance and of intervals
   * @param begins told the name of each method when it begins
   */
  public static TokenScorecard run(
      TokenTask task, List<TokenMethod> methods, long seed, Consumer<String> begins) {
    TokenAssay assay = new TokenAssay(task, seed);
    List<Entry> entries = new ArrayList<>();
    for (TokenMethod method : methods) {
      String name = label(method, methods);
      begins.accept(name);
      assay.run(method, name, entries);
    }
    assay.addTruths(entries);
    assay.addCalibration(entries);
    return new TokenScorecard(assay.asked, assay.summary(), entries, List.copyOf(assay.notes));
  }

  /** A method's name, with its settings where it is asked for several times. */
  private static String label(TokenMethod method, List<TokenMethod> all) {
    if (all.stream().filter(m -> m.name().equals(method.name())).count() == 1) {
      return method.name();
    }
    return method.settings().entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(",", method.name() + ":", ""));
  }

  private void run(TokenMethod method, String name, List<Entry> entries) {
    double before = task.cost();
    try {
      List<TokenScores> scores = method.score(task);
      List<double[]> values = scores.stream().map(TokenScores::values).toList();
      OptionalDouble completeness =
          scores.stream()
              .map(TokenScores::completenessError)
              .filter(OptionalDouble::isPresent)
              .mapToDouble(OptionalDouble::getAsDouble)
              .average();
      entries.add(
          new Entry(
              name,
              Role.METHOD,
              method.citation(),
              method.settings(),
              task.cost() - before,
              judge.figures(values),
              completeness,
              values));
    } catch (AttributionRefusal refusal) {
      notes.add(name + " is left out: " + refusal.getMessage());
    }
  }

  private void addTruths(List<Entry> entries) {
    entries.add(
        truth(
            "provenance",
            "The tokens that the answer was read from: 1 or 0.",
            t -> indicator(t, t.provenance())));
    entries.add(
        truth(
            "sensitivity",
            "Of each token, the share of its legal replacements that change the answer.",
            t -> t.sensitivity().shares()));
    if (asked.stream().anyMatch(a -> a.truth().worth().isEmpty())) return;
    entries.add(
        truth(
            "sufficient",
            "The tokens that are in some minimal sufficient set: 1 or 0.",
            t ->
                t.worth()
                    .map(w -> indicator(t, w.sufficient().union()))
                    .orElseGet(() -> new double[0])));
    entries.add(
        truth(
            "shapley",
            "The Shapley values of the chance that the answer stays.",
            t -> t.worth().map(TokenTruth.Worth::shapley).orElseGet(() -> new double[0])));
  }

  private static double[] indicator(TokenTruth truth, BitSet set) {
    return TokenMeasure.indicator(set, truth.sensitivity().shares().length);
  }

  private Entry truth(String name, String what, Function<TokenTruth, double[]> scores) {
    List<double[]> values = asked.stream().map(a -> scores.apply(a.truth())).toList();
    return row(name, Role.TRUTH, what, judge.figures(values), values);
  }

  private void addCalibration(List<Entry> entries) {
    entries.add(
        row(
            "oracle",
            Role.ORACLE,
            "Of every figure, the truth that it is about.",
            judge.oracleFigures(),
            List.of()));
    entries.add(
        row(
            "chance",
            Role.RANDOM,
            "1,000 draws from (−1, 1) for every token: mean and central 95%.",
            judge.randomFigures(),
            List.of()));
    List<double[]> near = new PositionOnly().score(task).stream().map(TokenScores::values).toList();
    entries.add(row("nearness", Role.TRIVIAL, "1/(1 + distance).", judge.figures(near), near));
    List<double[]> equal =
        asked.stream().map(a -> indicator(a.truth(), a.truth().visible())).toList();
    entries.add(row("all-equal", Role.TRIVIAL, "One score for all.", judge.figures(equal), equal));
    PlaceboTruth other = PlaceboTruth.beside(task.model().meaning().name());
    List<double[]> placebo = asked.stream().map(a -> other.scores(a.question())).toList();
    entries.add(
        row(
            "placebo",
            Role.PLACEBO,
            "The provenance in the program " + other.name() + ".",
            judge.figures(placebo),
            placebo));
  }

  private static Entry row(
      String name,
      Role role,
      String what,
      List<TokenScorecard.Figure> figures,
      List<double[]> scores) {
    return new Entry(name, role, what, Map.of(), 0, figures, OptionalDouble.empty(), scores);
  }

  private Summary summary() {
    return new Summary(
        (int) asked.stream().map(a -> a.question().inputNumber()).distinct().count(),
        asked.size(),
        mean(t -> t.visible().cardinality()),
        mean(t -> t.provenance().cardinality()),
        mean(t -> t.sensitivity().tokens().cardinality()),
        asked.stream()
            .map(Asked::truth)
            .flatMapToDouble(t -> jaccard(t.provenance(), t.sensitivity().tokens()).stream())
            .average()
            .orElse(1),
        meanOfSets(s -> s.minimal().size()),
        meanOfSets(s -> s.core().cardinality()),
        meanOfSets(s -> s.union().cardinality()));
  }

  /** Over the questions whose sufficient sets are known. */
  private double meanOfSets(ToDoubleFunction<SufficientSets> size) {
    return asked.stream()
        .flatMap(a -> a.truth().worth().stream())
        .map(TokenTruth.Worth::sufficient)
        .mapToDouble(size)
        .average()
        .orElse(0);
  }

  private double mean(ToDoubleFunction<TokenTruth> size) {
    return asked.stream().map(Asked::truth).mapToDouble(size).average().orElse(0);
  }

  private static OptionalDouble jaccard(BitSet a, BitSet b) {
    BitSet both = (BitSet) a.clone();
    both.and(b);
    BitSet either = (BitSet) a.clone();
    either.or(b);
    return either.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(both.cardinality() / (double) either.cardinality());
  }
}
