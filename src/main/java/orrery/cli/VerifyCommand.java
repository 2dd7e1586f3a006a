package orrery.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import orrery.verify.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code orrery verify}: interpreter against weights, at every variable. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Run the interpreter beside the float32 weights on every legal input, or on a sample, and",
      "compare every variable at its site, every output, and every head's attention."
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
      Table table = new Table("variable", "site", "values", "wrong", "margin");
      certificate.variables().forEach(e -> add(table, e));
      certificate.outputs().forEach(e -> add(table, e));
      table.lines("").forEach(console.out()::println);
      console.out().println();
      console.out().println(Figures.clearness(certificate));
      console.out().println(Figures.verdict(certificate));
    }
    return certificate.passed() ? 0 : 1;
  }

  private static void add(Table table, Certificate.Entry e) {
    table.row(
        e.name(),
        e.site(),
        String.format(Locale.ROOT, "%,d", e.compared()),
        String.format(Locale.ROOT, "%,d", e.wrong()),
        String.format(Locale.ROOT, "%.3f", e.margin()));
  }
}
