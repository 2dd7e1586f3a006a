package orrery.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.artifact.AbstractionFile;
import orrery.draw.Table;
import orrery.verify.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery verify}: interpreter against weights, at every variable. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Compare weights with the interpreter at every variable.",
    description = {
      "Runs every legal input, or a sample where there are too many, and compares every variable",
      "at its site, every output, and every head's attention.",
      "With --interchange also gives every variable, and sets of variables, the values that they",
      "have on another input, and compares what the weights make of it with the program; checks",
      "that the levels of the ground truth agree; and writes abstraction.json into a DIR."
    },
    footer = {
      "",
      "Example:",
      "  orrery verify programs/hist.rasp",
      "  orrery verify target/hist --samples 100000 --seed 1",
      "  orrery verify target/hist --interchange"
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private SubjectArgument subject = new SubjectArgument();
  @Mixin private VerifyOptions verify = new VerifyOptions();

  @Option(
      names = "--interchange",
      description = "Exchange variables between inputs, too, and check the levels.")
  private boolean interchange;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    var model = subject.load(console).model().toFloat32();
    Certificate certificate = Build.verify(model, verify.options(), console);
    Optional<Interchanges> exchanged =
        interchange
            ? Optional.of(Interchanges.of(model, verify.seed(), console))
            : Optional.empty();
    if (exchanged.isPresent() && subject.folder().isPresent()) {
      AbstractionFile.write(
          subject.folder().get(), model, exchanged.get().abstraction(), exchanged.get().levels());
    }
    if (json.wanted()) {
      JsonObject all = Figures.json(new Build(model, certificate));
      exchanged.ifPresent(x -> x.json().entrySet().forEach(e -> all.add(e.getKey(), e.getValue())));
      console.out().println(all);
    } else {
      print(certificate);
      exchanged.ifPresent(x -> x.print(console));
    }
    return certificate.passed() && exchanged.map(Interchanges::passed).orElse(true) ? 0 : 1;
  }

  private void print(Certificate certificate) {
    List<List<String>> rows = new ArrayList<>();
    certificate.variables().forEach(e -> rows.add(row(e)));
    certificate.outputs().forEach(e -> rows.add(row(e)));
    List<String> head = List.of("variable", "site", "values", "wrong", "margin");
    console.out().print(new Table(head, rows).plain());
    console.out().println();
    console.out().println(Figures.clearness(certificate));
    console.out().println(Figures.verdict(certificate));
  }

  private static List<String> row(Certificate.Entry e) {
    return List.of(
        e.name(),
        e.site(),
        String.format(Locale.ROOT, "%,d", e.compared()),
        String.format(Locale.ROOT, "%,d", e.wrong()),
        String.format(Locale.ROOT, "%.3f", e.margin()));
  }
}
