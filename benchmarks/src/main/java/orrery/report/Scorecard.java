package orrery.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of putting methods to the test on one model: everything that a report shows, as plain
 * data.
 *
 * <p>It goes to {@code scores.json} and comes back from there; a report is made from nothing else.
 * Edges are numbered by their place in {@link #edges}. Where something is not known a list is empty
 * or a figure is left out, because JSON has no number that says so.
 *
 * @param provenance what was tested and how it can be tested again
 * @param semantics the named intervention semantics Σ, without which there is no truth
 * @param parts the components of the model, in the order of computation
 * @param edges every edge, with the labels that the truths give it and its exact effect
 * @param truths the ground truths, that of the headline first
 * @param measures what the figures mean
 * @param entries the methods, then the rows that calibrate them
 */
public record Scorecard(
    Provenance provenance,
    Semantics semantics,
    List<Part> parts,
    List<Link> edges,
    List<Truth> truths,
    List<Measure> measures,
    List<Entry> entries) {
  /** The name of the format in a file. */
  public static final String SCHEMA = "orrery/scores/1";

  /**
   * What was tested.
   *
   * @param program the name of the program
   * @param doc what it says of itself, in one line
   * @param programHash SHA-256 of its text
   * @param parameters values given to its parameters
   * @param build dials and passes, by name
   * @param passes the build passes in order, as they are written on the command line
   * @param size the size of the model, a sentence
   * @param verified what its certificate says, a sentence
   * @param weightsHash SHA-256 of weights and meaning, which tells two models apart
   * @param orrery the version of Orrery
   * @param command what makes this scorecard again
   */
  public record Provenance(
      String program,
      String doc,
      String programHash,
      Map<String, String> parameters,
      Map<String, String> build,
      List<String> passes,
      String size,
      String verified,
      String weightsHash,
      String orrery,
      String command) {}

  /**
   * The intervention semantics Σ: what replaces, from which distribution, at which granularity, and
   * what is measured.
   *
   * @param reference what a cut edge carries
   * @param counterfactual how the other half of a pair is made
   * @param metric what is measured, as a loss
   * @param granularity what is cut at once
   * @param asked how many pairs were asked for
   * @param prompts how many pairs there are
   * @param effective how many of them have different answers: the effective size of the sample
   * @param seed of the draw
   * @param engine the machine and its precision
   * @param spelled the whole of it in a sentence or two
   */
  public record Semantics(
      String reference,
      String counterfactual,
      String metric,
      String granularity,
      int asked,
      int prompts,
      int effective,
      long seed,
      String engine,
      String spelled) {}

  /**
   * A component.
   *
   * @param name {@code a0.h1}
   * @param computes the variables that it writes
   */
  public record Part(String name, List<String> computes) {}

  /**
   * An edge.
   *
   * @param name {@code embed->a0.h1<q>}
   * @param carries the program's variables that move along it
   * @param effect the mean over examples of its exact effect: the metric with it cut − the clean
   *     metric
   * @param deviation the standard deviation of that effect over examples
   * @param largest the largest magnitude of that effect in an example
   */
  public record Link(
      String name, List<String> carries, double effect, double deviation, double largest) {}

  /**
   * A ground truth.
   *
   * @param name {@code ACTIVE}, {@code PROGRAM}, …
   * @param definition what makes an edge belong to it
   * @param edges the numbers of its edges, ascending
   */
  public record Truth(String name, String definition, List<Integer> edges) {}

  /**
   * What a figure means.
   *
   * @param id by which figures refer to it
   * @param label the heading of its column
   * @param better which way is better
   * @param main whether it belongs to the first table
   * @param text its definition
   * @param source where it comes from
   */
  public record Measure(
      String id, String label, Better better, boolean main, String text, String source) {}

  /** Which way a figure is better. */
  public enum Better {
    /** The larger the better. */
    HIGHER,
    /** The smaller the better. */
    LOWER,
    /** It is told, not judged. */
    NEITHER
  }

  /** What stands in a row. */
  public enum Role {
    /** A method. */
    METHOD,
    /** The truth itself in a method's place. */
    ORACLE,
    /** Random scores: mean and interval over many draws. */
    RANDOM,
    /** What needs no interpreting: norms of activations, one score for all. */
    TRIVIAL,
    /** The truth of another program. */
    PLACEBO
  }

  /**
   * A method with all that is known of how it did.
   *
   * @param name by which it is asked for
   * @param role whether it competes or calibrates
   * @param citation its paper
   * @param settings every option that it ran with
   * @param cost forward passes over all examples that would cost as much
   * @param kind what it answers: {@code edges}, {@code writers}, {@code positions}, {@code
   *     circuits}, or {@code view} and the name of another tool's graph
   * @param scores {@code [edge]} the mean over examples, signed; empty where it gives circuits
   * @param deviations {@code [edge]} the standard deviation over examples; empty where unknown
   * @param circuits the circuits of a method that finds such, loosest first
   * @param choice the one circuit that is drawn
   * @param figures what it scores
   * @param curves what is plotted
   * @param notes sentences worth knowing
   */
  public record Entry(
      String name,
      Role role,
      String citation,
      Map<String, String> settings,
      double cost,
      String kind,
      List<Double> scores,
      List<Double> deviations,
      List<Found> circuits,
      Choice choice,
      List<Figure> figures,
      List<Curve> curves,
      List<String> notes) {
    /** One figure; empty where this row has none such. */
    public Optional<Figure> figure(String id) {
      return figures.stream().filter(f -> f.measure().equals(id)).findFirst();
    }

    /** One curve; empty where this row has none such. */
    public Optional<Curve> curve(String id) {
      return curves.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    /** The same row with other figures. */
    public Entry with(List<Figure> others) {
      return new Entry(
          name,
          role,
          citation,
          settings,
          cost,
          kind,
          scores,
          deviations,
          circuits,
          choice,
          others,
          curves,
          notes);
    }

    /** The same row under another name. */
    public Entry renamed(String other) {
      return new Entry(
          other,
          role,
          citation,
          settings,
          cost,
          kind,
          scores,
          deviations,
          circuits,
          choice,
          figures,
          curves,
          notes);
    }

    /** Whether it competes. */
    public boolean competes() {
      return role == Role.METHOD;
    }
  }

  /**
   * A circuit that a method found.
   *
   * @param threshold the setting that found it
   * @param edges the numbers of its edges
   */
  public record Found(double threshold, List<Integer> edges) {}

  /**
   * The circuit by which a method is drawn.
   *
   * @param rule how it was chosen
   * @param edges the numbers of its edges, ascending
   */
  public record Choice(String rule, List<Integer> edges) {}

  /**
   * A figure.
   *
   * @param measure the id of what it measures
   * @param value its value
   * @param interval its lower and upper end; empty where there is none
   * @param nu ν = (value − random) / (oracle − random), 0 for chance and 1 for the truth; empty
   *     where it is not asked for, or both score alike
   * @param anomaly whether ν is above 1: better than the truth, which is no win but to be looked
   *     into
   */
  public record Figure(
      String measure, double value, List<Double> interval, List<Double> nu, boolean anomaly) {
    /** Makes every zero positive: a negative one does not survive a file. */
    public Figure {
      value += 0.0;
      interval = positiveZeros(interval);
      nu = positiveZeros(nu);
    }

    private static List<Double> positiveZeros(List<Double> values) {
      return values.stream().map(v -> v + 0.0).toList();
    }

    /** A figure that is not calibrated. */
    public Figure(String measure, double value, List<Double> interval) {
      this(measure, value, interval, List.of(), /* anomaly= */ false);
    }
  }

  /**
   * A curve.
   *
   * @param id {@link #ROC} or {@link #FAITHFULNESS}
   * @param points from left to right
   */
  public record Curve(String id, List<Point> points) {
    /** False positive rate to true positive rate. */
    public static final String ROC = "roc";

    /** Share of edges kept to faithfulness. */
    public static final String FAITHFULNESS = "faithfulness";
  }

  /**
   * A point of a curve.
   *
   * @param band the lower and upper end of its band; empty where there is none
   */
  public record Point(double x, double y, List<Double> band) {}

  /** The truth that the headline names. */
  public Truth headline() {
    return truths.get(0);
  }

  /** A measure by its id; empty where this card has none such. */
  public Optional<Measure> measure(String id) {
    return measures.stream().filter(m -> m.id().equals(id)).findFirst();
  }

  /** The rows that compete. */
  public List<Entry> methods() {
    return entries.stream().filter(Entry::competes).toList();
  }

  /** The rows that calibrate. */
  public List<Entry> calibration() {
    return entries.stream().filter(e -> !e.competes()).toList();
  }
}
