package orrery.leaderboard;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.artifact.JsonText;
import orrery.metrics.Interval;
import orrery.report.AtomicFile;
import orrery.report.Scorecard;

/** The files of a leaderboard: JSON and CSV for machines, a page for people. */
final class LeaderboardFiles {
  static final String JSON = "leaderboard.json";
  static final String CSV = "leaderboard.csv";
  static final String HTML = "leaderboard.html";
  static final String SCHEMA = "orrery/leaderboard/1";
  private static final List<String> HEADER =
      List.of(
          "model", "program", "family", "kind", "stratum", "telling", "method", "role", "measure",
          "value", "low", "high");

  private LeaderboardFiles() {}

  static void write(Leaderboard board, Path folder) throws IOException {
    AtomicFile.write(folder.resolve(JSON), JsonText.of(json(board)));
    AtomicFile.write(folder.resolve(CSV), csv(board));
    AtomicFile.write(folder.resolve(HTML), LeaderboardPage.of(board));
  }

  /** A row for every model, method and figure. */
  static String csv(Leaderboard board) {
    StringBuilder out = new StringBuilder(String.join(",", HEADER)).append('\n');
    for (Cell c : board.cells()) {
      for (Scorecard.Entry e : c.card().entries()) {
        for (Scorecard.Figure f : e.figures()) row(out, c, e, f);
      }
    }
    return out.toString();
  }

  private static void row(StringBuilder out, Cell c, Scorecard.Entry e, Scorecard.Figure f) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                c.id(),
                c.profile().program(),
                c.profile().family(),
                c.profile().kind().text(),
                c.profile().stratum(),
                String.valueOf(c.isTelling()),
                e.name(),
                role(e.role()),
                f.measure(),
                JsonText.number(f.value())));
    boolean hasInterval = !f.interval().isEmpty();
    cells.add(hasInterval ? JsonText.number(f.interval().get(0)) : "");
    cells.add(hasInterval ? JsonText.number(f.interval().get(1)) : "");
    out.append(cells.stream().map(LeaderboardFiles::quoted).collect(Collectors.joining(",")));
    out.append('\n');
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String role(Scorecard.Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static JsonObject json(Leaderboard board) {
    JsonObject json = new JsonObject();
    json.addProperty("schema", SCHEMA);
    json.addProperty("name", board.name());
    board.cells().stream()
        .findFirst()
        .ifPresent(c -> json.addProperty("semantics", Sentences.semantics(c.card().semantics())));
    JsonArray models = new JsonArray();
    board.cells().forEach(c -> models.add(model(c)));
    json.add("models", models);
    JsonArray absent = new JsonArray();
    for (Leaderboard.Absent a : board.absent()) {
      JsonObject one = new JsonObject();
      one.addProperty("model", a.id());
      one.addProperty("why", a.why());
      absent.add(one);
    }
    json.add("absent", absent);
    JsonArray standings = new JsonArray();
    board.standings().forEach(s -> standings.add(standing(s)));
    json.add("standings", standings);
    JsonArray pairs = new JsonArray();
    board.duels().forEach(d -> pairs.add(pair(d)));
    json.add("pairs", pairs);
    return json;
  }

  private static JsonObject model(Cell c) {
    JsonObject json = new JsonObject();
    json.addProperty("model", c.id());
    json.addProperty("program", c.profile().program());
    json.addProperty("family", c.profile().family());
    json.addProperty("kind", c.profile().kind().text());
    json.addProperty("stratum", c.profile().stratum());
    json.addProperty("components", c.profile().components());
    json.addProperty("truth", c.card().headline().name());
    json.addProperty("true_edges", c.card().headline().edges().size());
    json.addProperty("edges", c.card().edges().size());
    json.addProperty("telling", c.isTelling());
    return json;
  }

  private static JsonObject standing(Standing s) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", s.scope().kind().text());
    s.scope().stratum().ifPresent(name -> json.addProperty("stratum", name));
    json.addProperty("telling_only", s.scope().tellingOnly());
    json.addProperty("method", s.method());
    json.addProperty("role", role(s.role()));
    json.addProperty("measure", s.measure());
    json.addProperty("models", s.models());
    json.addProperty("programs", s.programs());
    json.addProperty("mean", s.mean().value());
    json.add("mean_interval", interval(s.mean().interval()));
    json.addProperty("median", s.median().value());
    json.add("median_interval", interval(s.median().interval()));
    return json;
  }

  private static JsonElement interval(Optional<Interval> interval) {
    if (interval.isEmpty()) return JsonNull.INSTANCE;
    JsonArray ends = new JsonArray();
    ends.add(interval.get().low());
    ends.add(interval.get().high());
    return ends;
  }

  private static JsonObject pair(Duel d) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", d.kind().text());
    json.addProperty("measure", d.measure());
    json.addProperty("first", d.first());
    json.addProperty("second", d.second());
    json.addProperty("programs", d.programs());
    json.addProperty("first_mean", d.firstMean());
    json.addProperty("second_mean", d.secondMean());
    json.addProperty("wins", d.wins());
    json.addProperty("losses", d.losses());
    json.addProperty("a12", d.a12());
    json.addProperty("wilcoxon_p", d.wilcoxon());
    json.addProperty("wilcoxon_p_holm", d.wilcoxonHolm());
    json.addProperty("sign_p", d.sign());
    json.addProperty("sign_p_holm", d.signHolm());
    return json;
  }
}
