package orrery.causal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The exact values of variables on a batch of inputs, each computed once.
 *
 * <p>Values are codes in the variable's domain, {@code [batch * maxLength]}, indexed by {@link
 * InputBatch#at}; places beyond an input's length hold {@link #NO_VALUE}. Not thread-safe.
 */
public final class Evaluation {
  /** Stands where there is no value: beyond the input, or below a {@link Conflict}. */
  public static final int NO_VALUE = -1;

  /** In an override: leave the computed value. */
  public static final int KEEP = -2;

  private final InputBatch batch;
  private final boolean causal;
  private final Map<Variable, int[]> overrides;
  private final Map<Variable, int[]> known = new IdentityHashMap<>();
  private final List<Conflict> conflicts = new ArrayList<>();

  /** An evaluation without interventions. */
  public Evaluation(InputBatch batch, boolean causal) {
    this(batch, causal, Map.of());
  }

  /**
   * An evaluation under interventions.
   *
   * @param overrides for some variables, codes {@code [batch * maxLength]} that replace the
   *     computed ones, {@link #KEEP} where they do not; what stands beyond an input is not asked
   */
  public Evaluation(InputBatch batch, boolean causal, Map<Variable, int[]> overrides) {
    this.batch = batch;
    this.causal = causal;
    this.overrides = new IdentityHashMap<>(overrides);
  }

  /** A position at which a read from other positions has no value. */
  public record Conflict(Variable variable, Kind kind, int row, int position) {
    /** Why there is no value. */
    public enum Kind {
      /** Different values are selected where one is asked for. */
      DIFFERENT_VALUES,
      /** A selected value is {@code none} where a number or truth value is asked for. */
      UNDEFINED_VALUE
    }
  }

  /** The inputs. */
  public InputBatch batch() {
    return batch;
  }

  /** The conflicts met so far, in order of evaluation. */
  public List<Conflict> conflicts() {
    return List.copyOf(conflicts);
  }

  /** The codes of {@code variable}, {@code [batch * maxLength]}; not to be written to. */
  public int[] codes(Variable variable) {
    int[] codes = known.get(variable);
    if (codes == null) {
      codes = compute(variable);
      int[] override = overrides.get(variable);
      if (override != null) codes = overridden(codes, override);
      known.put(variable, codes);
    }
    return codes;
  }

  /** Which positions a selector selects, input by input. */
  public Selection selection(Selector selector) {
    return new Selection(this, selector, causal);
  }

  private int[] overridden(int[] codes, int[] override) {
    int[] result = codes.clone();
    for (int row = 0; row < batch.size(); row++) {
      for (int i = batch.at(row, 0); i < batch.at(row, batch.rows()[row].length); i++) {
        if (override[i] != KEEP) result[i] = override[i];
      }
    }
    return result;
  }

  private int[] compute(Variable variable) {
    Mechanism m = variable.mechanism();
    if (m instanceof Mechanism.Token) return tokens();
    if (m instanceof Mechanism.Position) return positions();
    if (m instanceof Mechanism.Table t) return table(t);
    if (m instanceof Mechanism.Attention a) {
      return new AttentionEvaluation(this, variable, a, causal).codes(conflicts);
    }
    throw new AssertionError(m);
  }

  private int[] fresh() {
    int[] codes = new int[batch.size() * batch.maxLength()];
    java.util.Arrays.fill(codes, NO_VALUE);
    return codes;
  }

  private int[] tokens() {
    int[] codes = fresh();
    for (int row = 0; row < batch.size(); row++) {
      int[] input = batch.rows()[row];
      System.arraycopy(input, 0, codes, batch.at(row, 0), input.length);
    }
    return codes;
  }

  private int[] positions() {
    int[] codes = fresh();
    for (int row = 0; row < batch.size(); row++) {
      for (int p = 0; p < batch.rows()[row].length; p++) {
        codes[batch.at(row, p)] = p;
      }
    }
    return codes;
  }

  private int[] table(Mechanism.Table table) {
    int[] codes = fresh();
    int[] rows = jointCodes(table.parents());
    for (int i = 0; i < codes.length; i++) {
      if (rows[i] >= 0) codes[i] = table.codes()[rows[i]];
    }
    return codes;
  }

  /** The joint rows of several variables, as in {@link Mechanism.Table#row}; 0 for none. */
  public int[] jointCodes(List<Variable> variables) {
    if (variables.size() == 1) return codes(variables.get(0));
    int[] joint = fresh();
    for (int row = 0; row < batch.size(); row++) {
      java.util.Arrays.fill(joint, batch.at(row, 0), batch.at(row, batch.rows()[row].length), 0);
    }
    for (Variable v : variables) {
      int[] codes = codes(v);
      int size = v.domain().size();
      for (int i = 0; i < joint.length; i++) {
        if (joint[i] >= 0) joint[i] = codes[i] < 0 ? NO_VALUE : joint[i] * size + codes[i];
      }
    }
    return joint;
  }
}
