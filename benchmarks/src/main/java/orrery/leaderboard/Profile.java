package orrery.leaderboard;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ModelFolder;
import orrery.circuit.BuildRecord;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.suite.Facts;
import orrery.suite.Kind;
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
    Kind kind,
    boolean passed,
    int components,
    String stratum,
    SortedMap<String, Long> seeds) {
  private static final Set<Kind> CONTROLS = Set.of(Kind.IIT, Kind.NATURAL, Kind.RANDOM);

  /** Copies the seeds. */
  public Profile {
    seeds = new TreeMap<>(seeds);
  }

  /** The profile of a model folder that was read. */
  public static Profile of(ModelFolder.Contents contents, Strata strata) {
    CompiledModel model = contents.model();
    Facts facts = Facts.of(model);
    return new Profile(
        model.meaning().name(),
        Fingerprint.of(model.build()),
        kind(model.build()),
        contents.certificate().passed(),
        facts.components(),
        strata.of(facts),
        new TreeMap<>(
            model.build().training().map(TrainingRecord::seeds).map(Map::copyOf).orElse(Map.of())));
  }

  /** The kind of a model. */
  public static Kind kind(BuildRecord build) {
    if (build.training().isEmpty()) return Kind.COMPILED;
    return switch (build.training().get().kind()) {
      case SIIT -> Kind.SIIT;
      case NATURAL -> Kind.NATURAL;
      case IIT -> Kind.IIT;
      case RANDOM -> Kind.RANDOM;
    };
  }

  /** Whether it is a negative control: nothing makes such a model have the program's circuit. */
  public boolean isControl() {
    return CONTROLS.contains(kind);
  }
}
