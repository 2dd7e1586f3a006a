package orrery.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.metrics.Interval;
import orrery.suite.Kind;

class LeaderboardTest {
  private static Leaderboard board(Cell... cells) {
    return Leaderboard.of("suite", List.of(cells), List.of(), 7);
  }

  private static Cell cell(String id, String family, double good, double bad) {
    return Cards.cell(id, family, Kind.SIIT, "1 component", Map.of("good", good, "bad", bad));
  }

  private static Standing standing(Leaderboard board, String method, String measure) {
    return board.standing(Scope.of(Kind.SIIT), method, measure).orElseThrow();
  }

  @Test
  void meansAndMediansAreOverModels() {
    Leaderboard board =
        board(cell("a", "p", 1, 0.5), cell("b", "p", 0.8, 0.4), cell("c", "q", 0.9, 0.9));

    Standing good = standing(board, "good", "auroc");
    assertThat(good.models()).isEqualTo(3);
    assertThat(good.programs()).isEqualTo(2);
    assertThat(good.mean().value()).isCloseTo(0.9, within(1e-12));
    assertThat(good.median().value()).isEqualTo(0.9);
    assertThat(standing(board, "bad", "auroc").median().value()).isEqualTo(0.5);
    assertThat(standing(board, "random", "auroc").mean().value()).isEqualTo(0.5);
  }

  @Test
  void seedsOfOneProgramDoNotMakeTheIntervalNarrower() {
    Random random = new Random(1);
    List<Cell> once = new ArrayList<>();
    List<Cell> often = new ArrayList<>();
    for (int p = 0; p < 8; p++) {
      double value = random.nextDouble();
      once.add(cell("m" + p, "p" + p, value, 0.5));
      for (int s = 0; s < 10; s++) often.add(cell("m" + p + "-" + s, "p" + p, value, 0.5));
    }

    Interval few = interval(board(once.toArray(Cell[]::new)));
    Interval many = interval(board(often.toArray(Cell[]::new)));

    assertThat(many.low()).isCloseTo(few.low(), within(1e-12));
    assertThat(many.high()).isCloseTo(few.high(), within(1e-12));
    assertThat(few.width()).isGreaterThan(0.1);
  }

  private static Interval interval(Leaderboard board) {
    return standing(board, "good", "auroc").mean().interval().orElseThrow();
  }

  @Test
  void oneProgramHasNoInterval() {
    Leaderboard board = board(cell("a", "p", 1, 0.5), cell("b", "p", 0.8, 0.4));

    assertThat(standing(board, "good", "auroc").mean().interval()).isEmpty();
  }

  @Test
  void testsAreOverProgramsAndTheBetterOneComesFirst() {
    List<Cell> cells = new ArrayList<>();
    for (int p = 0; p < 6; p++) {
      for (int s = 0; s < 5; s++) {
        cells.add(cell("m" + p + s, "p" + p, 0.9 + 0.01 * p, 0.5 + 0.01 * p));
      }
    }
    Leaderboard board = board(cells.toArray(Cell[]::new));

    assertThat(board.duels()).hasSize(2);
    for (Duel d :
        board.duels()) { // AUROC, which ought to be large, and CMD, which ought to be small
      assertThat(d.first()).isEqualTo("good");
      assertThat(d.programs()).isEqualTo(6);
      assertThat(d.wins()).isEqualTo(6);
      assertThat(d.a12()).isEqualTo(1);
      assertThat(d.wilcoxon()).isCloseTo(2 / 64.0, within(1e-12)); // 2 of 2⁶ signs, not of 2³⁰
      assertThat(d.sign()).isCloseTo(2 / 64.0, within(1e-9));
    }
  }

  @Test
  void holmIsOverAllPairsOfAKindAndFigure() {
    List<Cell> cells = new ArrayList<>();
    for (int p = 0; p < 6; p++) {
      cells.add(
          Cards.cell(
              "m" + p, "p" + p, Kind.SIIT, "s", Map.of("a", 0.9, "b", 0.6, "c", 0.3 + 0.01 * p)));
    }

    for (Duel d : board(cells.toArray(Cell[]::new)).duels()) {
      assertThat(d.wilcoxonHolm()).isCloseTo(3 * d.wilcoxon(), within(1e-12));
    }
  }

