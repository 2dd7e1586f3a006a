package orrery.verify;

import java.util.List;
import java.util.Optional;

/**
 * What was verified, and how.
 *
 * @param passed whether nothing disagreed
 * @param coverage whether all legal inputs were run, or a sample
 * @param inputs how many inputs were run; those shorter than the longest were run once bare and
 *     once padded
 * @param candidates how many inputs of legal length and shape there are, assumptions aside
 * @param seed of the sample; 0 where all inputs were run
 * @param values how many values of variables and outputs were compared
 * @param disagreements how many differed
 * @param margin the smallest decode margin of any placement or output: 1 is exact, 0 is a tie
 * @param leak the largest share of a query's attention outside the positions that it should attend
 *     to
 * @param leakBound what the construction promises for the leak
 * @param variables one entry per placement
 * @param outputs one entry per output
 * @param first the first disagreement
 */
public record Certificate(
    boolean passed,
    Coverage coverage,
    long inputs,
    String candidates,
    long seed,
    long values,
    long disagreements,
    double margin,
    double leak,
    double leakBound,
    List<Entry> variables,
    List<Entry> outputs,
    Optional<Disagreement> first)
    implements Evidence {
  /** Which inputs were run. */
  public enum Coverage {
    /** All legal inputs. */
    EXHAUSTIVE,
    /** A sample, the lengths in equal shares. */
    SAMPLED
  }

  /**
   * One placement or output.
   *
   * @param name the variable's or output's name
   * @param site where it was decoded
   * @param compared how many values
   * @param wrong how many differed
   * @param margin the smallest margin
   */
  public record Entry(String name, String site, long compared, long wrong, double margin) {}

  /** A value that differs. */
  public record Disagreement(
      String name, String site, String input, int position, String expected, String got) {}
}
