package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.artifact.Samples;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.passes.Passes;
import orrery.verify.Certificate;

/** The program is a causal abstraction of its weights, and of no others. */
class AbstractionTest {
  private static final Abstraction.Options QUICK = new Abstraction.Options(400, 2, 10, 1);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hist",
        "sort",
        "ioi",
        "induction",
        "median",
        "majority",
        "reverse",
        "recall",
        "pattern",
        "dyck2",
        "mod_add",
        "caesar",
        "library/numbers",
        "library/order",
        "tracr/make_sort",
        "tracr/refused_linear",
        "interpbench/023_palindromes"
      })
  void everySetOfVariablesOfAShowroomProgramCanBeExchanged(String name) {
    Abstraction found = Abstraction.certify(Planted.showroom(name), QUICK);

    assertThat(found.first()).isEmpty();
    assertThat(found.passed()).isTrue();
    assertThat(found.entries()).allMatch(e -> e.agreeing() == e.cases());
    assertThat(found.entries()).anyMatch(e -> e.variables().size() > 1);
    assertThat(found.entries().stream().mapToLong(Abstraction.Entry::informative).sum())
        .isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "distract:count=2,seed=1,rotate:seed=2",
        "copy:variable=place,permute:seed=1",
        "rotate",
        "split:variable=place,by=shares,noise:size=1e-5"
      })
  void passesKeepTheAbstraction(String passes) {
    CompiledModel model = Passes.apply(Planted.showroom("sort"), Passes.parse(passes));

    assertThat(Abstraction.certify(model, QUICK).first()).isEmpty();
  }

  @Test
  void theDirectionsThatAreExchangedMatter() {
    CompiledModel model = Planted.showroom("sort");
    CompiledModel turned = Passes.apply(model, Passes.parse("rotate"));
    CompiledModel elsewhere = Planted.withAlignment(turned, model.alignment());

    assertThat(Abstraction.certify(elsewhere, QUICK).passed()).isFalse();
  }

  @Test
  void aFlippedRowOfALookupIsFoundAndReplays() {
    CompiledModel mutant = Planted.withFlippedRow(Planted.showroom("sort"));

    Abstraction found = Abstraction.certify(mutant, QUICK);

    assertThat(found.passed()).isFalse();
    Abstraction.Counterexample first = found.first().orElseThrow();
    assertThat(first.expected()).isNotEqualTo(first.got());
    assertThat(Abstraction.replay(mutant, first.where())).contains(first);
    assertThat(Abstraction.replay(Planted.showroom("sort"), first.where())).isEmpty();
  }

  @Test
  void aViolationOfTwoVariablesTogetherIsFound() {
    CompiledModel planted = Planted.jointOnly();
    Certificate verified = Samples.verify(planted);
    assertThat(verified.passed()).as("no input shows it").isTrue();

    Abstraction found = Abstraction.certify(planted, Abstraction.Options.DEFAULT);

    for (Abstraction.Entry e : found.entries()) {
      assertThat(e.agreeing() == e.cases())
          .as("%s", e)
          .isEqualTo(
              !e.variables().containsAll(List.of("low", "high"))
                  || e.variables().contains("tokens")
                  || e.variables().contains("y"));
    }
    Abstraction.Counterexample first = found.first().orElseThrow();
    assertThat(first.where().variables()).containsExactly("low", "high");
    assertThat(Abstraction.replay(planted, first.where())).contains(first);
  }

  @Test
  void classesOfSourcesDecideAsAllPairsDo() {
    CompiledModel model = Planted.jointOnly();
    List<Variable> own = Exchangeable.of(model);
    List<Variable> set = own.stream().filter(v -> v.name().matches("low|high")).toList();
    Exchanges.Selection chosen =
        new Exchanges(model.meaning().inputs(), own).of(set, Integer.MAX_VALUE, 0);
    assertThat(chosen.coverage()).isEqualTo(Coverage.BY_CLASSES);

    List<InterchangeCase> all = new ArrayList<>();
    List<int[]> inputs = new ArrayList<>();
    model.meaning().inputs().forEachBatch(b -> inputs.addAll(List.of(b.rows())));
    for (int[] base : inputs) {
      for (int[] source : inputs) {
        all.add(new InterchangeCase(List.of("low", "high"), base, source, OptionalInt.empty()));
        for (int p = 0; p < Math.min(base.length, source.length); p++) {
          all.add(new InterchangeCase(List.of("low", "high"), base, source, OptionalInt.of(p)));
        }
      }
    }

    assertThat(all).hasSizeGreaterThan(chosen.cases().size());
    assertThat(outcomes(model, set, chosen.cases())).isEqualTo(outcomes(model, set, all));
    assertThat(outcomes(model, set, all)).containsValue(false).containsValue(true);
  }

  /** Whether model and program agree, by base, positions and the values that are taken over. */
  private static Map<List<Object>, Boolean> outcomes(
      CompiledModel model, List<Variable> set, List<InterchangeCase> cases) {
    List<Interchanged> results = new Interchange(model).run(set, cases);
    Map<List<Object>, Boolean> outcomes = new HashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      InterchangeCase c = cases.get(i);
      List<Object> key = new ArrayList<>(List.of(Arrays.toString(c.base()), c.position()));
      for (int p = c.from(); p < c.to(); p++) key.add(c.source()[p]);
      Boolean before = outcomes.put(key, results.get(i).agrees());
      assertThat(before == null || before == results.get(i).agrees()).isTrue();
    }
    return outcomes;
  }

  @Test
  void interventionsThatTheProgramDoesNotDefineAreCountedAndLeftOut() {
    CompiledModel sort = Planted.showroom("sort");
    Abstraction.Entry place =
        Abstraction.certify(sort, QUICK).entries().stream()
            .filter(e -> e.variables().equals(List.of("place")))
            .findFirst()
            .orElseThrow();
    assertThat(place.undefined()).as("one place changed: two keys or none are found").isPositive();
    assertThat(place.cases() + place.undefined()).isEqualTo(400);
    InterchangeCase twice =
        new InterchangeCase(
            List.of("place"), new int[] {0, 1}, new int[] {1, 0}, OptionalInt.of(0));
    assertThat(Abstraction.replay(sort, twice)).isEmpty();
  }

  @Test
  void variablesWithoutASubspaceOfTheirOwnAreNamed() {
    assertThat(Abstraction.certify(Planted.showroom("tracr/refused_linear"), QUICK).shared())
        .containsExactly("y");
    assertThat(Abstraction.certify(Planted.showroom("library/numbers"), QUICK).shared())
        .doesNotContain("sums", "digit");
  }

  @Test
  void aVariableWithACellOfItsOwnIsReadThereByEverybody() {
    CompiledModel model =
        Samples.compile(
            """
            program around;
            input tokens[1..3] : 0..2;
            sums = tokens + indices;
            moved = pick(select(q, k: k == 0), sums);
            output y = match sums { 0: moved; 1: 2; else: 1 };
            """);

    assertThat(Abstraction.certify(model, Abstraction.Options.DEFAULT).first()).isEmpty();
  }

  @Test
  void equalArgumentsMakeEqualCertificates() {
    CompiledModel model = Planted.showroom("induction");
    assertThat(Abstraction.certify(model, QUICK)).isEqualTo(Abstraction.certify(model, QUICK));
  }

  @Test
  void whatCannotBeReplayedIsRefused() {
    CompiledModel model = Planted.showroom("hist");
    int[] input = {0, 1};
    InterchangeCase unknown =
        new InterchangeCase(List.of("nothing"), input, input, OptionalInt.empty());
    assertThatThrownBy(() -> Abstraction.replay(model, unknown))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the model has no subspace of a variable `nothing`");
    InterchangeCase illegal =
        new InterchangeCase(List.of("hist"), input, new int[] {9}, OptionalInt.empty());
    assertThatThrownBy(() -> Abstraction.replay(model, illegal)).hasMessage("no legal input: [9]");
    assertThatThrownBy(
            () -> new InterchangeCase(List.of("hist"), input, new int[] {0}, OptionalInt.of(1)))
        .hasMessage("position 1 of inputs of 2 and 1");
  }

  @Test
  void intervalsAreThoseOfClopperAndPearson() {
    assertThat(Proportion.sampled(10, 10).low()).isCloseTo(0.6915, within(1e-4));
    assertThat(Proportion.sampled(0, 10).high()).isCloseTo(0.3085, within(1e-4));
    assertThat(Proportion.sampled(5, 10).low()).isCloseTo(0.1871, within(1e-4));
    assertThat(Proportion.sampled(5, 10).high()).isCloseTo(0.8129, within(1e-4));
    assertThat(Proportion.sampled(0, 0)).isEqualTo(new Proportion(1, 0, 1));
    assertThat(Proportion.exact(3, 4)).isEqualTo(new Proportion(0.75, 0.75, 0.75));
  }
}
