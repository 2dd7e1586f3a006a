package orrery.attribution;

import java.util.List;
import java.util.Map;

/**
 * A token attribution method. Deterministic: everything random comes from a seed in its settings.
 */
public interface TokenMethod {
  /** The name by which it is asked for and reported: {@code integrated-gradients}. */
  String name();

  /** Its paper: authors and year. */
  String citation();

  /** Every option that it runs with, in a fixed order, as it can be told again. */
  Map<String, String> settings();

  /**
   * Scores the tokens of every question of a task, in order. What it costs is what {@link
   * TokenTask#cost} has grown by.
   *
   * @throws AttributionRefusal where it cannot be run on this model
   */
  List<TokenScores> score(TokenTask task);
}
