package orrery.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import orrery.Showroom;
import orrery.causal.CausalModel;
import orrery.check.Frontend;
import orrery.check.ProgramTests;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Source;
import orrery.sampler.Difficulty.Stratum;
import orrery.syntax.Formatter;
import orrery.syntax.Printer;
import orrery.syntax.Program;
import orrery.syntax.Syntax;
import orrery.verify.Verifier;

/** What the sampler promises holds of every program that it takes. */
class SuiteSamplerProperties {
  private static final Quotas EIGHT = Quotas.of(8, Quotas.USUAL);
  private static final Verifier.Options VERIFICATION = new Verifier.Options(5_000, 300, 3);

  private static Sample sample(long seed, Demand demand, Quotas quotas) {
    return new SuiteSampler(seed, demand).draw(quotas, done -> {});
  }

  private static Frontend.Meant meant(SampledProgram program) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Frontend.Meant> meant =
        Frontend.load(new Source(program.name(), program.text()), Map.of(), diagnostics);
    assertThat(Renderer.plain().render(diagnostics.all())).isEmpty();
    return meant.orElseThrow();
  }

  @Property(tries = 2)
  void programsAreSoundLegibleDistinctAndInTheirStrata(@ForAll long seed) {
    Sample sample = sample(seed, Demand.DEFAULT, EIGHT);

    sample.programs().forEach(SuiteSamplerProperties::isSoundAndSaysWhatItIs);
    sample.programs().forEach(SuiteSamplerProperties::isLaidOutAndPrintsToAFixedPoint);
    noneIsTrivialAndNoTwoMeanTheSame(sample.programs());
    quotasAreKeptAndEveryDrawIsAccountedFor(sample);
  }

  private static void isSoundAndSaysWhatItIs(SampledProgram p) {
    Frontend.Meant meant = meant(p);
    ProgramTests.Outcome tests = ProgramTests.run(meant.typed(), /* seed= */ 1);
    CompiledModel model = Showroom.compiled(meant);

    assertThat(tests.examples()).as(p.text()).isPositive();
    assertThat(Renderer.plain().render(tests.failures())).isEmpty();
    assertThat(Verifier.verify(model, VERIFICATION).passed()).as(p.text()).isTrue();
    assertThat(Difficulty.of(model)).isEqualTo(p.difficulty());
    assertThat(meant.model().name()).isEqualTo(p.name());
    assertThat(meant.program().doc()).as(p.text()).isNotEmpty();
    assertThat(model.weights().config().nLayers()).isEqualTo(p.layers());
  }

  private static void isLaidOutAndPrintsToAFixedPoint(SampledProgram p) {
    String printed = Printer.print(parsed(p.text()));

    assertThat(Formatter.format(new Source(p.name(), p.text()), new Diagnostics()))
        .contains(p.text());
    assertThat(Printer.print(parsed(printed))).isEqualTo(printed);
  }

  private static Program parsed(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Program program = Syntax.parse(new Source("printed", text), diagnostics);
    assertThat(diagnostics.hasErrors()).as(text).isFalse();
    return program;
  }

  private static void noneIsTrivialAndNoTwoMeanTheSame(List<SampledProgram> programs) {
    List<SlowTable> tables = programs.stream().map(p -> new SlowTable(meant(p).model())).toList();
    for (int i = 0; i < programs.size(); i++) {
      assertThat(tables.get(i).isConstant()).as(programs.get(i).text()).isFalse();
      assertThat(tables.get(i).isIdentity()).as(programs.get(i).text()).isFalse();
      for (int j = 0; j < i; j++) {
        assertThat(tables.get(i).isRenamed(tables.get(j)))
            .as("%s%s", programs.get(i).text(), programs.get(j).text())
            .isFalse();
      }
    }
  }

  private static void quotasAreKeptAndEveryDrawIsAccountedFor(Sample sample) {
    Map<Stratum, Integer> counts = new EnumMap<>(Stratum.class);
    sample.programs().forEach(p -> counts.merge(p.difficulty().stratum(), 1, Integer::sum));
    long rejected = sample.rejected().values().stream().mapToLong(Long::longValue).sum();
    assertThat(counts).isEqualTo(nonZero(EIGHT));
    assertThat(rejected + sample.programs().size()).isEqualTo(sample.drawn());
    assertThat(sample.rejected()).containsOnlyKeys(Rejection.values());
    assertThat(sample.rejected().get(Rejection.WRONG)).isZero();
  }

  private static Map<Stratum, Integer> nonZero(Quotas quotas) {
    Map<Stratum, Integer> counts = new EnumMap<>(quotas.counts());
    counts.values().removeIf(n -> n == 0);
    return counts;
  }

  @Property(tries = 1)
  void theSameSeedGivesTheSameBytes(@ForAll long seed) {
    Quotas few = Quotas.of(3, Map.of(Stratum.TWO, 1.0));
    Sample once = sample(seed, Demand.DEFAULT, few);

    assertThat(sample(seed, Demand.DEFAULT, few)).isEqualTo(once);
    assertThat(sample(seed + 1, Demand.DEFAULT, few).programs()).isNotEqualTo(once.programs());
  }

  @Property(tries = 3)
  void whatIsDemandedIsThere(@ForAll long seed, @ForAll @IntRange(max = 3) int which) {
    Operation required =
        List.of(Operation.BEST, Operation.MEAN, Operation.MATCH, Operation.FUNCTION).get(which);
    Set<Operation> allowed = EnumSet.allOf(Operation.class);
    allowed.removeAll(Set.of(Operation.LIBRARY, Operation.LOOP, Operation.COUNT));
    Demand demand =
        new Demand(
            new Range(2, 4),
            new Range(2, 5),
            new Range(3, 3),
            new Range(4, 5),
            new Range(1, 1),
            Set.of(which % 2 == 0),
            allowed,
            Set.of(required),
            Set.of(OutputType.values()[which % 3]),
            Demand.Limits.DEFAULT);

    Sample sample = sample(seed, demand, Quotas.of(2, Map.of(Stratum.FEW, 1.0)));

    assertThat(sample.programs()).hasSize(2);
    for (SampledProgram p : sample.programs()) {
      CausalModel meaning = meant(p).model();
      assertThat(p.operations()).contains(required);
      assertThat(allowed).containsAll(p.operations());
      assertThat(p.text()).doesNotContain("count(").doesNotContain("for i");
      assertThat(p.difficulty().depth()).isBetween(2, 5);
      assertThat(meaning.inputs().alphabet().size()).isEqualTo(3);
      assertThat(meaning.inputs().maxLength()).isBetween(4, 5);
      assertThat(meaning.inputs().causal()).isEqualTo(which % 2 == 0);
      assertThat(meaning.outputs().stream().map(OutputType::of).toList())
          .containsExactly(OutputType.values()[which % 3]);
    }
  }

  @Property(tries = 1)
  void whatCannotBeFoundIsSaid(@ForAll long seed) {
    Demand small =
        new Demand(
            new Range(1, 1),
            new Range(1, 1),
            new Range(2, 2),
            new Range(1, 1),
            new Range(1, 1),
            Set.of(false),
            Set.of(Operation.LOGIC),
            Set.of(),
            Set.of(OutputType.BOOLEAN),
            Demand.Limits.DEFAULT);

    Sample sample = sample(seed, small, Quotas.of(3, Map.of(Stratum.ONE, 1.0)));

    // One token of two: every answer is the token or its opposite, so there is one program.
    assertThat(sample.programs().size()).isLessThanOrEqualTo(1);
    assertThat(sample.drawn()).isGreaterThanOrEqualTo(1200);
  }

  @Property
  void quotasAreThreeQuartersOfThreeOrMore(@ForAll @IntRange(min = 1, max = 400) int total) {
    Quotas quotas = Quotas.of(total, Quotas.USUAL);

    int large = total - quotas.of(Stratum.ONE) - quotas.of(Stratum.TWO);
    assertThat(quotas.total()).isEqualTo(total);
    assertThat(large).isGreaterThanOrEqualTo(total / 2);
  }

  /** A program's answers to its inputs, asked and compared the slow way. */
  private record SlowTable(CausalModel meaning) {
    List<int[]> inputs() {
      List<int[]> all = new ArrayList<>();
      meaning.inputs().forEachBatch(batch -> all.addAll(Arrays.asList(batch.rows())));
      return all;
    }

    int[] answers(List<int[]> inputs, CausalModel.Output output) {
      Behaviours asked = new Behaviours(meaning, inputs);
      return asked.judged(output);
    }

    boolean isConstant() {
      return meaning.outputs().stream()
          .anyMatch(o -> Arrays.stream(answers(inputs(), o)).filter(c -> c >= 0).distinct().count() < 2);
    }

    boolean isIdentity() {
      return meaning.outputs().stream()
          .anyMatch(o -> new Behaviours(meaning, inputs()).isIdentity(o));
    }

    boolean isRenamed(SlowTable other) {
      boolean comparable =
          meaning.inputs().alphabet().size() == other.meaning.inputs().alphabet().size()
              && meaning.inputs().lengths().equals(other.meaning.inputs().lengths())
              && meaning.outputs().size() == 1
              && other.meaning.outputs().size() == 1;
      if (!comparable) return false;
      List<int[]> inputs = inputs();
      int[] theirs = other.answers(inputs, other.meaning.outputs().get(0));
      return Behaviours.permutations(meaning.inputs().alphabet().size()).stream()
          .anyMatch(
              p -> {
                List<int[]> renamed =
                    inputs.stream()
                        .map(w -> Arrays.stream(w).map(t -> p[t]).toArray())
                        .toList();
                int[] mine = answers(renamed, meaning.outputs().get(0));
                return Behaviours.sameUpToNames(mine, theirs);
              });
    }
  }
}
