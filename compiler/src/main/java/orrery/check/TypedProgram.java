package orrery.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import orrery.causal.CausalModel;
import orrery.causal.InputSpace;
import orrery.causal.Variable;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;
import orrery.types.Value;

/**
 * A program that means something: names resolved, functions inlined, every value with its domain.
 *
 * @param name the program's name
 * @param doc its documentation
 * @param source its text
 * @param params its parameters as they were set
 * @param inputs the legal inputs
 * @param input the input's variables, and how an input is written
 * @param bos the visible start token of {@code option bos}, which is then part of every input
 * @param variables every variable, parents before children; some reach no output
 * @param outputs what the program answers
 * @param examples its examples
 * @param checks its checks
 * @param checked what was checked on inputs, and on how many
 */
public record TypedProgram(
    String name,
    String doc,
    Source source,
    Map<String, Value> params,
    InputSpace inputs,
    Input input,
    Optional<Value> bos,
    List<Variable> variables,
    List<CausalModel.Output> outputs,
    List<Example> examples,
    List<Check> checks,
    List<Checked> checked) {

  /** Copies the lists. */
  public TypedProgram {
    params = Map.copyOf(params);
    variables = List.copyOf(variables);
    outputs = List.copyOf(outputs);
    examples = List.copyOf(examples);
    checks = List.copyOf(checks);
    checked = List.copyOf(checked);
  }

  /**
   * An example.
   *
   * @param span where it stands
   * @param input token codes {@code [position]}
   * @param settings its interventions
   * @param expectations what the outputs must be
   * @param tolerance how far off a number may be; 0 for exact
   */
  public record Example(
      Span span,
      int[] input,
      List<Setting> settings,
      List<Expectation> expectations,
      double tolerance) {}

  /**
   * An intervention.
   *
   * @param span where it stands
   * @param variable what is set
   * @param position the one position that is set; all when absent
   * @param code the value's code; absent for {@code from}
   * @param from the other input, token codes; empty for {@code :=}
   */
  public record Setting(
      Span span, Variable variable, OptionalInt position, OptionalInt code, int[] from) {}

  /**
   * What one output must be.
   *
   * @param output the output
   * @param values {@code [position]}; absent where anything will do
   */
  public record Expectation(CausalModel.Output output, List<Optional<Value>> values) {}

  /**
   * A condition that holds at every position of every legal input.
   *
   * @param label its name, or its text
   * @param span where its condition stands
   * @param condition what is claimed
   */
  public record Check(String label, Span span, Condition condition) {}
}
