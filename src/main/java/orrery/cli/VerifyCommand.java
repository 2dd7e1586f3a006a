package orrery.cli;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.artifact.AbstractionFile;
import orrery.circuit.CompiledModel;
import orrery.components.Accepting;
import orrery.components.HeldOutInputs;
import orrery.components.Subspaces;
import orrery.draw.Table;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery verify}: interpreter against weights, at every variable. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header =
        "Compare weights with the interpreter at every variable, or judge a trained model again.",
    description = {
      "Runs every legal input, or a sample where there are too many, and compares every variable",
      "at its site, every output, and every head's attention.",
      "With --interchange also gives every variable, and sets of variables, the values that they",
      "have on another input, and compares what the weights make of it with the program; checks",
      "that the levels of the ground truth agree; and writes abstraction.json into a DIR.",
      "Of a trained model every figure of its certificate.json is measured again, on its weights and",
      "the inputs that were held out, with and without --interchange; it must say the same."
    },
    footer = {
      "",
      "Example:",
      "  orrery verify programs/hist.rasp",
      "  orrery verify target/hist --samples 100000 --seed 1",
      "  orrery verify target/hist --interchange",
      "  orrery verify target/hist-siit"
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
    Subject of = subject.load(console);
    if (of instanceof Subject.OfFolder f && f.certificate() instanceof Acceptance said) {
      return again(f.model().toFloat32(), said);
    }
    CompiledModel model = of.model().toFloat32();
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

  /** Judges a trained model on the terms of its acceptance, which must say the same. */
  private int again(CompiledModel model, Acceptance said) {
    verify.requireUsual();
    Acceptance found = accept(model, said.terms());
    boolean same = found.equals(said);
    if (json.wanted()) {
      JsonObject all = Figures.json(new Build(model, found));
      all.addProperty("as_certificate_says", same);
      console.out().println(all);
    } else {
      console.out().print(AcceptanceFigures.table(found).plain());
      console.out().println();
      console.out().println(AcceptanceFigures.verdict(found));
      console.out().println("certificate.json says " + (same ? "the same" : "something else"));
    }
    return found.passed() && same ? 0 : 1;
  }

  private Acceptance accept(CompiledModel model, Acceptance.Terms terms) {
    try (Progress.Steps steps = Progress.steps(console, "verifying")) {
      steps.begins("interchanges and ablations", 0, 1);
      return Accepting.accept(model, HeldOutInputs.of(model), terms, Subspaces.of(model));
    } catch (IllegalArgumentException unknown) {
      throw new Fault(String.valueOf(unknown.getMessage()));
    }
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
