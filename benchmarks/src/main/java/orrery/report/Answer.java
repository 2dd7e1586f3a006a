package orrery.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orrery.discovery.CausalScrubbing;
import orrery.discovery.Method;
import orrery.discovery.Scores;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;

/**
 * What a method answered, before anybody judges it.
 *
 * @param label by which the row is called: the method's name, with settings where it runs twice
 * @param citation its paper
 * @param settings every option that it ran with
 * @param cost what it computed
 * @param scores its answer, in which every number is finite
 * @param notes sentences worth knowing of it
 */
public record Answer(
    String label,
    String citation,
    Map<String, String> settings,
    Cost cost,
    Scores scores,
    List<String> notes) {
  /** Asks a method. Scores that are no finite numbers become 0, and a note says so. */
  public static Answer of(String label, Method method, Experiment experiment) {
    Cost before = experiment.cost();
    FiniteScores finite = FiniteScores.of(method.score(experiment));
    Cost cost = experiment.cost().since(before);
    List<String> notes = new ArrayList<>(finite.notes());
    if (method instanceof CausalScrubbing scrubbing) notes.add(recovered(scrubbing, experiment));
    return new Answer(label, method.citation(), method.settings(), cost, finite.scores(), notes);
  }

  private static String recovered(CausalScrubbing scrubbing, Experiment experiment) {
    CausalScrubbing.Recovered all = scrubbing.recover(experiment);
    return String.format(
        Locale.ROOT,
        "The program's hypothesis, scrubbed claim by claim, has loss %.6f at the mean and %.6f at"
            + " the worst; %.6f clean, %.6f with everything cut.",
        all.scrubbed() + 0.0,
        all.worst() + 0.0,
        all.clean() + 0.0,
        all.ablated() + 0.0);
  }
}
