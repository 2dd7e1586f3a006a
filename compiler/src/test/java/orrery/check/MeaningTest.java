package orrery.check;

import static org.assertj.core.api.Assertions.assertThat;
import static orrery.check.Checks.codes;
import static orrery.check.Checks.model;
import static orrery.check.Checks.variable;

import org.junit.jupiter.api.Test;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Reduction;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/** Domains, widths, names and guards, as the language's page decides them. */
class MeaningTest {
  private static final String INPUT = "input tokens[1..6] : \"a\"..\"c\";";

  private static Mechanism.Attention attention(Variable v) {
    assertThat(v.mechanism()).isInstanceOf(Mechanism.Attention.class);
    return (Mechanism.Attention) v.mechanism();
  }

  @Test
  void theFirstAndTheLastPositionAlwaysExist() {
    assertThat(variable("y", INPUT, "output y = tokens[0];").domain().mayBeNone()).isFalse();
    assertThat(variable("y", INPUT, "output y = tokens[-1];").domain().mayBeNone()).isFalse();
    assertThat(variable("y", INPUT, "output y = tokens[length - 1];").domain().mayBeNone())
        .isFalse();
    assertThat(variable("y", INPUT, "output y = tokens[-2];").domain().mayBeNone()).isTrue();
    assertThat(variable("y", INPUT, "output y = tokens[1];").domain().mayBeNone()).isTrue();
    assertThat(variable("y", INPUT, "output y = reverse(tokens);").domain().mayBeNone()).isFalse();
  }

  @Test
  void selectorsOverPositionsAreDecidedByTheirForm() {
    Mechanism.Attention a =
        attention(
            variable(
                "y", INPUT, "output y = aggregate(select(indices, 5 - indices, ==), tokens);"));
    assertThat(a.width()).isEqualTo(Mechanism.Bound.proven(false));
    assertThat(a.emptiness()).isEqualTo(Mechanism.Bound.proven(true));
    assertThat(a.reduction()).isEqualTo(Reduction.PICK);
  }

  @Test
  void whatDependsOnTokensIsDecidedByAllInputs() {
    Mechanism.Attention a = attention(variable("y", INPUT, "output y = hist(tokens);"));
    assertThat(a.emptiness().holds()).isFalse();
    assertThat(a.emptiness().status()).isEqualTo(Mechanism.Status.EXHAUSTIVE);
    assertThat(a.emptiness().inputs()).isEqualTo(3 + 9 + 27 + 81 + 243 + 729);
  }

  @Test
  void aSampleProvesNothing() {
    Mechanism.Attention a =
        attention(
            variable(
                "y",
                "input tokens[20] : \"a\"..\"z\";",
                "output y = count(select(tokens, tokens, ==));"));
    assertThat(a.emptiness().holds()).isTrue();
    assertThat(a.emptiness().status()).isEqualTo(Mechanism.Status.SAMPLED);
  }

  @Test
  void aCountIsNoLargerThanItsSelector() {
    assertThat(variable("y", INPUT, "output y = count(select(indices, indices, <));").domain())
        .isEqualTo(Domain.range(0, 5));
    assertThat(variable("y", INPUT, "output y = count(upto());").domain())
        .isEqualTo(Domain.range(1, 6));
  }

  @Test
  void aMoveKeepsTheDomainAndAMeanDoesNot() {
    String numbers = "input tokens[1..3] : 0..2;";
    assertThat(variable("y", numbers, "output y = aggregate(full, tokens);").domain().values())
        .contains(
            Value.of(1), Checks.variable("y", numbers, "output y = 3 / 2;").domain().value(0));
    assertThat(variable("y", numbers, "output y = shift(tokens, 1, 0);").domain())
        .isEqualTo(Domain.range(0, 2));
  }