  @Test
  void kindsAndStrataStandApart() {
    Map<String, Double> figures = Map.of("good", 0.7, "bad", 0.5);
    Leaderboard board =
        board(
            cell("a", "p", 1, 0.5),
            Cards.cell("b", "q", Kind.SIIT, "2 components", figures),
            Cards.cell("c", "p", Kind.COMPILED, "1 component", figures),
            Cards.cell("d", "p", Kind.NATURAL, "1 component", Map.of("good", 0.5, "bad", 0.5)));

    Scope siit = Scope.of(Kind.SIIT);
    assertThat(board.kinds()).containsExactly(Kind.SIIT, Kind.COMPILED, Kind.NATURAL);
    assertThat(board.strata(Kind.SIIT)).containsExactly("1 component", "2 components");
    assertThat(value(board, siit.in("2 components"))).isEqualTo(0.7);
    assertThat(value(board, siit)).isEqualTo(0.85);
    assertThat(value(board, Scope.of(Kind.NATURAL))).isEqualTo(0.5);
  }

  private static double value(Leaderboard board, Scope scope) {
    return board.standing(scope, "good", "auroc").orElseThrow().mean().value();
  }

  @Test
  void modelsThatCannotTellMethodsApartAreNamedAndCountApart() {
    Leaderboard board = board(cell("easy", "p", 1, 0.995), cell("hard", "q", 0.8, 0.4));

    assertThat(board.untelling()).extracting(Cell::id).containsExactly("easy");
    assertThat(value(board, Scope.of(Kind.SIIT).telling())).isEqualTo(0.8);
    assertThat(LeaderboardPage.of(board))
        .contains("On 1 model every method")
        .contains("<p>easy</p>");
  }

  @Test
  void thePageIsWholeAndSaysWhatIsLeftOut() {
    Leaderboard board =
        Leaderboard.of(
            "a <suite>",
            List.of(cell("a", "p", 1, 0.5), cell("b", "q", 0.9, 0.6)),
            List.of(new Leaderboard.Absent("lost", "it has 3 < 4 edges")),
            7);
    String page = LeaderboardPage.of(board);

    assertThat(page).contains("a &lt;suite&gt;").contains("it has 3 &lt; 4 edges");
    assertThat(page).contains("good has the largest mean AUROC on 2 siit models: 0.950.");
    assertThat(page).doesNotContain("http://", "https://", "src=").endsWith("</html>\n");
    assertThat(LeaderboardPage.of(board)).isEqualTo(page);
  }

  @Test
  void theTableForMachinesHasARowForEveryFigure() {
    Leaderboard board = board(cell("a", "p", 1, 0.5));

    assertThat(LeaderboardFiles.csv(board).lines())
        .hasSize(1 + 3 * 2)
        .contains("a,p,p,siit,1 component,true,bad,method,auroc,0.5,0.5,0.5")
        .contains("a,p,p,siit,1 component,true,bad,method,cmd,0.5,,");
    assertThat(LeaderboardFiles.json(board).getAsJsonArray("standings")).isNotEmpty();
    Optional<Standing> none = board.standing(Scope.of(Kind.IIT), "good", "auroc");
    assertThat(none).isEmpty();
  }

  @Test
  void whatIsWrittenIsSummedUp(@TempDir Path folder) throws Exception {
    Leaderboard board =
        board(cell("a", "p", 1, 0.5), cell("b", "p", 0.5, 0.25), cell("c", "q", 0.9, 0.9));
    LeaderboardFiles.write(board, folder);

    LeaderboardSummary summary = LeaderboardSummary.read(folder).orElseThrow();

    assertThat(summary.models()).containsExactly("a", "b", "c");
    assertThat(summary.rows())
        .extracting(LeaderboardSummary.Row::method)
        .containsExactly("bad", "good", "random");
    LeaderboardSummary.Row good = summary.rows().get(1);
    assertThat(good.mean()).isEqualTo(standing(board, "good", "auroc").mean().value());
    assertThat(good.competes()).isTrue();
    assertThat(good.models()).isEqualTo(3);
    assertThat(good.interval()).hasSize(2);
    assertThat(summary.rows().get(2).competes()).isFalse();
  }
}
