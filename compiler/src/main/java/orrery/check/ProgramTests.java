package orrery.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.InputSpace;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.types.Value;

/** Runs a program's examples and checks through the interpreter. */
public final class ProgramTests {
  private static final long MOST_CANDIDATES = 2_000_000;
  private static final int SAMPLE = 100_000;

  private final TypedProgram program;
  private final long seed;

  private ProgramTests(TypedProgram program, long seed) {
    this.program = program;
    this.seed = seed;
  }

  /**
   * What came out.
   *
   * @param examples the number of examples
   * @param checks the number of checks
   * @param inputs the number of inputs on which every check was evaluated
   * @param exhaustive whether these were all legal inputs
   * @param failures one diagnostic for each example or check that failed
   */
  public record Outcome(
      int examples, int checks, long inputs, boolean exhaustive, List<Diagnostic> failures) {}

  /** Runs everything; {@code seed} draws the inputs of the checks where there are too many. */
  public static Outcome run(TypedProgram program, long seed) {
    return new ProgramTests(program, seed).run();
  }

  private Outcome run() {
    List<Diagnostic> failures = new ArrayList<>();
    program.examples().forEach(e -> example(e).ifPresent(failures::add));
    InputSpace space = program.inputs();
    boolean all = space.isAtMost(MOST_CANDIDATES);
    long[] inputs = {0};
    if (!program.checks().isEmpty()) {
      Map<TypedProgram.Check, int[]> failing = new HashMap<>();
      if (all) {
        space.forEachBatch(
            b -> {
              inputs[0] += b.size();
              evaluate(b, failing);
            });
      } else {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<int[]> drawn = space.sample(SAMPLE, random);
        inputs[0] = drawn.size();
        for (int from = 0; from < drawn.size(); from += 4096) {
          List<int[]> part = drawn.subList(from, Math.min(drawn.size(), from + 4096));
          evaluate(InputBatch.of(part, space.maxLength()), failing);
        }
      }
      for (TypedProgram.Check check : program.checks()) {
        int[] input = failing.get(check);
        if (input != null)
          failures.add(failure(check, new Shrinking(program).smallest(check, input)));
      }
    }
    return new Outcome(
        program.examples().size(), program.checks().size(), inputs[0], all, failures);
  }

  private void evaluate(InputBatch batch, Map<TypedProgram.Check, int[]> failing) {
    Evaluation evaluation = new Evaluation(batch, program.inputs().causal());
    for (TypedProgram.Check check : program.checks()) {
      if (failing.containsKey(check)) continue;
      List<OptionalInt> failures = check.condition().failures(evaluation);
      for (int row = 0; row < batch.size(); row++) {
        if (failures.get(row).isPresent()) failing.putIfAbsent(check, batch.rows()[row]);
      }
    }
  }

  private Diagnostic failure(TypedProgram.Check check, int[] input) {
    Evaluation evaluation =
        new Evaluation(InputBatch.of(List.of(input), input.length), program.inputs().causal());
    int position =
        check.condition().failures(evaluation).get(0).orElseThrow(() -> new AssertionError(check));
    Diagnostic d =
        Diagnostic.error(
            "E0802",
            check.span(),
            "this check fails on " + program.input().show(input) + " at position " + position);
    for (Variable v : mentioned(check)) {
      d = d.withNote(v.name() + " = " + shown(v, evaluation.codes(v)));
    }
    return d;
  }

  /** The named variables that a check reads, through unnamed ones only. */
  private List<Variable> mentioned(TypedProgram.Check check) {
    List<Variable> found = new ArrayList<>();
    List<Variable> todo = new ArrayList<>(check.condition().reads());
    Map<Variable, Boolean> seen = new HashMap<>();
    while (!todo.isEmpty()) {
      Variable v = todo.remove(0);
      if (seen.put(v, true) != null) continue;
      if (v.annotations().named()) found.add(v);
      else todo.addAll(v.parents());
    }
    return found;
  }

  static String shown(Variable v, int[] codes) {
    List<String> values = new ArrayList<>();
    for (int code : codes) {
      values.add(shown(v, code));
    }
    return "[" + String.join(", ", values) + "]";
  }

  private static String shown(Variable v, int code) {
    return code < 0 ? "?" : v.domain().value(code).toString();
  }

  private Optional<Diagnostic> example(TypedProgram.Example example) {
    Evaluation evaluation = Interventions.evaluate(program, example);
    for (TypedProgram.Expectation e : example.expectations()) {
      Variable v = e.output().variable();
      int[] codes = evaluation.codes(v);
      for (int p = 0; p < e.values().size(); p++) {
        Optional<Value> expected = e.values().get(p);
        if (expected.isPresent() && !agrees(v, codes[p], expected.get(), example.tolerance())) {
          return Optional.of(failure(example, e, codes));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean agrees(Variable v, int code, Value expected, double tolerance) {
    if (code < 0) return false;
    Value got = v.domain().value(code);
    if (got.equals(expected)) return true;
    return tolerance > 0
        && got.isNumber()
        && expected.isNumber()
        && Math.abs(got.toDouble() - expected.toDouble()) <= tolerance;
  }

  private Diagnostic failure(
      TypedProgram.Example example, TypedProgram.Expectation e, int[] codes) {
    Variable v = e.output().variable();
    Diagnostic d =
        Diagnostic.error(
            "E0801",
            example.span(),
            "this example fails: `" + e.output().name() + "` is not as expected");
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"position", "token", "expected", "got", ""});
    for (int p = 0; p < codes.length; p++) {
      Optional<Value> expected = e.values().get(p);
      boolean wrong =
          expected.isPresent() && !agrees(v, codes[p], expected.get(), example.tolerance());
      rows.add(
          new String[] {
            String.valueOf(p),
            program.inputs().alphabet().value(example.input()[p]).toString(),
            expected.map(Value::toString).orElse("_"),
            shown(v, codes[p]),
            wrong ? "<-" : ""
          });
    }
    for (String row : table(rows)) d = d.withNote(row);
    return d;
  }

  private static List<String> table(List<String[]> rows) {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int c = 0; c < row.length; c++) widths[c] = Math.max(widths[c], row[c].length());
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.length; c++) {
        line.append(row[c]).append(" ".repeat(widths[c] - row[c].length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