  @Test
  void aGuardInTheSameExpressionIsEnough() {
    assertThat(codes(INPUT, "output y = 1 / indices if indices != 0 else 0;")).isEmpty();
    assertThat(codes(INPUT, "output y = (indices != 0) and (1 / indices > 1 / 2);")).isEmpty();
    assertThat(codes(INPUT, "output y = (1 / indices > 1 / 2) and (indices != 0);")).isEmpty();
    assertThat(
            codes(
                INPUT,
                "output y = count(select(q, k: k != 0 and (2 // indices[k]) == indices[q]));"))
        .isEmpty();
  }

  @Test
  void undefinedAndFalseIsFalse() {
    assertThat(
            codes(
                INPUT,
                "output y : bool = (shift(tokens, 1) == \"a\") and (indices > 0);",
                "example \"ab\" -> [false, true];"))
        .isEmpty();
  }

  @Test
  void anErrorThatAnAssumptionExcludesIsNone() {
    String[] program = {
      "input tokens[1..3] : 0..3;", "output y = 6 // tokens;", "assume tokens != 0;"
    };
    assertThat(codes(program)).isEmpty();
    assertThat(codes("input tokens[1..3] : 0..3;", "output y = 6 // tokens;"))
        .containsExactly("E0311");
  }

  @Test
  void nodesAreCalledByWhatIsBound() {
    CausalModel m =
        model(
            INPUT,
            "def f(x) { inner = x == \"a\"; return count_prevs(inner); }",
            "var n = f(tokens);",
            "for i in range(2) { step = n + i; n = step; }",
            "output y = n;");
    assertThat(m.variables())
        .filteredOn(v -> v.annotations().named())
        .extracting(Variable::name)
        .containsExactly("tokens", "n.inner", "n", "step.0", "n.0", "step.1", "n.1", "y");
  }

  @Test
  void equalUnnamedPartsAreOneVariable() {
    CausalModel m =
        model(INPUT, "output y = count(upto()) + 2 * count(upto()) + hist(tokens) - hist(tokens);");
    assertThat(m.variables())
        .filteredOn(v -> v.mechanism() instanceof Mechanism.Attention)
        .hasSize(2);
  }

  @Test
  void aFunctionThatDecidesAboutItsArgumentBecomesATable() {
    CausalModel m =
        model(
            "input tokens[1..3] : 0..5;",
            "def collatz(n) { if n % 2 == 0 { return n // 2; } return 3 * n + 1; }",
            "def factorial_(n) = 1 if n <= 1 else n * factorial_(n - 1);",
            "output y = collatz(tokens);",
            "output z = factorial_(tokens);",
            "example y: [0, 1, 5] -> [0, 4, 16];",
            "example z: [3, 4, 5] -> [6, 24, 120];");
    assertThat(m.variable("y").orElseThrow().parents())
        .extracting(Variable::name)
        .containsExactly("tokens");
    assertThat(m.variable("z").orElseThrow().mechanism()).isInstanceOf(Mechanism.Table.class);
  }

  @Test
  void aVisibleStartTokenStandsFirst() {
    Frontend.Meant meant =
        Checks.meant(
            "option bos = \"§\";",
            "input tokens[2..4] : \"a\"..\"b\";",
            "output y = tokens[0];",
            "check y == \"§\";");
    assertThat(ProgramTests.run(meant.typed(), 1).failures()).isEmpty();
    assertThat(meant.typed().inputs().candidates()).isEqualTo(2 + 4 + 8);
  }

  @Test
  void onlyWhatAnOutputNeedsIsCompiled() {
    CausalModel m =
        model(
            INPUT,
            "unused = hist(tokens);",
            "@decoy bait = reverse(tokens);",
            "output y = indices;");
    assertThat(m.variables()).extracting(Variable::name).contains("bait").doesNotContain("unused");
  }

  @Test
  void anOutputJudgedAtLastMayLackValuesBefore() {
    String[] program = {
      "option causal;",
      INPUT,
      "assume (indices < 1) or (tokens == \"a\");",
      "same = select(tokens, \"b\", ==) or select(tokens, \"c\", ==) or select(indices, 0, ==);",
      "output y = aggregate(same, tokens) at last;"
    };
    assertThat(codes(program)).isEmpty();
  }
}
