package orrery.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.OutputHead;
import orrery.types.Value;
import orrery.verify.Evidence;
import orrery.verify.Observation;

/** What a command works on: a program, or a model folder, compiled or trained. */
sealed interface Subject {
  /** The meaning. */
  CausalModel meaning();

  /** The model: loaded, or compiled without options. */
  CompiledModel model();

  /** One input, read from the command line and run. */
  Run run(String input);

  /**
   * What one output says.
   *
   * @param values {@code [position]}, absent where the output is not judged
   */
  record Answer(CausalModel.Output output, List<Optional<Value>> values) {}

  /**
   * What one input did.
   *
   * @param length the number of its tokens
   * @param trace every variable that can be decoded, at each of its sites
   * @param outputs the answers
   */
  record Run(int length, List<Observation.Sighting> trace, List<Answer> outputs) {}

  /** The values where an output is judged. */
  private static List<Optional<Value>> judged(CausalModel.Output output, List<Value> values) {
    List<Optional<Value>> judged = new ArrayList<>();
    for (int p = 0; p < values.size(); p++) {
      judged.add(output.judgedAt(p, values.size()) ? Optional.of(values.get(p)) : Optional.empty());
    }
    return judged;
  }

  /** A program, run by the interpreter. */
  record OfProgram(LoadedProgram program) implements Subject {
    @Override
    public CausalModel meaning() {
      return program.meaning();
    }

    @Override
    public CompiledModel model() {
      return program.compile();
    }

    @Override
    public Run run(String input) {
      int[] codes = program.inputs().read(input);
      InputBatch batch = InputBatch.of(List.of(codes), meaning().inputs().maxLength());
      Evaluation evaluation = new Evaluation(batch, meaning().inputs().causal());
      List<Observation.Sighting> trace = new ArrayList<>();
      for (Variable v : meaning().variables()) {
        trace.add(new Observation.Sighting(v, "", values(evaluation, v, codes.length)));
      }
      List<Answer> answers =
          meaning().outputs().stream()
              .map(o -> new Answer(o, judged(o, values(evaluation, o.variable(), codes.length))))
              .toList();
      return new Run(codes.length, trace, answers);
    }

    private static List<Value> values(Evaluation evaluation, Variable v, int length) {
      int[] codes = evaluation.codes(v);
      if (Arrays.stream(codes, 0, length).anyMatch(c -> c < 0)) {
        throw new Fault(
            "`%s` has no value on this input: different values are selected where one is asked for"
                .formatted(v.name()));
      }
      return Arrays.stream(codes, 0, length).mapToObj(v.domain()::value).toList();
    }
  }

  /**
   * A model folder, run by its float32 weights.
   *
   * @param certificate what the folder says of the weights
   */
  record OfFolder(CompiledModel model, Evidence certificate) implements Subject {
    @Override
    public CausalModel meaning() {
      return model.meaning();
    }

    @Override
    public Run run(String input) {
      int[] codes = InputReader.of(meaning().inputs()).read(input);
      Observation observation = Observation.of(model, codes);
      List<Answer> answers = new ArrayList<>();
      for (OutputHead head : model.outputs()) {
        answers.add(new Answer(head.output(), judged(head.output(), observation.output(head))));
      }
      return new Run(codes.length, observation.sightings(), answers);
    }
  }
}
