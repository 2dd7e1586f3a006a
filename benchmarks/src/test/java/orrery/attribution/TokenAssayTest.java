package orrery.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static orrery.attribution.Small.set;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import orrery.circuit.CompiledModel;
import orrery.metrics.Ranking;

/** Figures of token scores mean what they say, and stand beside their calibration. */
class TokenAssayTest {
  private static TokenScorecard card(String methods) {
    CompiledModel model = Small.compiled(Small.INDUCTION);
    TokenTask task = Small.task(model, 12);
    return TokenAssay.run(task, TokenMethods.parse(methods), 5, name -> {});
  }

  private static double value(TokenScorecard card, String entry, TokenMeasure measure) {
    return card.entry(entry).orElseThrow().figure(measure).orElseThrow().value();
  }

  @Test
  void theOracleIsPerfectAndChanceIsNot() {
    TokenScorecard card = card("gradient,position-only");

    for (TokenMeasure m : TokenMeasure.values()) {
      assertThat(value(card, "oracle", m)).as(m.id()).isCloseTo(1, within(1e-12));
      TokenScorecard.Figure chance = card.entry("chance").orElseThrow().figure(m).orElseThrow();
      assertThat(chance.low()).isLessThan(chance.value());
      assertThat(chance.nu().orElseThrow()).isCloseTo(0, within(1e-12));
      assertThat(card.entry("oracle").orElseThrow().figure(m).orElseThrow().nu().orElseThrow())
          .isCloseTo(1, within(1e-12));
    }
    assertThat(value(card, "chance", TokenMeasure.AUROC_PROVENANCE)).isCloseTo(.5, within(.02));
    assertThat(value(card, "chance", TokenMeasure.SPEARMAN_SHAPLEY)).isCloseTo(0, within(.02));
    assertThat(value(card, "all-equal", TokenMeasure.AUROC_SENSITIVITY)).isEqualTo(.5);
    assertThat(value(card, "all-equal", TokenMeasure.KENDALL_SHAPLEY)).isZero();
    assertThat(value(card, "provenance", TokenMeasure.AUROC_PROVENANCE)).isEqualTo(1);
    assertThat(value(card, "nearness", TokenMeasure.AUROC_PROVENANCE))
        .isEqualTo(value(card, "position-only", TokenMeasure.AUROC_PROVENANCE));
  }

  @Test
  void intervalsHoldTheValueAndCountsTheQuestions() {
    TokenScorecard card = card("gradient");

    TokenScorecard.Entry gradient = card.entry("gradient").orElseThrow();
    assertThat(gradient.cost()).isEqualTo(3); // a pass forwards and one back
    assertThat(gradient.figures()).isNotEmpty();
    for (TokenScorecard.Figure f : gradient.figures()) {
      assertThat(f.value()).isBetween(f.low(), f.high());
      assertThat(f.questions()).isBetween(1, card.summary().questions());
    }
    assertThat(card.summary().inputs()).isEqualTo(12);
    assertThat(card.summary().provenance()).isLessThan(card.summary().sensitivity());
  }

  @Test
  void severalRunsOfOneMethodHaveSeveralNames() {
    TokenScorecard card =
        card("integrated-gradients:steps=2,integrated-gradients:steps=20,gradient");

    assertThat(card.entries().stream().limit(3).map(TokenScorecard.Entry::name))
        .containsExactly(
            "integrated-gradients:steps=2,rule=midpoint",
            "integrated-gradients:steps=20,rule=midpoint",
            "gradient");
    assertThat(card.entries().get(0).completeness().orElseThrow())
        .isGreaterThan(card.entries().get(1).completeness().orElseThrow());
  }

  @Test
  void whatCannotBeRunIsLeftOutWithASentence() {
    CompiledModel model =
        Small.compiled(
            """
            program wide;
            input tokens[9..9] : "a".."d";
            output same = tokens at last;
            """);
    TokenScorecard card =
        TokenAssay.run(
            Small.task(model, 3),
            TokenMethods.parse("model-shapley,sampled-shapley:permutations=3"),
            0,
            name -> {});

    assertThat(card.entry("model-shapley")).isEmpty();
    assertThat(card.notes()).anySatisfy(n -> assertThat(n).startsWith("model-shapley is left out"));
    assertThat(value(card, "sampled-shapley", TokenMeasure.AUROC_PROVENANCE)).isGreaterThan(.8);
    assertThat(card.entry("oracle").orElseThrow().figure(TokenMeasure.SPEARMAN_SHAPLEY)).isEmpty();
  }

