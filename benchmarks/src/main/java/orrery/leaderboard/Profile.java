package orrery.leaderboard;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import orrery.artifact.ModelFolder;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.task.Fingerprint;

/**
 * What a suite says of a model besides its weights.
 *
 * @param program the name of the program
 * @param family a hash of the program's text and parameters: models of one family are not
 *     independent of each other
 * @param kind how the weights came about
 * @param passed what the model's own certificate says
 * @param components how many heads and MLPs the program's circuit has
 * @param stratum how difficult the circuit is, in words
 * @param seeds of the training, by what each decides; empty of a compiled model
 */
public record Profile(
    String program,
    String family,
    ModelKind kind,
    boolean passed,
    int components,
    String stratum,
    Map<String, Long> seeds) {
  /** The profile of a model folder that was read. */
  public static Profile of(ModelFolder.Contents contents) {
    CompiledModel model = contents.model();
    int components = components(model);
    return new Profile(
        model.meaning().name(),
        Fingerprint.of(model.build()),
        ModelKind.of(model.build()),
        contents.certificate().passed(),
        components,
        stratum(components),
        model.build().training().map(t -> Map.copyOf(t.seeds())).orElse(Map.of()));
  }

  private static int components(CompiledModel model) {
    Set<Component> used = new HashSet<>();
    for (Edge e : model.program().edges().keySet()) {
      for (Component c : new Component[] {e.from(), e.to()}) {
        if (c.kind() == Component.Kind.HEAD || c.kind() == Component.Kind.MLP) used.add(c);
      }
    }
    return used.size();
  }

  /** The stratum of a circuit of so many components; strata sort by their names. */
  static String stratum(int components) {
    if (components <= 1) return components == 0 ? "0 components" : "1 component";
    if (components == 2) return "2 components";
    return components <= 5 ? "3 to 5 components" : "6 or more components";
  }
}
