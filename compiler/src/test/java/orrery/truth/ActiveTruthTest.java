package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.circuit.CompiledModel;
import orrery.circuit.Edge;
import orrery.circuit.HeadRole;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.task.MadeTask;
import orrery.task.Samples;
import orrery.task.TaskOptions;
import orrery.task.TaskOptions.Counterfactual;
import orrery.task.Tasks;
import orrery.truth.Semantics.Granularity;

/** ACTIVE circuits are what brute force finds, and other ones under other semantics. */
class ActiveTruthTest {
  private static final Path FOLDER = Path.of("src/test/resources/truth");
  private static final List<String> REPLACEMENTS =
      List.of("resample", "mean", "mean-positional", "zero");

  /**
   * The same weights, four semantics, four truths; see {@code -Dgolden.update=true}. What is
   * written here has been found twice: by the engine and by brute force.
   */
  @ParameterizedTest
  @ValueSource(strings = {"induction", "hist", "ioi"})
  void theTruthDependsOnWhatReplaces(String program) throws IOException {
    CompiledModel model = Samples.program(program);
    List<ActiveCircuit> circuits = new ArrayList<>();
    for (String replacement : REPLACEMENTS) {
      MadeTask made = Tasks.of(model, options(40, replacement));
      ActiveCircuit found = active(model, made, Granularity.EDGE);
      requireEnumerated(model, made, found);
      circuits.add(found);
    }
    String text = new Comparison(circuits).table() + "\n" + effects(circuits);
    Path expected = FOLDER.resolve(program + ".expected");
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, text);
    assertThat(text).isEqualTo(Files.readString(expected));
  }

  private static void requireEnumerated(CompiledModel model, MadeTask made, ActiveCircuit found) {
    double[][] effects = EdgeEnumerator.effects(model.weights(), made.task());
    ResidualGraph graph = ResidualGraph.of(model.weights());
    double most = Arrays.stream(effects).mapToDouble(ActiveTruthTest::largest).max().orElseThrow();
    double threshold = 1e-9 * Math.max(1, most);
    SortedSet<Edge> enumerated = new TreeSet<>();
    for (int e = 0; e < effects.length; e++) {
      double largest = largest(effects[e]);
      if (largest <= threshold) continue;
      Edge edge = graph.edge(e);
      enumerated.add(edge);
      ActiveCircuit.Effect effect = found.active().get(Piece.of(edge));
      assertThat(effect).as("%s under %s", edge, made.description()).isNotNull();
      double mean = Arrays.stream(effects[e]).average().orElseThrow();
      long counted = Arrays.stream(effects[e]).filter(x -> Math.abs(x) > threshold).count();
      assertThat(effect.largest()).isCloseTo(largest, within(1e-11 * (1 + most)));
      assertThat(effect.mean()).isCloseTo(mean, within(1e-11 * (1 + most)));
      assertThat(effect.share()).isEqualTo((double) counted / effects[e].length);
    }
    assertThat(found.edges()).isEqualTo(enumerated);
  }

  private static double largest(double[] effects) {
    return Arrays.stream(effects).map(Math::abs).max().orElse(0);
  }

  private static String effects(List<ActiveCircuit> circuits) {
    StringBuilder text = new StringBuilder();
    for (ActiveCircuit c : circuits) {
      text.append(c.semantics().label()).append('\n');
      c.active()
          .forEach(
              (piece, effect) ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          "  %-24s largest %9.4f  mean %9.4f  share %.3f\n",
                          piece,
                          effect.largest(),
                          effect.mean(),
                          effect.share())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({"resample", "zero"})
  void aDistractorIsNeverActive(String replacement) {
    CompiledModel model =
        Samples.compiled(
            """
            program decoyed;
            input tokens[1..5] : "a".."c";
            @decoy
            before = shift(tokens, 1, "a");
            same = select(tokens, tokens, ==);
            output hist = selector_width(same);
            """);
    List<HeadRole> decoys =
        model.heads().stream().filter(h -> h.variable().annotations().decoy()).toList();
    assertThat(decoys).isNotEmpty();
    for (Granularity granularity : Granularity.values()) {
      MadeTask made = Tasks.of(model, options(40, replacement));
      ActiveCircuit active = active(model, made, granularity);
      assertThat(active.active()).isNotEmpty();
      for (HeadRole decoy : decoys) {
        assertThat(active.writers()).doesNotContain(decoy.head());
        assertThat(active.active().keySet())
            .noneMatch(p -> p.edge().map(e -> e.to().equals(decoy.head())).orElse(false));
        assertThat(model.structural().edges().keySet())
            .filteredOn(e -> e.to().equals(decoy.head()))
            .isNotEmpty();
      }
    }
  }

  @Test
  void denoisingHasATruthOfItsOwn() {
    CompiledModel model = Samples.program("ioi");
    MadeTask made = Tasks.of(model, options(40, "resample"));
    Experiment turned = JavaEngine.of(model).prepare(made.task().denoising());
    Semantics semantics = Semantics.denoising(made, Granularity.EDGE);
    ActiveCircuit active = ActiveTruth.of(turned, semantics, model.structural());
    assertThat(active.edges()).isNotEmpty();
    assertThat(active.semantics().label()).contains("denoising");
    assertThat(active.active().values())
        .as("restoring helps, so that the loss falls")
        .anyMatch(e -> e.mean() < 0);
  }

  @Test
  void theSemanticsMustBeThoseOfTheTask() {
    CompiledModel model = Samples.program("hist");
    MadeTask made = Tasks.of(model, options(10, "resample"));
    MadeTask other = Tasks.of(model, options(10, "zero"));
    Experiment experiment = JavaEngine.of(model).prepare(made.task());
    assertThatThrownBy(
            () ->
                ActiveTruth.of(
                    experiment, Semantics.of(other, Granularity.EDGE), model.structural()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                ActiveTruth.of(
                    experiment, Semantics.denoising(made, Granularity.EDGE), model.structural()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void labelsTellActiveIgnoredAndDeadApart() {
    CompiledModel model = Samples.program("induction");
    MadeTask made = Tasks.of(model, options(60, "resample"));
    ActiveCircuit active = active(model, made, Granularity.EDGE);
    ResidualGraph graph = ResidualGraph.of(model.weights());
    int[] count = new int[Label.values().length];
    graph.edges().forEach(e -> count[active.label(e).ordinal()]++);
    assertThat(count[Label.ACTIVE.ordinal()]).isEqualTo(active.edges(graph).cardinality());
    assertThat(count[Label.IGNORED.ordinal()]).isEqualTo(active.ignored(graph).cardinality());
    assertThat(active.ignored(graph).intersects(active.edges(graph))).isFalse();
    assertThat(active.ignored(graph).stream().mapToObj(graph::edge))
        .as("positions are the same in inputs of one length")
        .anyMatch(e -> e.from().name().equals("pos_embed"));
    double[] means = active.meanEffects(graph);
    for (int e = 0; e < means.length; e++) {
      if (means[e] != 0) assertThat(active.label(graph.edge(e))).isEqualTo(Label.ACTIVE);
    }
  }

  private static ActiveCircuit active(CompiledModel model, MadeTask made, Granularity granularity) {
    Experiment experiment = JavaEngine.of(model).prepare(made.task());
    return ActiveTruth.of(experiment, Semantics.of(made, granularity), model.structural());
  }

  private static TaskOptions options(int examples, String replacement) {
    return new TaskOptions(
        examples, 7, Counterfactual.RANDOM, replacement, TaskOptions.Metric.LOGIT_DIFF);
  }
}
