package orrery.leaderboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import orrery.artifact.ArtifactException;
import orrery.report.ReportFiles;
import orrery.report.Scorecard;
import orrery.report.Scorecard.Better;
import orrery.report.Scorecard.Measure;
import orrery.report.ScorecardFile;
import orrery.suite.Kind;

/**
 * Methods over many models: what {@link SuiteAssay} has left in a folder, put together.
 *
 * @param name of the suite
 * @param cells the models that have a scorecard, in the order of their ids
 * @param absent those that have none, each with the reason
 * @param measures the figures of the first table that are judged
 * @param standings every method by every figure, over the models of a kind, of a stratum, and those
 *     that tell methods apart
 * @param duels every two methods by every figure
 */
public record Leaderboard(
    String name,
    List<Cell> cells,
    List<Absent> absent,
    List<Measure> measures,
    List<Standing> standings,
    List<Duel> duels) {
  /**
   * The kinds of models in the order of the page: what is asked about, then what it stands beside.
   */
  private static final List<Kind> KINDS =
      List.of(Kind.SIIT, Kind.COMPILED, Kind.IIT, Kind.NATURAL, Kind.RANDOM);

  /** AUROC over whole components: what strict training certifies. */
  static final String NODES = "auroc-nodes";

  /**
   * A model that has no scorecard.
   *
   * @param why a clause
   */
  public record Absent(String id, String why) {}

  /**
   * Reads what there is of some models.
   *
   * @param folder in which {@link SuiteAssay} worked
   * @param members its models
   * @param seed of the bootstrap
   * @throws ArtifactException where a scorecard is damaged, or two answer different questions
   */
  public static Leaderboard of(String name, Path folder, List<Member> members, long seed)
      throws ArtifactException {
    List<Cell> cells = new ArrayList<>();
    List<Absent> absent = new ArrayList<>();
    Set<String> questions = new TreeSet<>();
    for (Member m : members) {
      Path own = folder.resolve(SuiteAssay.ASSAYS).resolve(m.id());
      Optional<AssayNote> note = AssayNote.read(own);
      if (note.isEmpty()) {
        absent.add(new Absent(m.id(), "it has not been assessed yet"));
        continue;
      }
      questions.add(note.get().question());
      Optional<String> left = note.get().left();
      if (left.isPresent()) absent.add(new Absent(m.id(), left.get()));
      else cells.add(cell(m.id(), note.get().profile(), own));
    }
    if (questions.size() > 1) {
      throw new ArtifactException(
          folder.resolve(SuiteAssay.ASSAYS),
          "its models were asked %d different questions".formatted(questions.size()),
          "Run `orrery suite assay` again with the options that you want for all of them.");
    }
    return of(name, cells, absent, seed);
  }

  private static Cell cell(String id, Profile profile, Path own) throws ArtifactException {
    return new Cell(id, profile, ScorecardFile.read(own.resolve(ReportFiles.JSON)));
  }

  /** The leaderboard of some cells. */
  static Leaderboard of(String name, List<Cell> cells, List<Absent> absent, long seed) {
    List<Measure> measures =
        cells.stream()
            .findFirst()
            .map(c -> c.card().measures().stream().filter(Leaderboard::isJudged).toList())
            .orElse(List.of());
    Map<String, Scorecard.Role> methods = new LinkedHashMap<>();
    for (Cell c : cells) {
      c.card().entries().forEach(e -> methods.putIfAbsent(e.name(), e.role()));
    }
    List<String> competing =
        methods.keySet().stream().filter(m -> methods.get(m) == Scorecard.Role.METHOD).toList();
    List<Standing> standings = new ArrayList<>();
    List<Duel> duels = new ArrayList<>();
    for (Kind kind : KINDS) {
      for (Scope scope : scopes(kind, cells)) {
        for (Measure measure : measures) {
          methods.forEach(
              (method, role) ->
                  Standing.of(scope, cells, method, role, measure.id(), seed)
                      .ifPresent(standings::add));
        }
      }
      for (Measure measure : measures) duels.addAll(Duel.of(kind, cells, competing, measure));
    }
    return new Leaderboard(
        name, List.copyOf(cells), List.copyOf(absent), measures, standings, duels);
  }

  private static boolean isJudged(Measure measure) {
    return measure.better() != Better.NEITHER && (measure.main() || measure.id().equals(NODES));
  }

  private static List<Scope> scopes(Kind kind, List<Cell> cells) {
    Scope all = Scope.of(kind);
    List<Scope> scopes = new ArrayList<>(List.of(all, all.telling()));
    Set<String> strata = new TreeSet<>();
    all.among(cells).forEach(c -> strata.add(c.profile().stratum()));
    strata.forEach(s -> scopes.add(all.in(s)));
    return scopes;
  }

  /** The kinds that have a cell, in their order. */
  List<Kind> kinds() {
    return KINDS.stream().filter(k -> !Scope.of(k).among(cells).isEmpty()).toList();
  }

  /** The strata that have a cell of a kind. */
  List<String> strata(Kind kind) {
    return Scope.of(kind).among(cells).stream()
        .map(c -> c.profile().stratum())
        .distinct()
        .sorted()
        .toList();
  }

  /** The names of all rows of a role, in the order of the scorecards. */
  List<String> rows(boolean competing) {
    return standings.stream()
        .filter(s -> (s.role() == Scorecard.Role.METHOD) == competing)
        .map(Standing::method)
        .distinct()
        .toList();
  }

  /** One standing; empty where there is none. */
  Optional<Standing> standing(Scope scope, String method, String measure) {
    return standings.stream()
        .filter(s -> s.scope().equals(scope))
        .filter(s -> s.method().equals(method) && s.measure().equals(measure))
        .findFirst();
  }

  /** The cells in which every method has a high AUROC, or none has any. */
  List<Cell> untelling() {
    return cells.stream().filter(c -> !c.isTelling()).toList();
  }

  /** Writes the three files into a folder that exists, the page last. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    LeaderboardFiles.write(this, folder);
  }
}
