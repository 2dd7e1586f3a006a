package orrery.report;

import java.util.List;
import java.util.Map;
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
    return new Answer(
        label, method.citation(), method.settings(), cost, finite.scores(), finite.notes());
  }
}
