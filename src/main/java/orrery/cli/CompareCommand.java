package orrery.cli;

import static java.util.stream.Collectors.groupingBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import orrery.draw.Table;
import orrery.report.Assessment;
import orrery.report.Comparison;
import orrery.report.Scorecard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery compare}: methods over several models. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    header = "Compare methods over several scorecards, pair by pair.",
    description = {
      "Wilcoxon's signed-rank test and Vargha and Delaney's A12 of every two methods over the models",
      "that both were scored on; the last column is the p-value after Holm, over all pairs."
    },
    footer = {
      "",
      "Example:",
      "  orrery compare target/hist target/ioi target/sort",
      "  orrery compare target/*/scores.json --by cmd --baseline eap"
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      arity = "2..*",
      paramLabel = "DIR|FILE",
      description = "Scorecards, scores.json, or the folders that they are in.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "MEASURE",
      defaultValue = "auroc",
      description = "The figure, by its id in scores.csv (default: ${DEFAULT-VALUE}).")
  private String measure = "auroc";

  @Option(names = "--baseline", paramLabel = "METHOD", description = "Only pairs with this method.")
  private Optional<String> baseline = Optional.empty();

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    List<Scorecard> cards = new ArrayList<>();
    for (Path p : paths) cards.add(CardArgument.read(p));
    requireMeasure(cards);
    Comparison comparison = Comparison.of(cards, measure, baseline);
    if (comparison.pairs().isEmpty()) {
      throw new Misuse(
          "no two methods"
              + baseline.map(b -> " with `" + b + "`").orElse("")
              + " share two scorecards or more");
    }
    if (json.wanted()) {
      console.out().println(json(comparison));
      return 0;
    }
    console
        .out()
        .println(
            "%s over %s"
                .formatted(
                    comparison.measure().label(), Figures.counted(cards.size(), "scorecard")));
    mixture(cards).forEach(console.out()::println);
    console.out().println();
    console.out().print(table(comparison).plain());
    return 0;
  }

  /** What is to be known where not all scorecards are of one kind, sentences. */
  private static List<String> mixture(List<Scorecard> cards) {
    List<String> said = new ArrayList<>();
    Map<String, Long> truths =
        cards.stream()
            .collect(groupingBy(c -> c.headline().name(), TreeMap::new, Collectors.counting()));
    if (truths.size() > 1) {
      said.add("judged by different truths: " + counts(truths));
    }
    Map<String, Long> controls =
        cards.stream()
            .flatMap(c -> Assessment.control(c).stream())
            .collect(groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
    if (!controls.isEmpty()) {
      said.add("negative controls, without a known circuit, among them: " + counts(controls));
    }
    return said;
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " (" + e.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private void requireMeasure(List<Scorecard> cards) {
    if (cards.stream().anyMatch(c -> c.measure(measure).isPresent())) return;
    String known =
        cards.get(0).measures().stream()
            .map(Scorecard.Measure::id)
            .collect(Collectors.joining(", "));
    throw new Misuse("--by " + measure + ": no scorecard has it; they have " + known);
  }

  private static Table table(Comparison comparison) {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Pair p : comparison.pairs()) {
      rows.add(
          List.of(
              p.first(),
              figure(p.means().get(0)),
              p.second(),
              figure(p.means().get(1)),
              String.valueOf(p.cards()),
              p.wins() + ":" + p.losses(),
              figure(p.a12()),
              String.format(Locale.ROOT, "%.4f", p.p()),
              String.format(Locale.ROOT, "%.4f", p.adjusted())));
    }
    List<String> head =
        List.of("method", "mean", "beside", "mean", "models", "won", "A12", "p", "Holm");
    return new Table(head, rows);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static JsonObject json(Comparison comparison) {
    JsonArray pairs = new JsonArray();
    for (Comparison.Pair p : comparison.pairs()) {
      JsonObject pair = new JsonObject();
      pair.addProperty("first", p.first());
      pair.addProperty("second", p.second());
      pair.addProperty("models", p.cards());
      pair.addProperty("first_mean", p.means().get(0));
      pair.addProperty("second_mean", p.means().get(1));
      pair.addProperty("wins", p.wins());
      pair.addProperty("losses", p.losses());
      pair.addProperty("a12", p.a12());
      pair.addProperty("p", p.p());
      pair.addProperty("p_holm", p.adjusted());
      pairs.add(pair);
    }
    JsonObject all = new JsonObject();
    all.addProperty("measure", comparison.measure().id());
    all.add("pairs", pairs);
    return all;
  }
}
