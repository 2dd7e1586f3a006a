package orrery.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Equal to 1e-9, relative to the larger of 1 and what it should be. */
final class Close {
  static final double TOLERANCE = 1e-9;

  private Close() {}

  static void assertClose(double[][] is, double[][] should) {
    assertThat(is.length).isEqualTo(should.length);
    for (int r = 0; r < is.length; r++) {
      assertThat(is[r].length).isEqualTo(should[r].length);
      for (int c = 0; c < is[r].length; c++) assertClose(is[r][c], should[r][c]);
    }
  }

  static void assertClose(double is, double should) {
    double bound = TOLERANCE * Math.max(1, Math.abs(should));
    assertThat(is).isCloseTo(should, within(bound));
  }
}
