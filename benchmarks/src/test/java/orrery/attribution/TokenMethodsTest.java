package orrery.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import orrery.causal.InputSpace;
import orrery.circuit.CompiledModel;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.ReferenceTransformer;
import orrery.model.Site;
import orrery.model.Weights;

/** Every method against a slow one that uses nothing but another machine's logits. */
class TokenMethodsTest {
  private static final double STEP = 1e-5;

  /** Questions about inputs that have no token twice, so that a row of wE is one token's. */
  private static TokenTask task(CompiledModel model) {
    List<TokenQuestion> questions = new ArrayList<>();
    for (String input : List.of("abc", "cab", "ba")) {
      questions.addAll(
          TokenQuestions.about(
              model, questions.size(), Small.letters(input), model.outputs().get(0)));
    }
    return Small.task(model, questions);
  }

  private static Weights moved(Weights w, int token, int dimension, double by) {
    MatrixBuilder moved = Matrix.builder(w.wE().rows(), w.wE().columns());
    w.wE().forEach(moved::set);
    moved.set(token, dimension, w.wE().get(token, dimension) + by);
    return new Weights(w.config(), moved.build(), w.wPos(), w.layers(), w.unembed());
  }

  /** The gradient at a token's embedding by differences, {@code [dModel]}. */
  private static double[] slopes(CompiledModel model, TokenQuestion q, int token) {
    Weights w = model.weights();
    double[] slopes = new double[w.config().dModel()];
    for (int d = 0; d < slopes.length; d++) {
      double up = Small.value(moved(w, q.input()[token], d, STEP), model, q, q.input());
      double down = Small.value(moved(w, q.input()[token], d, -STEP), model, q, q.input());
      slopes[d] = (up - down) / (2 * STEP);
    }
    return slopes;
  }

  @Test
  void gradientsAreFiniteDifferences() {
    CompiledModel model = Small.smooth(Small.HIST, 3);
    TokenTask task = task(model);
    List<TokenScores> norms = new Gradient().score(task);
    List<TokenScores> products = new InputTimesGradient().score(task);

    for (int q = 0; q < task.questions().size(); q++) {
      TokenQuestion question = task.questions().get(q);
      for (int t = 0; t < question.length(); t++) {
        double[] slopes = slopes(model, question, t);
        double norm = Math.sqrt(Arrays.stream(slopes).map(s -> s * s).sum());
        double product = 0;
        for (int d = 0; d < slopes.length; d++) {
          product += slopes[d] * model.weights().wE().get(question.input()[t], d);
        }
        assertThat(norms.get(q).values()[t]).isCloseTo(norm, within(1e-6));
        assertThat(products.get(q).values()[t]).isCloseTo(product, within(1e-6));
      }
    }
  }

  @Test
  void integratedGradientsBecomeCompleteAsStepsGrow() {
    TokenTask task = task(Small.smooth(Small.HIST, 5));
    for (PathRule rule : PathRule.values()) {
      double coarse = worst(new IntegratedGradients(4, rule).score(task));
      double middle = worst(new IntegratedGradients(32, rule).score(task));
      double fine = worst(new IntegratedGradients(256, rule).score(task));

      double order = rule == PathRule.RIGHT ? 4 : 32; // steps × 8: errors / 8 or / 64
      assertThat(coarse).as(rule.name()).isGreaterThan(1e-5);
      assertThat(middle).as(rule.name()).isLessThan(coarse / order);
      assertThat(fine).as(rule.name()).isLessThan(middle / order);
    }
  }

  private static double worst(List<TokenScores> scores) {
    return scores.stream()
        .mapToDouble(s -> s.completenessError().orElseThrow())
        .max()
        .orElseThrow();
  }

  @Test
  void theSumIsHeldAgainstTheExpectedEmbedding() {
    CompiledModel model = Small.smooth(Small.HIST, 5);
    TokenTask task = task(model);
    List<TokenScores> scores = new IntegratedGradients(200, PathRule.MIDPOINT).score(task);

    for (int q = 0; q < scores.size(); q++) {
      TokenQuestion question = task.questions().get(q);
      // all tokens are alike and independent: the expected embedding is the mean of their rows
      Weights w = model.weights();
      double[] mean = new double[w.config().dModel()];
      for (int token = 0; token < 3; token++) w.wE().addScaledRow(token, 1 / 3.0, mean);
      MatrixBuilder expected = Matrix.builder(w.wE().rows(), w.wE().columns());
      w.wE().forEach(expected::set);
      for (int token = 0; token < 3; token++) expected.row(token, mean);
      Weights blind = new Weights(w.config(), expected.build(), w.wPos(), w.layers(), w.unembed());
      double change =
          Small.value(w, model, question, question.input())
              - Small.value(blind, model, question, question.input());

      assertThat(Arrays.stream(scores.get(q).values()).sum()).isCloseTo(change, within(1e-4));
    }
  }

