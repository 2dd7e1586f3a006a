package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;

/** How methods are asked for, and what they cost. */
class MethodsTest {
  @Test
  void everyMethodCanBeAskedForAsItTellsItself() {
    for (Method method : Methods.all()) {
      String settings =
          method.settings().entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining(","));
      String told = method.name() + (settings.isEmpty() ? "" : ":" + settings);

      assertThat(Methods.one(told)).isEqualTo(method);
      assertThat(method.citation()).isNotBlank();
    }
    assertThat(Methods.all().stream().map(Method::name).toList()).isEqualTo(Methods.names());
  }

  @Test
  void aListPartsMethodsAndSettings() {
    assertThat(Methods.parse("eap, eap-ig-inputs:steps=3,rule=midpoint,nap,gim:level=node"))
        .containsExactly(
            new EdgeAttributionPatching(),
            new IntegratedGradientsInputs(3, Riemann.MIDPOINT),
            new NodeAttributionPatching(),
            new GradientInteraction(0, Riemann.LEFT, Level.NODE));
    assertThat(Methods.parse("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eap-ig-inputs:steps=many | `steps` of `eap-ig-inputs` is `many`, must be a whole number",
        "eap-ig-inputs:steps=0 | `eap-ig-inputs` cannot have steps 0, at least 1",
        "eap-ig-inputs:rule=simpson"
            + " | `rule` of `eap-ig-inputs` is `simpson`, must be left or right or midpoint or"
            + " trapezoid",
        "eap-ig-inputs:step=3 | `eap-ig-inputs` has no setting `step`, only rule, steps",
        "eap:steps=3 | `eap` has no settings, but got `steps`",
        "nap-ig:steps=3,steps=4 | `nap-ig` has `steps` twice",
        "nap-ig:steps | `steps` of `nap-ig` is no setting, write `key=value`",
        "acdc:thresholds=0.1/0.01"
            + " | `acdc` cannot have thresholds 0.1/0.01, must be finite, not negative and"
            + " ascending",
        "ugs:lambdas=1/x"
            + " | `ugs` cannot have lambdas 1/x, write numbers with slashes between them,"
            + " such as 1.0E-4/0.001/0.01",
        "edge-pruning:steps=-1 | `edge-pruning` cannot have -1 steps of 2 samples at rate 0.1",
        "ifr:epsilon=0 | `ifr` cannot have epsilon 0.0, above 0",
        "ifr:epsilon=NaN | `epsilon` of `ifr` is `NaN`, must be a number",
        "relp:ah-rule=yes | `ah-rule` of `relp` is `yes`, must be true or false"
      })
  void whatIsWrittenWronglyIsRefusedInASentence(String text, String sentence) {
    assertThatThrownBy(() -> Methods.parse(text))
        .isInstanceOf(MethodRefusal.class)
        .hasMessage(sentence);
  }

  @Test
  void anUnknownMethodIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Methods.parse("eap,eapig"))
        .isInstanceOf(MethodRefusal.class)
        .hasMessageStartingWith("there is no method `eapig`, only eap, eap-ig-inputs, ");
    assertThatThrownBy(() -> Methods.one("eap,nap"))
        .isInstanceOf(MethodRefusal.class)
        .hasMessage("`eap,nap` is not one method but 2");
  }

  /** Backward passes over all examples; N writers and L = 2 layers. */
  @ParameterizedTest
  @CsvSource({
    "eap, 1",
    "eap-ig-inputs, 5",
    "clean-corrupted, 2",
    "conductance, 5",
    "mask-ig:steps=10, 11",
    "'eap-ig-activations:steps=3,together=layer', 15",
    "eap-ig-activations:steps=3, 24",
    "atp, 1",
    "atp-qk, 1",
    "atp-star, 2",
    "relp, 1",
    "gim, 1",
    "peap, 1",
    "nap, 1",
    "nap-ig, 5",
    "hisp, 1",
    "ifr, 0",
    "cd-t, 0",
    "magnitude, 0"
  })
  void aMethodCostsTheBackwardPassesThatItsFormulaHas(String method, double backwards) {
    Cost cost = cost(method);

    assertThat(cost.backwards()).isEqualTo(backwards);
    boolean ownWork = method.equals("cd-t") || method.equals("atp-qk") || method.equals("atp-star");
    if (!ownWork) assertThat(cost.forwards()).isLessThanOrEqualTo(backwards);
  }

  @Test
  void whatAMethodComputesItselfIsCounted() {
    ResidualGraph graph = task().graph();

    assertThat(cost("atp-qk").forwards() - cost("atp").forwards())
        .isBetween(0.0, (double) graph.edgeCount());
    assertThat(cost("atp-qk").forwards()).isGreaterThan(cost("atp").forwards());
    assertThat(cost("cd-t:level=node").forwards()).isBetween(1.0, 2.0 * graph.writers().size());
    assertThat(cost("cd-t").forwards()).isBetween(1.0, 2.0 * graph.edgeCount());
  }

  private static RandomTask task() {
    return RandomTask.smooth(1);
  }

  private static Cost cost(String method) {
    Experiment experiment = new JavaEngine(task().weights()).prepare(task().task());
    Cost before = experiment.cost();
    Methods.one(method).score(experiment);
    return experiment.cost().since(before);
  }

  @Test
  void twoRunsGiveTheSameBits() {
    RandomTask task = task();
    Map<String, Function<Settings, Method>> methods = new LinkedHashMap<>();
    GradientMethods.addTo(methods);
    for (String name : methods.keySet()) {
      Method method = Methods.one(name);
      List<Scores> runs =
          List.of(
              method.score(new JavaEngine(task.weights(), 1).prepare(task.task())),
              method.score(new JavaEngine(task.weights(), 2).prepare(task.task())));

      assertThat(values(runs.get(0))).as(method.name()).isDeepEqualTo(values(runs.get(1)));
    }
  }

  private static double[][] values(Scores scores) {
    if (scores instanceof Scores.OfWriters writers) return writers.values();
    return EdgeScores.of(scores).values();
  }
}
