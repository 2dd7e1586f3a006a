package orrery.causal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.RandomModels;
import orrery.types.Domain;
import orrery.types.Value;

/** The batched interpreter gives what the slow one gives, with and without interventions. */
class EvaluationProperties {
  private static final int INPUTS = 40;
  private static final int SIZE = 7;

  private static InputBatch batch(CausalModel model, Random random) {
    List<int[]> inputs = model.inputs().sample(INPUTS, random);
    return InputBatch.of(inputs, model.inputs().maxLength());
  }

  private static SlowInterpreter slow(
      CausalModel model, int[] input, Map<Variable, Map<Integer, Value>> interventions) {
    List<Value> tokens = Arrays.stream(input).mapToObj(model.inputs().alphabet()::value).toList();
    return new SlowInterpreter(tokens, model.inputs().causal(), interventions);
  }

  private static void assertSame(
      Variable v, int[] codes, InputBatch batch, int row, SlowInterpreter slow) {
    for (int p = 0; p < batch.maxLength(); p++) {
      int code = codes[batch.at(row, p)];
      Optional<Value> value = code < 0 ? Optional.empty() : Optional.of(v.domain().value(code));
      Optional<Value> expected = p < batch.rows()[row].length ? slow.value(v, p) : Optional.empty();
      assertThat(value)
          .as("%s at %s of %s", v, p, Arrays.toString(batch.rows()[row]))
          .isEqualTo(expected);
    }
  }

  @Property(tries = 500)
  void everyVariableHasTheValueThatItsMechanismSays(@ForAll long seed) {
    Random random = new Random(seed);
    CausalModel model = RandomModels.draw(random, SIZE);
    InputBatch batch = batch(model, random);
    Evaluation evaluation = new Evaluation(batch, model.inputs().causal());
    for (int row = 0; row < batch.size(); row++) {
      SlowInterpreter slow = slow(model, batch.rows()[row], Map.of());
      for (Variable v : model.variables()) assertSame(v, evaluation.codes(v), batch, row, slow);
    }
    assertThat(evaluation.conflicts()).isEmpty();
  }

  @Property(tries = 500)
  void anInterventionReplacesValuesAndWhatFollowsFromThem(@ForAll long seed) {
    Random random = new Random(seed);
    CausalModel model = RandomModels.draw(random, SIZE);
    InputBatch batch = batch(model, random);
    Variable target = model.variables().get(random.nextInt(model.variables().size()));
    int[] override = new int[batch.size() * batch.maxLength()];
    Arrays.fill(override, Evaluation.KEEP);
    List<Map<Integer, Value>> interventions = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      Map<Integer, Value> set = new HashMap<>();
      for (int p = 0; p < batch.rows()[row].length; p++) {
        if (random.nextInt(3) > 0) continue;
        int code = random.nextInt(target.domain().size());
        override[batch.at(row, p)] = code;
        set.put(p, target.domain().value(code));
      }
      interventions.add(set);
    }
    Map<Variable, int[]> overrides = new IdentityHashMap<>(Map.of(target, override));
    Evaluation evaluation = new Evaluation(batch, model.inputs().causal(), overrides);
    for (int row = 0; row < batch.size(); row++) {
      SlowInterpreter slow = slow(model, batch.rows()[row], Map.of(target, interventions.get(row)));
      for (Variable v : model.variables()) assertSame(v, evaluation.codes(v), batch, row, slow);
    }
  }

  @Property(tries = 200)
  void anInterventionWithTheOwnValueChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    CausalModel model = RandomModels.draw(random, SIZE);
    InputBatch batch = batch(model, random);
    Evaluation plain = new Evaluation(batch, model.inputs().causal());
    Map<Variable, int[]> own =
        model.variables().stream()
            .filter(v -> random.nextBoolean())
            .collect(Collectors.toMap(v -> v, v -> plain.codes(v).clone()));
    Evaluation again = new Evaluation(batch, model.inputs().causal(), own);
    for (Variable v : model.variables()) {
      assertThat(again.codes(v)).as("%s", v).isEqualTo(plain.codes(v));
    }
  }

  /** What comes out beyond an input is nothing, even where an intervention is written there. */
  @Property(tries = 200)
  void anInterventionEndsWithItsInput(@ForAll long seed) {
    Random random = new Random(seed);
    CausalModel model = RandomModels.draw(random, SIZE);
    InputBatch batch = batch(model, random);
    Variable target = model.variables().get(random.nextInt(model.variables().size()));
    int[] everywhere = new int[batch.size() * batch.maxLength()];
    Arrays.fill(everywhere, random.nextInt(target.domain().size()));
    Evaluation evaluation =
        new Evaluation(batch, model.inputs().causal(), Map.of(target, everywhere));
    for (Variable v : model.variables()) {
      int[] codes = evaluation.codes(v);
      for (int row = 0; row < batch.size(); row++) {
        for (int p = batch.rows()[row].length; p < batch.maxLength(); p++) {
          assertThat(codes[batch.at(row, p)]).isEqualTo(Evaluation.NO_VALUE);
        }
      }
    }
  }

  /** A read that may meet different or undefined values tells so exactly where it does. */
  @Property(tries = 500)
  void conflictsAreToldWhereTheyAreFirst(@ForAll long seed) {
    Random random = new Random(seed);
    CausalModel model = RandomModels.draw(random, SIZE);
    InputBatch batch = batch(model, random);
    Variable read = anyRead(model, random);
    Evaluation evaluation = new Evaluation(batch, model.inputs().causal());
    int[] codes = evaluation.codes(read);
    List<Evaluation.Conflict> expected = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      SlowInterpreter slow = slow(model, batch.rows()[row], Map.of());
      assertSame(read, codes, batch, row, slow);
      Set<Integer> positions =
          slow.conflicts().stream()
              .map(SlowInterpreter.Place::position)
              .collect(Collectors.toCollection(TreeSet::new));
      if (expected.isEmpty() && !positions.isEmpty()) {
        int first = positions.iterator().next();
        Evaluation.Conflict.Kind kind = slow.conflicts().iterator().next().kind();
        expected.add(new Evaluation.Conflict(read, kind, row, first));
      }
    }
    assertThat(evaluation.conflicts()).isEqualTo(expected);
  }

  private static Variable anyRead(CausalModel model, Random random) {
    List<Variable> pool = model.variables();
    Variable value = pool.get(random.nextInt(pool.size()));
    Variable key = pool.get(random.nextInt(pool.size()));
    java.util.BitSet holds = new java.util.BitSet();
    IntStream.range(0, key.domain().size()).filter(i -> random.nextBoolean()).forEach(holds::set);
    boolean picks = random.nextBoolean() || !value.domain().mayBeNone();
    Mechanism.Attention a =
        new Mechanism.Attention(
            new Selector.Predicate(List.of(key), List.of(), holds),
            picks ? Reduction.PICK : Reduction.ANY,
            Optional.of(value),
            Value.NONE,
            Mechanism.Bound.proven(true),
            Mechanism.Bound.proven(true));
    Domain domain = Mechanism.domainOf(a, model.inputs().maxLength());
    return new Variable("read", domain, a, Annotations.UNNAMED);
  }
}
