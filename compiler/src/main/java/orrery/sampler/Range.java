package orrery.sampler;

import java.util.random.RandomGenerator;

/** Whole numbers from {@code least} to {@code most}, both included. */
public record Range(int least, int most) {
  /** Refuses a range that holds no number from 0 on. */
  public Range {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException(
          "a range goes from 0 or more to no less: " + least + ".." + most);
    }
  }

  /** Whether it holds {@code n}. */
  public boolean holds(int n) {
    return least <= n && n <= most;
  }

  int draw(RandomGenerator random) {
    return least + random.nextInt(most - least + 1);
  }

  @Override
  public String toString() {
    return least == most ? "" + least : least + ".." + most;
  }
}