  @Test
  void onALinearModelMethodsAgree() {
    CompiledModel model = Small.linear(Small.HIST, 2);
    Weights w = model.weights();
    TokenTask task = task(model);
    List<TokenScores> steps = new IntegratedGradients(1, PathRule.RIGHT).score(task);
    List<TokenScores> cut = new Occlusion(Occlusion.Replacement.EXPECTED_EMBEDDING).score(task);
    List<TokenScores> shapley = new ModelShapley().score(task);

    for (int q = 0; q < steps.size(); q++) {
      TokenQuestion question = task.questions().get(q);
      double[] expected = new double[question.length()];
      for (int d = 0; d < w.config().dModel(); d++) {
        double mean = 0;
        for (int token = 0; token < 3; token++) mean += w.wE().get(token, d) / 3;
        double own = w.wE().get(question.input()[question.position()], d);
        expected[question.position()] += (own - mean) * w.wU().get(d, question.logit());
      }

      assertThat(steps.get(q).values()).containsExactly(expected, within(1e-9));
      assertThat(cut.get(q).values()).containsExactly(expected, within(1e-9));
      assertThat(shapley.get(q).values()).containsExactly(expected, within(1e-9));
      assertThat(steps.get(q).completenessError().orElseThrow()).isLessThan(1e-9);
    }
  }

  @Test
  void occlusionByTokensIsTheMeanFall() {
    CompiledModel model = Small.smooth(Small.HIST, 7);
    TokenTask task = task(model);
    List<TokenScores> scores = new Occlusion(Occlusion.Replacement.OTHER_TOKENS).score(task);

    for (int q = 0; q < scores.size(); q++) {
      TokenQuestion question = task.questions().get(q);
      double clean = Small.value(model.weights(), model, question, question.input());
      for (int t = 0; t < question.length(); t++) {
        double fall = 0;
        for (int code = 0; code < 3; code++) {
          int[] other = question.input().clone();
          other[t] = code;
          fall += (clean - Small.value(model.weights(), model, question, other)) / 2;
        }
        assertThat(scores.get(q).values()[t]).isCloseTo(fall, within(1e-9));
      }
    }
  }

  @Test
  void smoothGradWithoutNoiseIsTheSquaredGradient() {
    TokenTask task = task(Small.smooth(Small.HIST, 9));
    List<TokenScores> gradient = new Gradient().score(task);
    List<TokenScores> still = new SmoothGradSquared(2, 0, 1).score(task);
    List<TokenScores> noisy = new SmoothGradSquared(2, 0.5, 1).score(task);

    for (int q = 0; q < gradient.size(); q++) {
      double[] squares = Arrays.stream(gradient.get(q).values()).map(v -> v * v).toArray();
      assertThat(still.get(q).values()).containsExactly(squares, within(1e-9));
      assertThat(noisy.get(q).values()).isNotEqualTo(still.get(q).values());
    }
  }

  @Test
  void rolloutIsAProductOfMeanPatterns() {
    CompiledModel model = Small.smooth(Small.HIST, 11);
    TokenTask task = task(model);
    List<TokenScores> scores = new AttentionRollout().score(task);

    for (int q = 0; q < scores.size(); q++) {
      TokenQuestion question = task.questions().get(q);
      int[] ids = model.vocabulary().ids(question.input(), question.length());
      var run = new ReferenceTransformer(model.weights()).run(ids);
      Matrix product = Matrix.identity(ids.length);
      for (int l = 0; l < 2; l++) {
        double[][] mean = new double[ids.length][ids.length];
        for (int i = 0; i < ids.length; i++) mean[i][i] = 0.5;
        for (int h = 0; h < 2; h++) {
          run.at(Site.of(Site.Kind.PATTERN, l, h))
              .forEach((row, column, v) -> mean[row][column] += v / 4);
        }
        product = Matrix.of(mean).times(product);
      }
      double[] row = product.rowToArray(question.position() + 1);
      assertThat(scores.get(q).values())
          .containsExactly(Arrays.copyOfRange(row, 1, row.length), within(1e-9));
    }
  }

