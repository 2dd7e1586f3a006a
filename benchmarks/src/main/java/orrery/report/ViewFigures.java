package orrery.report;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import orrery.discovery.Scores;
import orrery.report.Scorecard.Curve;
import orrery.report.Scorecard.Figure;
import orrery.truth.View;

/** Judges scores on the graph on which they stand, to which the truth is projected. */
final class ViewFigures {
  private final Ground ground;
  private final Frame frame;
  private final Scores.OfView scores;
  private final double[] means;
  private final RankFigures ranks;
  private final CurveFigures curves;
  private final CurveFigures.Result faithful;
  private final long seed;

  ViewFigures(Ground ground, Scores.OfView scores, long seed) {
    this.ground = ground;
    this.scores = scores;
    this.seed = seed;
    this.means = scores.mean();
    this.frame = Frame.of(ground, scores.view());
    this.ranks = new RankFigures(frame, RankFigures.Detail.INTERVALS, seed);
    this.curves = new CurveFigures(ground, scores.view(), seed);
    this.faithful = curves.of(means);
  }

  private BitSet chosen() {
    return Order.first(means, frame.truth().cardinality(), frame.judged());
  }

  /** As many as are true, as our edges; those that the tool does not know are left out. */
  Scorecard.Choice choice() {
    BitSet parts = new BitSet();
    chosen().stream().forEach(v -> parts.or(frame.view().parts(v)));
    return new Scorecard.Choice(
        "what makes up the %d largest by magnitude on the graph %s, as many as are true there"
            .formatted(frame.truth().cardinality(), kind()),
        Means.numbers(parts));
  }

  /** What the scores are worth there. */
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>(ranks.of(means));
    figures.addAll(faithful.figures());
    figures.addAll(Judge.stability(scores.values(), frame.truth().cardinality(), seed));
    figures.addAll(curves.hypotheses(frame.view().lift(chosen())));
    figures.add(RankFigures.figure(Measures.SIZE, chosen().cardinality()));
    return figures;
  }

  List<Curve> drawn() {
    return Judge.drawn(ranks.roc(means), faithful.points());
  }

  /** On which graph the figures stand. */
  List<String> notes() {
    View view = frame.view();
    String note =
        "It is judged on the graph %s (%s): %d of its %s are true, because some edge of ours in them is."
            .formatted(
                kind(),
                spelled(view.kind()),
                frame.truth().cardinality(),
                Numbers.counted(view.size(), noun(view.kind())));
    List<String> notes = new ArrayList<>(List.of(note));
    if (view.lift(new BitSet()).cardinality() > 0) {
      notes.add(
          "%s of ours are not on that graph and never cut there: %d of the %d true ones."
              .formatted(
                  Numbers.counted(view.lift(new BitSet()).cardinality(), "edge"),
                  lost(),
                  ground.truth().cardinality()));
    }
    return notes;
  }

  private int lost() {
    BitSet lost = frame.view().lift(new BitSet());
    lost.and(ground.truth());
    return lost.cardinality();
  }

  private String kind() {
    return frame.view().kind().label();
  }

  private static String noun(View.Kind kind) {
    return kind.pieces() == View.Pieces.NODES ? "component" : "edge";
  }

  private static String spelled(View.Kind kind) {
    String embeddings =
        switch (kind.embeddings()) {
          case APART -> "token and position embedding apart";
          case MERGED -> "token and position embedding as one";
          case TOKEN_ONLY -> "the token embedding alone";
        };
    String pieces =
        switch (kind.pieces()) {
          case PORTS -> "queries, keys and values apart";
          case HEADS -> "whole heads";
          case NODES -> "components";
        };
    return pieces + ", " + embeddings;
  }
}
