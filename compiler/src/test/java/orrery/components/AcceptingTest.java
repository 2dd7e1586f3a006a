package orrery.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.Showroom;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Source;
import orrery.passes.Distract;
import orrery.passes.Passes;
import orrery.verify.Acceptance;
import orrery.verify.Acceptance.Ablation;
import orrery.verify.Acceptance.Figure;
import orrery.verify.Acceptance.Kind;
import orrery.verify.Acceptance.Terms;
import orrery.verify.Certificate.Coverage;

/** A model that is its circuit is accepted; one that is not fails in the right figure. */
class AcceptingTest {
  /** Everything is asked for, and nothing may be wrong. */
  private static final Terms ALL =
      new Terms(
          1,
          new TreeSet<>(Set.of(Kind.values())),
          new TreeSet<>(Set.of(Ablation.values())),
          120,
          500,
          7);

  @ParameterizedTest
  @ValueSource(
      strings = {"hist", "frac_prevs", "induction", "sort", "most_frequent", "mod_add", "runs"})
  void aCompiledModelIsItsCircuit(String program) {
    CompiledModel model = compiled(program);
    CompiledModel distracted = Passes.apply(model, List.of(new Distract(2, 5)));
    CompiledModel padded = distracted.withWeights(distracted.weights().padded());

    Acceptance acceptance = accept(padded);

    assertThat(acceptance.reasons()).isEmpty();
    assertThat(acceptance.passed()).isTrue();
    assertThat(acceptance.figures()).allSatisfy(f -> assertThat(f.right()).isEqualTo(f.tokens()));
    assertThat(acceptance.of(Kind.ACCURACY, Ablation.NONE)).hasSize(1);
    assertThat(acceptance.of(Kind.IIA, Ablation.RESAMPLE))
        .hasSize(ComponentModel.of(padded).nodes().size())
        .anySatisfy(f -> assertThat(f.informative()).isGreaterThan(50));
  }

  @Test
  void headsThatCancelEachOtherFailOneByOneAndNoOtherwise() {
    Acceptance acceptance = accept(Planted.opposites(compiled("hist")));

    assertThat(failing(acceptance))
        .containsExactly(
            "STRICT RESAMPLE a0.h1",
            "STRICT RESAMPLE a0.h2",
            "STRICT MEAN a0.h1",
            "STRICT MEAN a0.h2",
            "STRICT ZERO a0.h1",
            "STRICT ZERO a0.h2");
    assertThat(acceptance.reasons()).hasSize(6);
    assertThat(acceptance.reasons().get(0))
        .matches(
            "With a0\\.h1, which the circuit does without, from another input: [0-9.]+ % of answers"
                + " are right, 100\\.00 % are required\\.");
  }

  @Test
  void echoesThatAreOutvotedOneByOneFailTogether() {
    Acceptance acceptance = accept(Planted.echoes(compiled("reverse")));

    assertThat(failing(acceptance))
        .containsExactly(
            "STRICT_JOINT RESAMPLE 2 components",
            "EDGE_STRICT RESAMPLE logits",
            "EDGE_STRICT_JOINT RESAMPLE 4 readers",
            "EDGE_STRICT_EMBEDDINGS RESAMPLE 8 readers");
    Figure one = acceptance.of(Kind.STRICT, Ablation.RESAMPLE).get(0);
    assertThat(one.share()).isEqualTo(1);
    assertThat(one.informative()).as("pairs that could tell").isGreaterThan(60);
    assertThat(acceptance.worst(Kind.STRICT_JOINT, Ablation.RESAMPLE).orElseThrow())
        .isLessThan(0.9);
  }

  @Test
  void anEditedCircuitIsWrongOnOrdinaryInputs() {
    Acceptance acceptance = accept(Planted.mute(compiled("hist")));

    assertThat(failing(acceptance)).contains("ACCURACY NONE answers", "IIA RESAMPLE a0.h0");
    assertThat(acceptance.reasons().get(0)).startsWith("On held-out inputs: ");
  }

