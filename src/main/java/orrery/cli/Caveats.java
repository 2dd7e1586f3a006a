package orrery.cli;

import java.util.ArrayList;
import java.util.List;
import orrery.artifact.ModelFolder;
import orrery.circuit.TrainingRecord;
import orrery.verify.Acceptance;

/** What must be known of a trained model before a figure about it is believed. */
final class Caveats {
  private Caveats() {}

  /** Sentences; none where the model has the circuit that its folder says. */
  static List<String> of(ModelFolder.Contents contents) {
    List<String> caveats = new ArrayList<>();
    contents
        .model()
        .build()
        .training()
        .map(TrainingRecord::kind)
        .filter(kind -> !kind.aimsAtCircuit())
        .ifPresent(kind -> caveats.add(control(kind)));
    if (contents.certificate() instanceof Acceptance a && !a.passed()) {
      caveats.add("did not pass its acceptance: " + AcceptanceFigures.reasons(a));
    }
    return caveats;
  }

  private static String control(TrainingRecord.Kind kind) {
    return "a negative control: it "
        + kind.how()
        + ", and has no known circuit; PROGRAM is the circuit of its twin";
  }

  /** Shows them, one a line. */
  static void warn(ModelFolder.Contents contents, Console console) {
    String name = contents.model().meaning().name();
    of(contents).forEach(c -> console.err().println("warning: " + name + ": " + c));
    console.err().flush();
  }
}
