package orrery.leaderboard;

import java.util.Locale;
import orrery.circuit.BuildRecord;
import orrery.circuit.TrainingRecord;

/** How the weights of a model in a suite came about. */
public enum ModelKind {
  /** Trained strictly to the program's circuit. */
  SIIT(false),
  /** Computed from the program. */
  COMPILED(false),
  /** Trained on interchanged variables, but not strictly; a negative control. */
  IIT(true),
  /** Trained on behaviour only; a negative control. */
  NATURAL(true),
  /** As drawn; a negative control. */
  RANDOM(true);

  private final boolean control;

  ModelKind(boolean control) {
    this.control = control;
  }

  /** The kind of a model. */
  public static ModelKind of(BuildRecord build) {
    return build.training().map(TrainingRecord::kind).map(ModelKind::of).orElse(COMPILED);
  }

  private static ModelKind of(TrainingRecord.Kind kind) {
    return switch (kind) {
      case SIIT -> SIIT;
      case NATURAL -> NATURAL;
      case IIT -> IIT;
      case RANDOM -> RANDOM;
    };
  }

  /** The name in files and options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a negative control: nothing makes such a model have the program's circuit. */
  public boolean isControl() {
    return control;
  }
}
