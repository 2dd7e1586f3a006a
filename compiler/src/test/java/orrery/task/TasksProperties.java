package orrery.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.intervention.Reference;
import orrery.task.TaskOptions.Counterfactual;

/** Pairs are legal, of one length, different from each other, and what they say they are. */
class TasksProperties {
  @Property(tries = 120)
  void pairsAreLegalAndComeOnce(@ForAll long seed, @ForAll Counterfactual how) {
    Optional<CompiledModel> model = Samples.random(seed, 5);
    if (model.isEmpty()) return;
    MadeTask made;
    try {
      made = Tasks.of(model.get(), options(30, seed, how));
    } catch (TaskRefusal refused) {
      assertThat(refused).hasMessageEndingWith(".");
      return;
    }
    requireSoundPairs(model.get(), made);
    assertThat(made.hash()).isEqualTo(Tasks.of(model.get(), options(30, seed, how)).hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ioi", "induction", "hist", "median", "dyck1", "pattern"})
  void programsHaveRandomPairs(String program) {
    CompiledModel model = Samples.program(program);
    MadeTask made = Tasks.of(model, options(100, 3, Counterfactual.RANDOM));
    requireSoundPairs(model, made);
    assertThat(made.size()).isEqualTo(100);
    assertThat(made.effectiveSize()).isEqualTo(program.equals("ioi") ? 96 : 100); // of 132 pairs
  }

  private static void requireSoundPairs(CompiledModel model, MadeTask made) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < made.size(); i++) {
      int[] clean = input(made.task().prompts().clean()[i]);
      int[] other = input(made.task().prompts().corrupt()[i]);
      assertThat(made.task().prompts().clean()[i][0]).isEqualTo(model.vocabulary().bos());
      assertThat(model.meaning().inputs().isLegal(clean)).isTrue();
      assertThat(model.meaning().inputs().isLegal(other)).isTrue();
      assertThat(clean).hasSameSizeAs(other).isNotEqualTo(other);
      assertThat(seen.add(Arrays.toString(clean) + Arrays.toString(other))).isTrue();
      switch (made.options().counterfactual()) {
        case RANDOM -> assertThat(made.examples().get(i).changes()).isEmpty();
        case TOKEN -> assertThat(differing(clean, other)).isEqualTo(1);
        case MATCHED -> requireMatched(model.meaning(), made.examples().get(i), clean, other);
      }
    }
    boolean ineffective = false; // effective ones come first
    for (MadeTask.Example e : made.examples()) {
      assertThat(e.isEffective() && ineffective).isFalse();
      ineffective |= !e.isEffective();
    }
  }

  /** The definition, checked with the interpreter one pair at a time. */
  private static void requireMatched(
      CausalModel meaning, MadeTask.Example example, int[] clean, int[] other) {
    Variable v = meaning.variable(example.changes().orElseThrow()).orElseThrow();
    Evaluation base = evaluation(meaning, clean, Map.of());
    Evaluation changed = evaluation(meaning, other, Map.of());
    int[] values = changed.codes(v);
    assertThat(values).isNotEqualTo(base.codes(v));
    Evaluation set = evaluation(meaning, clean, Map.of(v, values));
    Set<Variable> ancestors = new HashSet<>(ancestors(v, new ArrayList<>()));
    for (Variable w : meaning.variables()) {
      if (ancestors.contains(w)) continue;
      assertThat(changed.codes(w)).as("%s when %s changes", w, v).isEqualTo(set.codes(w));
    }
  }

  private static List<Variable> ancestors(Variable v, List<Variable> found) {
    for (Variable p : v.parents()) {
      found.add(p);
      ancestors(p, found);
    }
    return found;
  }

  private static Evaluation evaluation(
      CausalModel meaning, int[] input, Map<Variable, int[]> values) {
    InputBatch batch = InputBatch.of(List.of(input), input.length);
    return new Evaluation(batch, meaning.inputs().causal(), values);
  }

