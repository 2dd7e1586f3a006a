package orrery.attribution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What methods are worth that attribute a model's answers to tokens.
 *
 * @param questions what was asked, with the truths
 * @param summary how the truths compare
 * @param entries methods, then the truths as if they were methods, then calibration
 * @param notes what had to be left out, in sentences
 */
public record TokenScorecard(
    List<Asked> questions, Summary summary, List<Entry> entries, List<String> notes) {
  public TokenScorecard {
    questions = List.copyOf(questions);
    entries = List.copyOf(entries);
    notes = List.copyOf(notes);
  }

  /** A question and its truths. */
  public record Asked(TokenQuestion question, TokenTruth truth) {}

  /**
   * The truths beside one another, as means over questions.
   *
   * @param inputs how many different inputs
   * @param questions how many questions
   * @param visible tokens that an answer can see
   * @param provenance tokens in the slice
   * @param sensitivity tokens that change the answer alone
   * @param jaccard of the two, over questions where one of them has a token
   * @param sets minimal sufficient sets; this and what follows over questions that have them known
   * @param core tokens in all of them
   * @param union tokens in some of them
   */
  public record Summary(
      int inputs,
      int questions,
      double visible,
      double provenance,
      double sensitivity,
      double jaccard,
      double sets,
      double core,
      double union) {}

  /** What an entry stands for. */
  public enum Role {
    /** A method, which competes. */
    METHOD,
    /** A truth in a method's place, to be seen beside the other truths. */
    TRUTH,
    /** Of every figure, the very truth that it is about. */
    ORACLE,
    /** Chance. */
    RANDOM,
    /** What needs no model. */
    TRIVIAL,
    /** The truth of another program. */
    PLACEBO
  }

  /**
   * A method or a row of calibration.
   *
   * @param cost forward passes a question
   * @param figures those that could be computed
   * @param completeness mean |Σ scores − change| and the mean |change| of a method that divides it;
   *     empty for others
   * @param scores {@code [question][token]}; empty for the rows that have none of their own
   */
  public record Entry(
      String name,
      Role role,
      String citation,
      Map<String, String> settings,
      double cost,
      List<Figure> figures,
      OptionalDouble completeness,
      List<double[]> scores) {
    public Entry {
      figures = List.copyOf(figures);
      scores = List.copyOf(scores);
    }

    /** One figure, by its measure. */
    public Optional<Figure> figure(TokenMeasure measure) {
      return figures.stream().filter(f -> f.measure() == measure).findFirst();
    }
  }

  /**
   * A mean over questions.
   *
   * @param low lower end of its 95 % interval, by a bootstrap over inputs; of chance, of the
   *     central 95 % of the draws
   * @param high upper end
   * @param questions over how many it is the mean
   * @param nu (value − random)/(oracle − random); empty where the truth scores like chance
   */
  public record Figure(
      TokenMeasure measure,
      double value,
      double low,
      double high,
      int questions,
      OptionalDouble nu) {}

  /** An entry by its name. */
  public Optional<Entry> entry(String name) {
    return entries.stream().filter(e -> e.name().equals(name)).findFirst();
  }
}
