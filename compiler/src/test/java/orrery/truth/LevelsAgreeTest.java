package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.artifact.Samples;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;
import orrery.circuit.StructuralCircuit;
import orrery.model.Affine;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Weights;
import orrery.passes.Passes;

/** The levels of the ground truth agree, and where they do not it is found. */
class LevelsAgreeTest {
  private static final Levels.Options QUICK = new Levels.Options(100, 1);

  @ParameterizedTest
  @ValueSource(
      strings = {"hist", "sort", "ioi", "induction", "reverse", "median", "majority", "recall"})
  void theLevelsOfShowroomProgramsAgree(String name) {
    Levels levels = Levels.check(Planted.showroom(name), QUICK);

    assertThat(levels.findings()).noneMatch(f -> f.verdict() == Levels.Verdict.VIOLATED);
    assertThat(levels.agree()).isTrue();
    for (Levels.Check check : Levels.Check.values()) {
      assertThat(levels.findings())
          .as("%s", check)
          .anyMatch(f -> f.check() == check && f.verdict() == Levels.Verdict.HOLDS);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sort|rotate",
        "sort|distract:count=2,seed=1,permute",
        "ioi|copy:variable=repeated",
        "hist|pad:heads=1,units=2,dimensions=2,random=true,seed=3",
        "hist|split:variable=hist",
        "ioi|noise:size=1e-5"
      })
  void passesKeepTheLevels(String name, String passes) {
    CompiledModel model = Passes.apply(Planted.showroom(name), Passes.parse(passes));

    assertThat(Levels.check(model, QUICK).findings())
        .noneMatch(f -> f.verdict() == Levels.Verdict.VIOLATED);
  }

  @Test
  void hiddenSubspacesOfARotatedModelAreUnknown() {
    CompiledModel model = Passes.apply(Planted.showroom("sort"), Passes.parse("rotate"));

    assertThat(Levels.check(model, QUICK).findings())
        .filteredOn(f -> f.verdict() == Levels.Verdict.UNKNOWN)
        .as("place.key is not in the alignment")
        .isNotEmpty();
  }

  @Test
  void anEdgeThatNoWeightCarriesIsFound() {
    CompiledModel hist = Samples.compile(Samples.HIST);
    Edge dead = new Edge(Component.POS_EMBED, Component.LOGITS, Port.LOGITS);

    CompiledModel wrong = withCircuits(hist, plus(hist.program(), dead), hist.structural());
    assertThat(violated(Levels.check(wrong, QUICK))).containsExactly("WIRED pos_embed->logits");
    SortedSet<Edge> active = new TreeSet<>(Set.of(dead));
    assertThat(violated(Levels.check(hist, active, QUICK)))
        .containsExactly("WIRED pos_embed->logits");
  }

  @Test
  void whatIsReadOutsideTheDeclaredSubspacesIsFound() {
    CompiledModel hist = Samples.compile(Samples.HIST);
    Weights w = hist.weights();
    Matrix tokens = hist.alignment().of(hist.meaning().tokens()).get(0).readout().directions();
    MatrixBuilder wU = Matrix.builder(w.wU().rows(), w.wU().columns());
    w.wU().forEach(wU::set);
    tokens.forEach((row, d, v) -> wU.set(d, 0, 1e-3));
    Weights leaking =
        new Weights(
            w.config(), w.wE(), w.wPos(), w.layers(), new Affine(wU.build(), w.unembed().b()));
    CompiledModel wrong =
        withCircuits(hist.withWeights(leaking), hist.program(), StructuralCircuit.of(leaking));

    assertThat(violated(Levels.check(wrong, QUICK))).containsExactly("SUBSPACE embed->logits");
  }

  @Test
  void aTokenThatMattersWithoutAPathIsFound() {
    CompiledModel reverse = Samples.compile(Samples.REVERSE);
    Edge moved =
        reverse.program().edges().keySet().stream()
            .filter(e -> e.from().equals(Component.EMBED) && e.port() == Port.V)
            .findFirst()
            .orElseThrow();
    CompiledModel wrong =
        withCircuits(reverse, minus(reverse.program(), moved), reverse.structural());

    Levels levels = Levels.check(wrong, QUICK);

    assertThat(violated(levels))
        .contains("SUBSPACE " + moved)
        .anyMatch(v -> v.startsWith("PATH ["));
    assertThat(violated(Levels.check(reverse, QUICK))).isEmpty();
  }

  @Test
  void aMissingEdgeOfTheWiredPathsIsFound() {
    CompiledModel hist = Samples.compile(Samples.HIST);
    Edge needed = new Edge(Component.head(0, 0), Component.LOGITS, Port.LOGITS);
    CompiledModel wrong =
        withCircuits(hist, minus(hist.program(), needed), minus(hist.structural(), needed));

    assertThat(violated(Levels.check(wrong, QUICK))).contains("SUFFICIENT all");
  }

  @Test
  void aHeadWithATwinIsRedundant() {
    CompiledModel induction = Planted.showroom("induction");
    String last = "a1.h0->logits";
    assertThat(Levels.check(induction, QUICK).redundant()).doesNotContain(last);

    Levels levels = Levels.check(Planted.withTwin(induction, "guess"), QUICK);

    assertThat(levels.agree()).isTrue();
    assertThat(levels.redundant()).contains(last, "a1.h1->logits");
  }

  @Test
  void aVariableIsWrittenAndReadWhereItStands() {
    List<VariableSubspace> hist = VariableSubspace.of(Planted.showroom("hist"));

    assertThat(hist).extracting(VariableSubspace::variable).containsExactly("tokens", "hist");
    assertThat(hist).extracting(v -> v.written().rows()).containsExactly(4, 1);
    assertThat(hist).extracting(v -> v.read().rows()).containsExactly(4, 1);
    assertThat(hist.get(1).site()).isEqualTo("blocks.0.hook_resid_mid");
  }

  @Test
  void aCopyThatNobodyReadsPartsWhatIsWrittenFromWhatIsRead() {
    CompiledModel model =
        Passes.apply(
            Samples.compile(Samples.FRACTION), Passes.parse("copy:variable=frac,rotate:seed=1"));
    VariableSubspace frac =
        VariableSubspace.of(model).stream()
            .filter(v -> v.variable().equals("frac"))
            .findFirst()
            .orElseThrow();

    assertThat(frac.labels()).hasSize(2);
    assertThat(frac.written().rows()).isEqualTo(1);
    assertThat(frac.read().rows()).isEqualTo(1);
    double cosine = frac.written().times(frac.read().transpose()).get(0, 0);
    assertThat(Math.abs(cosine)).isCloseTo(Math.sqrt(0.5), within(1e-9));
  }

  private static List<String> violated(Levels levels) {
    return levels.findings().stream()
        .filter(f -> f.verdict() == Levels.Verdict.VIOLATED)
        .map(f -> f.check() + " " + f.what())
        .toList();
  }

  private static Circuit plus(Circuit circuit, Edge edge) {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>(circuit.edges());
    edges.put(edge, new TreeSet<>());
    return new Circuit(circuit.family(), edges);
  }

  private static Circuit minus(Circuit circuit, Edge edge) {
    SortedMap<Edge, SortedSet<String>> edges = new TreeMap<>(circuit.edges());
    edges.remove(edge);
    return new Circuit(circuit.family(), edges);
  }

  private static CompiledModel withCircuits(CompiledModel m, Circuit program, Circuit structural) {
    return new CompiledModel(
        m.meaning(),
        m.weights(),
        m.vocabulary(),
        m.outputs(),
        m.alignment(),
        m.heads(),
        program,
        structural,
        m.build());
  }
}
