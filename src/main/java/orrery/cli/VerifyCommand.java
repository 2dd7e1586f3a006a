package orrery.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import orrery.draw.Table;
import orrery.verify.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orrery verify}: interpreter against weights, at every variable. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Compare weights with the interpreter at every variable.",
    description = {
      "Runs every legal input, or a sample where there are too many, and compares every variable",
      "at its site, every output, and every head's attention."
    },
    footer = {
      "",
      "Example:",
      "  orrery verify programs/hist.rasp",
      "  orrery verify /tmp/hist --samples 100000 --seed 1"
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private SubjectArgument subject = new SubjectArgument();
  @Mixin private VerifyOptions verify = new VerifyOptions();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    var model = subject.load(console).model().toFloat32();
    Certificate certificate = Build.verify(model, verify.options(), console);
    if (json.wanted()) {
      console.out().println(Figures.json(new Build(model, certificate)));
    } else {
      List<List<String>> rows = new ArrayList<>();
      certificate.variables().forEach(e -> rows.add(row(e)));
      certificate.outputs().forEach(e -> rows.add(row(e)));
      List<String> head = List.of("variable", "site", "values", "wrong", "margin");
      console.out().print(new Table(head, rows).plain());
      console.out().println();
      console.out().println(Figures.clearness(certificate));
      console.out().println(Figures.verdict(certificate));
    }
    return certificate.passed() ? 0 : 1;
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
