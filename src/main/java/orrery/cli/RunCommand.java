package orrery.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orrery.causal.CausalModel;
import orrery.draw.Table;
import orrery.types.Value;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code orrery run}: one input, by the interpreter or by the weights of a folder. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    header = "Run one input, by the interpreter or by the weights of a folder.",
    description = {
      "A program is run by the interpreter, a model folder by its float32 weights.",
      "Prints one value per position where the output is judged, `_` for none."
    },
    footer = {
      "",
      "Example:",
      "  orrery run programs/hist.rasp abac",
      "  orrery run /tmp/hist abac --trace",
      "  orrery run programs/sort.rasp '[2, 4, 1, 2]' --json"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private SubjectArgument subject = new SubjectArgument();

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      description = "A string of tokens, or a list such as '[2, 4, 1]'.")
  private String input = "";

  @Option(
      names = "--trace",
      description = "Show every variable at every position; for a folder, at each of its sites.")
  private boolean trace;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    Subject.Run run = subject.load(console).run(input);
    if (json.wanted()) {
      console.out().println(json(run));
    } else if (trace) {
      console.out().print(table(run).plain());
    } else {
      run.outputs().forEach(o -> console.out().println(line(o, run.outputs().size() > 1)));
    }
    return 0;
  }

  private static String line(Subject.Answer answer, boolean named) {
    String values =
        answer.values().stream()
            .flatMap(Optional::stream)
            .map(Values::word)
            .collect(Collectors.joining(" "));
    return named ? answer.output().name() + ": " + values : values;
  }

  private static Table table(Subject.Run run) {
    List<String> head = new ArrayList<>(List.of("variable", "site"));
    IntStream.range(0, run.length()).forEach(p -> head.add(String.valueOf(p)));
    List<List<String>> rows = new ArrayList<>();
    run.trace().forEach(s -> rows.add(row(s.variable().name(), s.site(), known(s.values()))));
    run.outputs().forEach(o -> rows.add(row(o.output().name(), "output", o.values())));
    return new Table(head, rows);
  }

  private static List<Optional<Value>> known(List<Value> values) {
    return values.stream().map(Optional::of).toList();
  }

  private static List<String> row(String name, String where, List<Optional<Value>> values) {
    List<String> cells = new ArrayList<>(List.of(name, where));
    values.forEach(v -> cells.add(v.map(Values::word).orElse("")));
    return cells;
  }

  private JsonObject json(Subject.Run run) {
    JsonObject all = new JsonObject();
    JsonObject outputs = new JsonObject();
    for (Subject.Answer a : run.outputs()) {
      CausalModel.Output output = a.output();
      outputs.add(output.name(), Values.json(a.values()));
    }
    all.add("outputs", outputs);
    if (trace) {
      com.google.gson.JsonArray variables = new com.google.gson.JsonArray();
      run.trace()
          .forEach(
              s -> {
                JsonObject one = new JsonObject();
                one.addProperty("variable", s.variable().name());
                one.addProperty("site", s.site());
                one.add("values", Values.json(known(s.values())));
                variables.add(one);
              });
      all.add("variables", variables);
    }
    return all;
  }
}
