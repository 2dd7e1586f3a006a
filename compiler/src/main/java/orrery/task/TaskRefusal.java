package orrery.task;

import java.io.Serial;

/** Thrown where no task can be made as asked; the message says why and what to do. */
public final class TaskRefusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** A refusal with the sentence that the user reads. */
  public TaskRefusal(String sentence) {
    super(sentence);
  }
}
