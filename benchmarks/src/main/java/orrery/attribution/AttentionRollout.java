package orrery.attribution;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import orrery.intervention.Experiment;

/**
 * Attention multiplied through the layers, each layer the mean of its heads and half of it the
 * residual stream (Abnar and Zuidema 2020, section 3). It does not know which output is asked for,
 * only where.
 */
public record AttentionRollout() implements TokenMethod {
  @Override
  public String name() {
    return "attention-rollout";
  }

  @Override
  public String citation() {
    return "Abnar and Zuidema 2020";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    double[][] scores = new double[task.questions().size()][];
    for (TokenTask.Group group : task.groups()) {
      for (int i = 0; i < group.numbers().size(); i++) {
        int question = group.numbers().get(i);
        int position = task.questions().get(question).position();
        scores[question] = rolled(group.experiment(), i, position + 1);
      }
    }
    return Arrays.stream(scores).map(TokenScores::of).toList();
  }

  /** The output position's row of the product, without BOS. */
  private static double[] rolled(Experiment experiment, int example, int position) {
    int positions = experiment.task().prompts().clean()[example].length;
    double[] row = new double[positions];
    row[position] = 1;
    for (int l = experiment.weights().layers().size() - 1; l >= 0; l--) {
      int heads = experiment.weights().layers().get(l).heads().size();
      if (heads == 0) continue;
      double[] next = new double[positions];
      for (int p = 0; p < positions; p++) next[p] = row[p] / 2;
      for (int h = 0; h < heads; h++) {
        double[][] pattern = experiment.pattern(l, h, example);
        for (int q = 0; q < positions; q++) {
          if (row[q] == 0) continue;
          for (int k = 0; k < positions; k++) next[k] += row[q] * pattern[q][k] / 2 / heads;
        }
      }
      row = next;
    }
    return Arrays.copyOfRange(row, 1, positions);
  }
}