  @Test
  void whereAMethodFindsNothingItsDustIsNotRanked() {
    CompiledModel model = Small.compiled(Small.INDUCTION);
    TokenQuestion q =
        TokenQuestions.about(model, 0, Small.letters("abca"), model.outputs().get(0)).get(3);
    TokenTruth truth = new TokenTruths(model.meaning()).of(q.input(), q.head().output(), 3);
    TokenScorecard.Asked asked = new TokenScorecard.Asked(q, truth);
    TokenJudge judge = new TokenJudge(List.of(asked, asked), 0);

    double[] found = {1, 1, 0, 1};
    double[] dust = {1e-8, 1e-8, 0, 1e-8};

    assertThat(judge.figures(List.of(found, found)).get(0).value()).isEqualTo(1);
    assertThat(judge.figures(List.of(dust, dust)).get(0).value()).isEqualTo(1);
    assertThat(judge.figures(List.of(found, dust)).get(0).value()).isEqualTo(.75);
  }

  private static TokenTruth truth() {
    Game game =
        Game.ofMeans(3, new int[] {7, 6, 5, 4, 3, 2, 1, 0}, new double[] {1, 1, 1, 0, 1, 1, 0, 0});
    return new TokenTruth(
        set(0, 1, 2),
        set(1),
        new Sensitivity(new double[] {1, 0, 0.5}, new int[] {2, 2, 2}),
        Optional.of(TokenTruth.Worth.of(game)),
        Optional.empty());
  }

  @Test
  void magnitudesAreRankedAgainstSetsAndDustIsNothing() {
    double[] scores = {-3, 2, 1e-9};

    assertThat(TokenMeasure.AUROC_PROVENANCE.of(scores, truth()).orElseThrow()).isEqualTo(.5);
    // 0 before 1, and 2 last, where it ties with nobody
    assertThat(TokenMeasure.AUROC_SENSITIVITY.of(scores, truth()).orElseThrow()).isEqualTo(.5);
    double[] dusty = {1, 1e-9, 0};
    assertThat(TokenMeasure.AUROC_PROVENANCE.of(dusty, truth()).orElseThrow()).isEqualTo(.25);
    assertThat(TokenMeasure.SPEARMAN_SHAPLEY.of(dusty, truth()))
        .isEqualTo(TokenMeasure.SPEARMAN_SHAPLEY.of(new double[] {1, 0, 0}, truth()));
    assertThat(TokenMeasure.NDCG_PROVENANCE.of(scores, truth()).orElseThrow())
        .isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
  }

  @Test
  void tiedItemsShareTheirDiscounts() {
    Ranking allEqual = Ranking.of(new double[3], set(1));

    double mean = (1 + Math.log(2) / Math.log(3) + 0.5) / 3;
    assertThat(Ndcg.of(allEqual)).isCloseTo(mean, within(1e-12));
  }

  @Test
  void thereIsNothingToRankWhereTheTruthIsEverythingOrUnknown() {
    TokenTruth all =
        new TokenTruth(
            set(0, 1),
            set(0, 1),
            new Sensitivity(new double[] {1, 1, 0}, new int[] {1, 1, 1}),
            Optional.empty(),
            Optional.empty());

    for (TokenMeasure m : TokenMeasure.values()) {
      assertThat(m.of(new double[] {1, 2, 3}, all)).as(m.id()).isEqualTo(OptionalDouble.empty());
    }
  }

  @Test
  void twoRunsGiveTheSameFiles() {
    CompiledModel model = Small.compiled(Small.INDUCTION);
    String methods = "random,sampled-shapley:permutations=4,smoothgrad-squared:samples=2";
    List<TokenMethod> all = TokenMethods.parse(methods);
    TokenScorecard one = TokenAssay.run(Small.task(model, 6), all, 5, name -> {});
    TokenScorecard two = TokenAssay.run(Small.task(model, 6), all, 5, name -> {});

    String json = TokenScoresFile.text(one, model, 5);
    assertThat(TokenScoresFile.text(two, model, 5)).isEqualTo(json);
    assertThat(json).contains("orrery/token-scores/1").contains("\"sufficient_sets\"");
    String csv = TokenScoresCsv.text(one, model, 5);
    assertThat(TokenScoresCsv.text(two, model, 5)).isEqualTo(csv);
    assertThat(csv.lines()).allSatisfy(l -> assertThat(l.split(",", -1)).hasSize(14));
  }
}
