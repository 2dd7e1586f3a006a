package orrery.intervention;

/**
 * What is asked of a model: on which prompts, what replaces, what is measured.
 *
 * @param prompts the clean runs and their counterfactuals
 * @param reference what cut edges carry
 * @param metric what is measured, as a loss
 */
public record Task(Prompts prompts, Reference reference, Metric metric) {
  /**
   * The same question the other way round: a run starts from the counterfactual, and a cut edge is
   * one that is restored to its clean value. The metric still judges the same answers.
   *
   * @throws IllegalArgumentException unless the reference is {@link Reference.Resample}
   */
  public Task denoising() {
    if (!(reference instanceof Reference.Resample)) {
      throw new IllegalArgumentException("only resampling can be turned round");
    }
    return new Task(prompts.swapped(), reference, metric);
  }
}