  @Test
  void theModelsShapleyValuesAreMeansOverOrdersAndInputs() {
    CompiledModel model = Small.smooth(Small.HIST, 13);
    TokenQuestion q =
        TokenQuestions.about(model, 0, Small.letters("abc"), model.outputs().get(0)).get(1);
    double[] slow = new double[3];
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    List<int[]> all = Small.inputs(model.meaning().inputs(), 3);
    for (int[] order : orders) {
      for (int[] other : all) {
        int[] mixed = other.clone();
        double before = Small.value(model.weights(), model, q, mixed);
        for (int t : order) {
          mixed[t] = q.input()[t];
          double after = Small.value(model.weights(), model, q, mixed);
          slow[t] += (after - before) / orders.length / all.size();
          before = after;
        }
      }
    }

    TokenScores scores = new ModelShapley().score(Small.task(model, List.of(q))).get(0);

    assertThat(scores.values()).containsExactly(slow, within(1e-9));
    assertThat(scores.completenessError().orElseThrow()).isLessThan(1e-12);
  }

  @Test
  void sampledShapleyValuesLieWithinThreeStandardErrors() {
    TokenTask task = task(Small.smooth(Small.HIST, 13));
    List<TokenScores> exact = new ModelShapley().score(task);
    List<TokenScores> sampled = new SampledShapley(800, 4).score(task);
    List<TokenScores> fewer = new SampledShapley(50, 4).score(task);

    for (int q = 0; q < exact.size(); q++) {
      for (int t = 0; t < exact.get(q).values().length; t++) {
        double error = sampled.get(q).errors()[t];
        double away = sampled.get(q).values()[t] - exact.get(q).values()[t];
        assertThat(Math.abs(away)).isLessThan(3 * error);
        // a sixteenth of the orders: four times the error
        assertThat(fewer.get(q).errors()[t] / error).isBetween(3.0, 5.5);
      }
    }
  }

  @Test
  void drawsAreTheLegalInputsThatAgreeAllAlike() {
    InputSpace space = Small.meaning(Small.IOI).inputs();
    List<int[]> all = Small.inputs(space, 8);
    int[] input = all.get(4);
    LengthSpace known = LengthSpace.of(Small.meaning(Small.IOI), 8);
    for (int kept : new int[] {0, 1 << 1, 1 << 5, 1 << 3 | 1 << 5, 255}) {
      List<int[]> slow =
          all.stream()
              .filter(
                  other -> {
                    boolean agrees = true;
                    for (int t = 0; t < 8; t++) {
                      agrees &= (kept >> t & 1) == 0 || other[t] == input[t];
                    }
                    return agrees;
                  })
              .toList();
      assertThat(Small.inputs(Draws.fixing(space, input, kept), 8))
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactlyElementsOf(slow);
      for (var list :
          List.of(java.util.Optional.of(known), java.util.Optional.<LengthSpace>empty())) {
        Draws draws = new Draws(space, list, input);
        Random random = new Random(1);
        int[] counts = new int[slow.size()];
        for (int i = 0; i < 100 * counts.length; i++) {
          int[] drawn = draws.draw(kept, random);
          for (int s = 0; s < counts.length; s++) {
            if (Arrays.equals(slow.get(s), drawn)) counts[s]++;
          }
        }
        assertThat(Arrays.stream(counts).sum()).isEqualTo(100 * counts.length);
        assertThat(Arrays.stream(counts).boxed()).allMatch(c -> c > 60 && c < 140);
      }
    }
  }

  @Test
  void methodsAreWrittenByName() {
    assertThat(TokenMethods.parse("integrated-gradients:steps=7,rule=trapezoid,gradient"))
        .containsExactly(new IntegratedGradients(7, PathRule.TRAPEZOID), new Gradient());
    assertThat(TokenMethods.parse(String.join(",", TokenMethods.names())))
        .extracting(TokenMethod::name)
        .containsExactlyElementsOf(TokenMethods.names());
    assertThat(TokenMethods.parse("")).isEmpty();
    refused("gradients", "there is no method `gradients`");
    refused("gradient,gradient", "asked for twice");
    refused("gradient:steps=3", "has no settings");
    refused("occlusion:replacement=zero", "expected-embedding or other-tokens");
    refused("integrated-gradients:steps=0", "steps 0, at least 1");
    refused("sampled-shapley:permutations=1", "at least 2");
    refused("smoothgrad-squared:deviation=much", "must be a number");
    refused("smoothgrad-squared:seed", "write `key=value`");
    refused("smoothgrad-squared:seed=1,seed=2", "twice");
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> TokenMethods.parse(text))
        .isInstanceOf(AttributionRefusal.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatAMethodTellsCanBeToldAgain() {
    for (TokenMethod m : TokenMethods.parse(String.join(",", TokenMethods.names()))) {
      List<String> settings = new ArrayList<>();
      m.settings().forEach((k, v) -> settings.add(k + "=" + v));
      String told = m.name() + (settings.isEmpty() ? "" : ":" + String.join(",", settings));
      assertThat(TokenMethods.parse(told)).containsExactly(m);
      assertThat(m.citation()).isNotBlank();
    }
  }
}
