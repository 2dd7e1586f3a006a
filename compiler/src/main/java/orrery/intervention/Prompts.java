package orrery.intervention;

import java.util.Arrays;

/**
 * Paired inputs: what a model is run on, and the counterfactual of each.
 *
 * <p>Pairs are of one length; different pairs may differ. There is no padding.
 *
 * @param clean {@code [example][position]} token ids, BOS first
 * @param corrupt {@code [example][position]} the counterfactuals
 */
public record Prompts(int[][] clean, int[][] corrupt) {
  public Prompts {
    if (clean.length == 0 || clean.length != corrupt.length) {
      throw new IllegalArgumentException(
          "%d clean prompts and %d counterfactuals".formatted(clean.length, corrupt.length));
    }
    for (int i = 0; i < clean.length; i++) {
      if (clean[i].length != corrupt[i].length) {
        throw new IllegalArgumentException(
            "prompt %d has %d tokens, its counterfactual %d: replacements need equal lengths"
                .formatted(i, clean[i].length, corrupt[i].length));
      }
    }
  }

  /** How many pairs there are. */
  public int size() {
    return clean.length;
  }

  /** The longest prompt, BOS included. */
  public int maxLength() {
    return Arrays.stream(clean).mapToInt(p -> p.length).max().orElseThrow();
  }

  /** The pairs the other way round: denoising instead of noising. */
  public Prompts swapped() {
    return new Prompts(corrupt, clean);
  }

  /** Some of the pairs. */
  public Prompts select(int... examples) {
    return new Prompts(
        Arrays.stream(examples).mapToObj(i -> clean[i]).toArray(int[][]::new),
        Arrays.stream(examples).mapToObj(i -> corrupt[i]).toArray(int[][]::new));
  }
}
