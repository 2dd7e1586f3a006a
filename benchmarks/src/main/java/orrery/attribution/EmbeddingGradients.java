package orrery.attribution;

import java.util.List;
import orrery.intervention.Backward;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;
import orrery.intervention.Gradients;
import orrery.intervention.Point;

/** Visits the gradients at the token embeddings of every question; BOS is no token. */
final class EmbeddingGradients {
  private EmbeddingGradients() {}

  /** Receives the gradients of one question at one point. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One question at one point.
     *
     * @param example the number of the question in the group
     */
    void visit(int point, TokenTask.Group group, int example, AtPoint gradients);
  }

  /** The gradients of one row of a window. */
  record AtPoint(Gradients window, int row, int writer) {
    double metric() {
      return window.metric(row);
    }

    double slope(int token, int dimension) {
      return window.atWriter(writer, row, token + 1, dimension);
    }

    double embedding(int token, int dimension) {
      return window.output(writer, row, token + 1, dimension);
    }
  }

  /** At some points, of the clean task of every group. */
  static void visit(TokenTask task, List<Point> points, Visitor visitor) {
    for (TokenTask.Group group : task.groups()) {
      visit(task, group, group.experiment(), points, visitor);
    }
  }

  /** At some points of one experiment on a group's questions. */
  static void visit(
      TokenTask task,
      TokenTask.Group group,
      Experiment experiment,
      List<Point> points,
      Visitor visitor) {
    Cost before = experiment.cost();
    int writer = task.embedding();
    experiment.gradients(
        points,
        Backward.EXACT,
        window -> {
          for (int row = 0; row < window.rows(); row++) {
            AtPoint at = new AtPoint(window, row, writer);
            visitor.visit(window.point(), group, window.example(row), at);
          }
        });
    task.charge(experiment, before);
  }
}
