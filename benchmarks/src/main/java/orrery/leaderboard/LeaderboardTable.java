package orrery.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import orrery.draw.Table;
import orrery.suite.Kind;

/** A leaderboard for a terminal: the mean AUROC of every method on every kind of model. */
public final class LeaderboardTable {
  private LeaderboardTable() {}

  /** The table, methods first. */
  public static Table of(Leaderboard board) {
    List<String> head = new ArrayList<>(List.of("method"));
    for (Kind kind : board.kinds()) {
      head.add("%s (%d)".formatted(kind.text(), Scope.of(kind).among(board.cells()).size()));
    }
    List<List<String>> rows = new ArrayList<>();
    for (boolean competing : new boolean[] {true, false}) {
      for (String method : board.rows(competing)) {
        List<String> row = new ArrayList<>(List.of(competing ? method : "(" + method + ")"));
        for (Kind kind : board.kinds()) row.add(cell(board, Scope.of(kind), method));
        rows.add(row);
      }
    }
    return new Table(head, rows);
  }

  private static String cell(Leaderboard board, Scope scope, String method) {
    return board
        .standing(scope, method, Cell.AUROC)
        .map(
            s ->
                String.format(Locale.ROOT, "%.3f", s.mean().value())
                    + s.mean()
                        .interval()
                        .map(i -> String.format(Locale.ROOT, " [%.2f %.2f]", i.low(), i.high()))
                        .orElse(""))
        .orElse("");
  }

  /** What counts and what does not, in a sentence. */
  public static String summary(Leaderboard board) {
    return "mean AUROC and its 95 %% interval over programs; %s, %d of which cannot tell methods apart; %d left out"
        .formatted(
            Sentences.counted(board.cells().size(), "model"),
            board.untelling().size(),
            board.absent().size());
  }
}