  @Test
  void onlyRequiredFiguresDecide() {
    CompiledModel model = Planted.echoes(compiled("reverse"));
    Terms lenient =
        new Terms(1, new TreeSet<>(Set.of(Kind.STRICT)), new TreeSet<>(ALL.ablations()), 100, 0, 7);

    assertThat(Accepting.accept(model, heldOut(model), lenient).passed()).isTrue();
    assertThat(
            Accepting.accept(model, heldOut(model), lenient.requiring(Kind.STRICT_JOINT)).passed())
        .isFalse();
  }

  @Test
  void theSameSeedGivesTheSameCertificateAndTheSameRequiredFigures() {
    CompiledModel model = Planted.echoes(compiled("reverse"));
    Terms terms = Terms.standard(3).on(100, 0);
    Acceptance once = Accepting.accept(model, heldOut(model), terms);

    assertThat(Accepting.accept(model, heldOut(model), terms)).isEqualTo(once);
    Acceptance screened = Accepting.screen(model, heldOut(model), terms, Optional.empty());
    assertThat(screened.reasons()).isEqualTo(once.reasons());
    assertThat(once.figures()).containsAll(screened.figures());
    assertThat(screened.figures()).hasSizeLessThan(once.figures().size());
    Acceptance other = Accepting.accept(model, heldOut(model), Terms.standard(4).on(100, 0));
    assertThat(other.figures()).isNotEqualTo(once.figures());
  }

  @Test
  void allPairsOfFewInputsAreRun() {
    CompiledModel model = compiled("ioi");
    Acceptance acceptance = accept(model);

    assertThat(acceptance.coverage()).isEqualTo(Coverage.EXHAUSTIVE);
    long n = acceptance.inputs();
    assertThat(acceptance.of(Kind.EDGE_STRICT_JOINT, Ablation.RESAMPLE).get(0).pairs())
        .isEqualTo(n * (n - 1));
  }

  @Test
  void numbersAreJudgedByHalfTheSmallestGap() {
    CompiledModel model = inline("output frac : num = mean(select(q, k: k <= q), is_x);");
    Acceptance exact = accept(model);
    Figure accuracy = exact.of(Kind.ACCURACY, Ablation.NONE).get(0);

    assertThat(exact.passed()).isTrue();
    assertThat(accuracy.r2().orElseThrow())
        .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));

    // the smallest gap between fractions of 1 to 4 is 1/12
    assertThat(accept(Planted.shifted(model, 0.04)).passed()).isTrue();
    Acceptance off = accept(Planted.shifted(model, 0.042));
    assertThat(off.of(Kind.ACCURACY, Ablation.NONE).get(0).right()).isZero();
    assertThat(off.of(Kind.ACCURACY, Ablation.NONE).get(0).r2().orElseThrow())
        .isBetween(0.9, 0.999);
  }

  @Test
  void aModelWithoutInputsToJudgeItOnIsRefused() {
    CompiledModel model = compiled("hist");
    assertThatThrownBy(() -> Accepting.accept(model, List.of(), ALL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCircuitThatIsTheWholeModelSaysThatThereIsNothingOutside() {
    Acceptance acceptance = accept(compiled("hist"));

    assertThat(acceptance.of(Kind.STRICT, Ablation.RESAMPLE)).isEmpty();
    assertThat(acceptance.remarks())
        .contains(
            "Every head and MLP belongs to the circuit: there is nothing to be strict about.");
  }

  private static List<String> failing(Acceptance acceptance) {
    return acceptance.figures().stream()
        .filter(f -> !f.reaches(acceptance.threshold()))
        .map(f -> f.kind() + " " + f.ablation() + " " + f.name())
        .toList();
  }

  private static Acceptance accept(CompiledModel model) {
    return Accepting.accept(model, heldOut(model), ALL);
  }

  private static List<int[]> heldOut(CompiledModel model) {
    return InputSplit.of(model.meaning(), 1, 200).heldOut();
  }

  private static CompiledModel compiled(String program) {
    return Showroom.compiled(
        Showroom.meant(Showroom.source(Showroom.PROGRAMS.resolve(program + ".rasp"))));
  }

  private static CompiledModel inline(String output) {
    String text =
        """
        program small;
        option causal;
        input tokens[1..4] : {"w", "x"};
        is_x = tokens == "x";
        %s
        """;
    return Showroom.compiled(Showroom.meant(new Source("small", text.formatted(output))));
  }
}
