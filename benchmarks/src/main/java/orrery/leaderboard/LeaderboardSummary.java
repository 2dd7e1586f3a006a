package orrery.leaderboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.artifact.SmallFile;

/**
 * What a leaderboard that was written says, as far as a dataset's card tells it: the mean of one
 * figure, by method and kind of model.
 *
 * @param folder where its files are
 * @param semantics under which all its figures were taken; empty where it has no model
 * @param models the models that it is about
 * @param rows the means, in its order
 */
public record LeaderboardSummary(
    Path folder, Optional<String> semantics, List<String> models, List<Row> rows) {
  /** The figure that is told. */
  public static final String FIGURE = "AUROC";

  private static final String MEASURE = "auroc";
  private static final long MOST_BYTES = 64 << 20;
  private static final int LONGEST = 1_000;
  private static final int MOST = 1_000_000;
  private static final String REMEDY = "Make it again: `orrery suite leaderboard DIR`.";

  /** Copies the lists. */
  public LeaderboardSummary {
    models = List.copyOf(models);
    rows = List.copyOf(rows);
  }

  /**
   * A mean.
   *
   * @param kind of the models, in words
   * @param method whose figure it is
   * @param competes whether it is a method; else it calibrates
   * @param models over how many models
   * @param programs of how many programs
   * @param mean over models
   * @param interval the ends of its interval over programs; empty where there is none
   */
  public record Row(
      String kind,
      String method,
      boolean competes,
      int models,
      int programs,
      double mean,
      List<Double> interval) {}

  /**
   * Reads the leaderboard of a folder; empty where there is none.
   *
   * @throws ArtifactException where it is damaged: it may come from anybody
   */
  public static Optional<LeaderboardSummary> read(Path folder) throws ArtifactException {
    Path file = folder.resolve(LeaderboardFiles.JSON);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
    requireSmall(file);
    JsonNode top = JsonFile.read(file, LeaderboardFiles.SCHEMA).orElse(REMEDY);
    Optional<JsonNode> semantics = top.find("semantics");
    List<String> models = new ArrayList<>();
    for (JsonNode m : top.get("models").items()) models.add(text(m.get("model")));
    List<Row> rows = new ArrayList<>();
    for (JsonNode s : top.get("standings").items()) {
      boolean isOfAll = s.find("stratum").isEmpty() && !s.flag("telling_only");
      if (isOfAll && s.get("measure").text().equals(MEASURE)) rows.add(row(s));
    }
    return Optional.of(
        new LeaderboardSummary(
            folder,
            semantics.isPresent() ? Optional.of(text(semantics.get())) : Optional.empty(),
            models,
            rows));
  }

  private static Row row(JsonNode s) throws ArtifactException {
    List<Double> interval = new ArrayList<>();
    Optional<JsonNode> ends = s.find("mean_interval");
    if (ends.isPresent()) for (JsonNode end : ends.get().items(2)) interval.add(share(end));
    return new Row(
        text(s.get("kind")),
        text(s.get("method")),
        text(s.get("role")).equals("method"),
        s.get("models").integer(0, MOST),
        s.get("programs").integer(0, MOST),
        share(s.get("mean")),
        List.copyOf(interval));
  }

  private static double share(JsonNode node) throws ArtifactException {
    double share = node.number();
    node.require(share >= 0 && share <= 1, "must be from 0 to 1");
    return share;
  }

  private static String text(JsonNode node) throws ArtifactException {
    String text = node.text();
    node.require(text.length() <= LONGEST, "must have at most " + LONGEST + " characters");
    return text;
  }

  private static void requireSmall(Path file) throws ArtifactException {
    SmallFile.requirePlain(file);
    try {
      if (Files.size(file) <= MOST_BYTES) return;
    } catch (IOException e) {
      throw ArtifactException.of(file, "reading it", e);
    }
    throw new ArtifactException(file, "it has more than %d bytes".formatted(MOST_BYTES), REMEDY);
  }

  /**
   * Copies the leaderboard's files, those that are there.
   *
   * @return their names
   * @throws ArtifactException where one is no plain file, or larger than 64 MiB
   */
  public List<String> copy(Path to) throws ArtifactException, IOException {
    List<String> names = new ArrayList<>();
    for (String name :
        List.of(LeaderboardFiles.JSON, LeaderboardFiles.CSV, LeaderboardFiles.HTML)) {
      Path file = folder.resolve(name);
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) continue;
      requireSmall(file);
      Files.copy(file, to.resolve(name), LinkOption.NOFOLLOW_LINKS);
      names.add(name);
    }
    return names;
  }

  /**
   * Requires that it is about models that are among these.
   *
   * @throws ArtifactException where it was made of others
   */
  public void requireAmong(List<String> known) throws ArtifactException {
    for (String model : models) {
      if (known.contains(model)) continue;
      throw new ArtifactException(
          folder.resolve(LeaderboardFiles.JSON),
          "it is of a model `%s` that is not published".formatted(model),
          REMEDY);
    }
  }
}
