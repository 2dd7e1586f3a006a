package orrery.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import orrery.intervention.Reference;
import orrery.intervention.Task;

/**
 * A task with all that a report says of it.
 *
 * @param task what an engine is asked
 * @param options how it was made
 * @param examples its pairs, in the order of the prompts
 * @param notes what the maker found out, in sentences: fewer pairs than asked, variables that no
 *     pair changes alone
 * @param outputs where the outputs are judged, such as {@code next at last}
 * @param programHash SHA-256 of the program's text and parameters
 * @param hash SHA-256 of program, pairs, reference and metric: equal tasks, equal hashes
 */
public record MadeTask(
    Task task,
    TaskOptions options,
    List<Example> examples,
    List<String> notes,
    String outputs,
    String programHash,
    String hash) {
  public MadeTask {
    examples = List.copyOf(examples);
    notes = List.copyOf(notes);
  }

  /**
   * One pair.
   *
   * @param clean the tokens of the clean input, without BOS
   * @param counterfactual those of the other
   * @param judged where it is judged, and what is right there
   * @param changes the variable that the counterfactual changes alone, where it is exactly matched
   */
  public record Example(
      List<String> clean,
      List<String> counterfactual,
      List<Judgement> judged,
      Optional<String> changes) {
    public Example {
      clean = List.copyOf(clean);
      counterfactual = List.copyOf(counterfactual);
      judged = List.copyOf(judged);
    }

    /** Whether the two answers differ somewhere; else the logit difference is 0 whatever is cut. */
    public boolean isEffective() {
      return judged.stream().anyMatch(Judgement::differs);
    }
  }

  /** How many pairs there are; at most as many as were asked for. */
  public int size() {
    return examples.size();
  }

  /** The effective sample size: how many pairs have different answers. */
  public int effectiveSize() {
    return (int) examples.stream().filter(Example::isEffective).count();
  }

  /** One line for a report. */
  public String description() {
    return String.format(
        Locale.ROOT,
        "%d %s pairs of %d asked for, %d with different answers; %s, %s, seed %d; %s",
        size(),
        options.counterfactual().label(),
        options.examples(),
        effectiveSize(),
        options.reference(),
        options.metric().label(),
        options.seed(),
        outputs);
  }

  /** The same with another replacement, and a note that says where it comes from. */
  public MadeTask with(Reference reference, String note) {
    MadeTask other = with(reference);
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new MadeTask(
        other.task, other.options, examples, more, outputs, programHash, other.hash);
  }

  /** The same pairs and metric with another replacement, such as optimal constants. */
  public MadeTask with(Reference reference) {
    TaskOptions changed =
        new TaskOptions(
            options.examples(),
            options.seed(),
            options.counterfactual(),
            reference.name(),
            options.metric());
    Task other = new Task(task.prompts(), reference, task.metric());
    return new MadeTask(
        other, changed, examples, notes, outputs, programHash, Fingerprint.of(programHash, other));
  }
}
