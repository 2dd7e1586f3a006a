package orrery.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.causal.InputSpace;
import orrery.causal.Variable;
import orrery.check.Frontend;
import orrery.check.TypedProgram;
import orrery.diagnostic.Diagnostics;
import orrery.draw.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery check}: what is wrong with a program. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    header = "Check a program: what is wrong with it, or that nothing is.",
    description = "Prints one line for a sound program; what is wrong goes to stderr, with carets.",
    footer = {
      "",
      "Example:",
      "  orrery check programs/hist.rasp --variables",
      "  orrery check mine.rasp -D N=20 --json"
    })
final class CheckCommand implements Callable<Integer> {
  @Mixin private ProgramArgument program = new ProgramArgument();

  @Option(names = "--variables", description = "List what every variable can be.")
  private boolean variables;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Frontend.Meant> meant = program.check(diagnostics);
    if (json.wanted()) {
      JsonObject all = new JsonObject();
      all.addProperty("sound", meant.isPresent());
      all.add("diagnostics", Console.json(diagnostics.all()));
      console.out().println(all);
    } else {
      console.show(diagnostics.all());
      meant.ifPresent(m -> report(m.typed()));
    }
    return meant.isPresent() ? 0 : 1;
  }

  private void report(TypedProgram typed) {
    InputSpace space = typed.inputs();
    console
        .out()
        .println(
            "%s: sound; %s, %s, %,d inputs of legal length and shape"
                .formatted(
                    typed.name(),
                    Figures.counted(typed.variables().size(), "variable"),
                    Figures.counted(typed.outputs().size(), "output"),
                    space.candidates()));
    if (!variables) return;
    List<List<String>> rows = new ArrayList<>();
    for (Variable v : typed.variables()) {
      int line = v.annotations().line();
      rows.add(List.of(line == 0 ? "" : String.valueOf(line), v.name(), v.domain().toString()));
    }
    console.out().print(new Table(List.of("line", "variable", "values"), rows).plain());
  }
}
