package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import orrery.report.Scorecard.Entry;
import orrery.report.Scorecard.Figure;

/** Methods are compared model by model, on the models that both were scored on. */
class ComparisonTest {
  /** A card in which the methods a, b and c have these figures; NaN stands for none. */
  private static Scorecard card(double a, double b, double c) {
    Scorecard sample = SampleCard.card();
    List<Entry> entries = new ArrayList<>();
    double[] values = {a, b, c};
    for (int i = 0; i < values.length; i++) {
      List<Figure> figures =
          Double.isNaN(values[i]) ? List.of() : List.of(new Figure("auroc", values[i], List.of()));
      entries.add(
          new Entry(
              "abc".substring(i, i + 1),
              Scorecard.Role.METHOD,
              "",
              Map.of(),
              1,
              "edges",
              List.of(),
              List.of(),
              List.of(),
              new Scorecard.Choice("", List.of()),
              figures,
              List.of(),
              List.of()));
    }
    return new Scorecard(
        sample.provenance(),
        sample.semantics(),
        sample.parts(),
        sample.edges(),
        sample.truths(),
        sample.measures(),
        entries);
  }

  private static final List<Scorecard> CARDS =
      List.of(
          card(0.9, 0.5, Double.NaN),
          card(0.8, 0.6, 0.7),
          card(0.95, 0.4, Double.NaN),
          card(0.7, 0.7, Double.NaN),
          card(0.99, 0.3, 0.9),
          card(0.85, 0.2, Double.NaN));

  @Test
  void theBetterStandsFirstWithItsWins() {
    Comparison.Pair pair = Comparison.of(CARDS, "auroc", Optional.empty()).pairs().get(0);

    assertThat(pair.first()).isEqualTo("a");
    assertThat(pair.second()).isEqualTo("b");
    assertThat(pair.cards()).isEqualTo(6);
    assertThat(pair.wins()).isEqualTo(5);
    assertThat(pair.losses()).isZero();
    assertThat(pair.means().get(0)).isCloseTo(5.19 / 6, within(1e-12));
    assertThat(pair.p()).isCloseTo(2 / 32.0, within(1e-12)); // 5 differences of one sign
  }

  @Test
  void onlyModelsThatHaveBothCount() {
    List<Comparison.Pair> pairs = Comparison.of(CARDS, "auroc", Optional.of("c")).pairs();

    assertThat(pairs).extracting(Comparison.Pair::cards).containsExactly(2, 2);
    assertThat(pairs).allSatisfy(p -> assertThat(List.of(p.first(), p.second())).contains("c"));
  }

  @Test
  void holmNeverLowersAP() {
    List<Comparison.Pair> pairs = Comparison.of(CARDS, "auroc", Optional.empty()).pairs();

    assertThat(pairs).hasSize(3);
    assertThat(pairs)
        .allSatisfy(p -> assertThat(p.adjusted()).isBetween(p.p(), Math.min(1, 3 * p.p())));
  }
}
