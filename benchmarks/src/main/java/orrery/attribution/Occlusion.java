package orrery.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Cost;
import orrery.intervention.Experiment;
import orrery.intervention.Mask;

/**
 * How much the output falls when one token is replaced (Zeiler and Fergus 2014; of tokens, Li,
 * Monroe and Jurafsky 2016).
 *
 * @param replacement what stands there instead
 */
public record Occlusion(Replacement replacement) implements TokenMethod {
  /** What stands in the place of a token. */
  public enum Replacement {
    /** The expected embedding at its position. */
    EXPECTED_EMBEDDING,
    /** Each other token that leaves the input legal, in turn: the mean fall; 0 if there is none. */
    OTHER_TOKENS
  }

  @Override
  public String name() {
    return "occlusion";
  }

  @Override
  public String citation() {
    return "Zeiler and Fergus 2014";
  }

  @Override
  public Map<String, String> settings() {
    return MethodSettings.told("replacement", replacement);
  }

  @Override
  public List<TokenScores> score(TokenTask task) {
    double[][] scores = task.zeros();
    for (TokenTask.Group group : task.groups()) {
      if (replacement == Replacement.OTHER_TOKENS) replaceTokens(task, group, scores);
      else cutEmbeddings(task, group, scores);
    }
    return Arrays.stream(scores).map(TokenScores::of).toList();
  }

  private static void cutEmbeddings(TokenTask task, TokenTask.Group group, double[][] scores) {
    Experiment experiment = group.experiment();
    Cost before = experiment.cost();
    ResidualGraph graph = experiment.graph();
    BitSet ofEmbedding = new BitSet();
    for (int r = 0; r < graph.readers().size(); r++) {
      ofEmbedding.set(graph.edge(task.embedding(), r));
    }
    List<Mask> masks = new ArrayList<>();
    for (int t = 0; t < group.length(); t++) {
      Mask mask = Mask.all(graph).byPosition(group.length() + 1);
      for (int edge : ofEmbedding.stream().toArray()) mask = mask.without(edge, t + 1);
      masks.add(mask);
    }
    double[] clean = experiment.clean();
    double[][] without = experiment.run(masks);
    for (int i = 0; i < clean.length; i++) {
      double[] own = scores[group.numbers().get(i)];
      for (int t = 0; t < own.length; t++) own[t] = clean[i] - without[t][i];
    }
    task.charge(experiment, before);
  }

  private static void replaceTokens(TokenTask task, TokenTask.Group group, double[][] scores) {
    double[] clean = group.experiment().clean();
    for (int i = 0; i < clean.length; i++) {
      TokenQuestion question = task.questions().get(group.numbers().get(i));
      double[] own = scores[group.numbers().get(i)];
      List<int[]> inputs = new ArrayList<>();
      List<Integer> tokens = new ArrayList<>();
      for (int t = 0; t < own.length; t++) {
        for (int[] other :
            Sensitivity.replaced(task.model().meaning().inputs(), question.input(), t)) {
          inputs.add(other);
          tokens.add(t);
        }
      }
      double[] values = task.values(question, inputs);
      int[] counts = new int[own.length];
      for (int j = 0; j < values.length; j++) {
        own[tokens.get(j)] += clean[i] - values[j];
        counts[tokens.get(j)]++;
      }
      for (int t = 0; t < own.length; t++) own[t] /= Math.max(1, counts[t]);
    }
  }
}
