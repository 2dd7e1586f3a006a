package orrery.discovery;

import java.util.Map;
import orrery.intervention.Experiment;

/**
 * A circuit-discovery method. Deterministic: everything random comes from a seed in its settings.
 */
public interface Method {
  /** The name by which it is asked for and reported: {@code eap-ig-inputs}. */
  String name();

  /** Its paper: authors and year. */
  String citation();

  /** Every option that it runs with, in a fixed order, as it can be told again. */
  Map<String, String> settings();

  /** Runs it. What it costs is what {@link Experiment#cost} has grown by. */
  Scores score(Experiment experiment);
}