  @Test
  void aPairOfIoiChangesWhoIsRepeatedAndNothingElse() {
    CompiledModel ioi = Samples.program("ioi");
    MadeTask made = Tasks.of(ioi, options(12, 0, Counterfactual.MATCHED));
    requireSoundPairs(ioi, made);
    assertThat(made.examples())
        .filteredOn(e -> e.changes().equals(Optional.of("repeated")))
        .isNotEmpty()
        .allSatisfy(
            e -> {
              assertThat(e.clean().subList(0, 5)).isEqualTo(e.counterfactual().subList(0, 5));
              assertThat(e.clean().get(5)).isNotEqualTo(e.counterfactual().get(5));
              assertThat(e.isEffective()).isTrue();
            });
    assertThat(made.notes()).anyMatch(n -> n.equals("No pair changes is_name or duplicate alone."));
  }

  @Test
  void aLongInputIsMatchedToItsNeighbours() {
    CompiledModel model =
        Samples.compiled(
            """
            program far;
            input tokens[12] : "a".."d";
            @node
            first = tokens == "a";
            @node
            second = tokens == "b";
            output both = any(full, first) and any(full, second);
            """);
    MadeTask made = Tasks.of(model, options(40, 5, Counterfactual.MATCHED));
    requireSoundPairs(model, made);
    assertThat(made.size()).isEqualTo(40);
    assertThat(made.examples().stream().map(e -> e.changes().orElseThrow()))
        .contains("first", "second");
  }

  @Test
  void aSmallSpaceGivesEachPairOnce() {
    CompiledModel model =
        Samples.compiled("program two; input tokens[1..2] : \"a\" | \"b\"; output same = tokens;");
    MadeTask made = Tasks.of(model, options(100, 0, Counterfactual.RANDOM));
    assertThat(made.size()).isEqualTo(2 * 1 + 4 * 3);
    assertThat(made.notes()).containsExactly("Only 14 pairs were found.");
    requireSoundPairs(model, made);
  }

  @Test
  void whereNothingIsBetweenInputAndOutputNothingIsMatched() {
    assertThatThrownBy(
            () -> Tasks.of(Samples.program("hist"), options(5, 0, Counterfactual.MATCHED)))
        .isInstanceOf(TaskRefusal.class)
        .hasMessageContaining("use random or token counterfactuals");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    CompiledModel hist = Samples.program("hist");
    assertThatThrownBy(() -> Tasks.of(hist, options(0, 0, Counterfactual.RANDOM)))
        .isInstanceOf(TaskRefusal.class);
    for (String reference : List.of("nonsense", "optimal")) {
      TaskOptions options =
          new TaskOptions(5, 0, Counterfactual.RANDOM, reference, TaskOptions.Metric.LOGIT_DIFF);
      assertThatThrownBy(() -> Tasks.of(hist, options)).isInstanceOf(TaskRefusal.class);
    }
    CompiledModel two =
        Samples.compiled(
            "program pairs; input tokens[2] : \"a\" | \"b\"; assume tokens[0] == tokens[1];"
                + " output same = tokens;");
    assertThatThrownBy(() -> Tasks.of(two, options(5, 0, Counterfactual.TOKEN)))
        .isInstanceOf(TaskRefusal.class)
        .hasMessageContaining("stays legal");
  }

  @Test
  void anotherReplacementIsAnotherTask() {
    MadeTask made = Tasks.of(Samples.program("hist"), TaskOptions.DEFAULT);
    MadeTask other = made.with(new Reference.Zero());
    assertThat(other.task().prompts()).isSameAs(made.task().prompts());
    assertThat(other.options().reference()).isEqualTo("zero");
    assertThat(other.hash()).isNotEqualTo(made.hash());
    assertThat(other.hash())
        .isEqualTo(
            Tasks.of(
                    Samples.program("hist"),
                    new TaskOptions(
                        100, 0, Counterfactual.RANDOM, "zero", TaskOptions.Metric.LOGIT_DIFF))
                .hash());
    assertThat(made.description())
        .isEqualTo(
            "100 random pairs of 100 asked for, 100 with different answers; resample, logit-diff,"
                + " seed 0; hist at every position");
  }

  private static TaskOptions options(int examples, long seed, Counterfactual how) {
    return new TaskOptions(examples, seed, how, "resample", TaskOptions.Metric.LOGIT_DIFF);
  }

  private static int[] input(int[] ids) {
    return Arrays.copyOfRange(ids, 1, ids.length);
  }

  private static int differing(int[] a, int[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) if (a[i] != b[i]) count++;
    return count;
  }
}
