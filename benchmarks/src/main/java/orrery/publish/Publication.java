package orrery.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.AtomicDirectory;
import orrery.artifact.JsonText;
import orrery.artifact.ModelFolder;
import orrery.artifact.SmallFile;
import orrery.leaderboard.LeaderboardSummary;
import orrery.leaderboard.Member;
import orrery.leaderboard.Profile;
import orrery.leaderboard.Strata;

/**
 * A suite as a dataset folder: a card, a table of its models as CSV and Parquet, Croissant
 * metadata, a folder for every model, and checksums. Nothing in it needs our software, or runs a
 * program when it is read.
 *
 * <p>It is written whole or not at all, and equal suites make equal bytes.
 */
public final class Publication {
  static final String CSV = "metadata.csv";
  static final String PARQUET = "metadata.parquet";
  static final String FAILED = "failed.csv";
  static final String CROISSANT = "croissant.json";
  static final String CARD = "README.md";
  static final String READER = "evaluate.py";
  static final String SUMS = "SHA256SUMS";
  static final String LEADERBOARD = "leaderboard";

  private final Labels labels;
  private final Settings settings;
  private final Consumer<String> done;
  private final List<Failure> failures = new ArrayList<>();

  private Publication(Labels labels, Settings settings, Consumer<String> done) {
    this.labels = labels;
    this.settings = settings;
    this.done = done;
  }

  /**
   * What is published.
   *
   * @param members the models of a suite
   * @param failures models that the suite says have failed
   * @param strata how models are told apart by difficulty
   * @param leaderboard that of the suite, if there is one
   */
  public record Content(
      List<Member> members,
      List<Failure> failures,
      Strata strata,
      Optional<LeaderboardSummary> leaderboard) {
    /** What is in the folder of a suite. */
    public static Content of(Path folder, List<Member> members) throws ArtifactException {
      return new Content(
          members, SuiteFailures.of(folder), Strata.of(folder), LeaderboardSummary.read(folder));
    }
  }

  /**
   * What is said of the whole.
   *
   * @param name of the dataset
   * @param licence an identifier of SPDX, or {@code other}
   * @param url where it will be; empty where that is not known
   * @param creator whose it is
   * @param date when it is published, {@code 2026-01-31}; given, so that equal suites make equal
   *     bytes
   * @param version of the dataset
   */
  public record Labels(
      String name,
      String licence,
      Optional<String> url,
      Optional<String> creator,
      Optional<String> date,
      String version) {}

  /**
   * What is written.
   *
   * @param pairs the most evaluation pairs of a model
   * @param seed of the pairs
   * @param force whether an earlier publication is replaced
   */
  public record Settings(int pairs, long seed, boolean force) {}

  /**
   * A model that is not published.
   *
   * @param why a sentence or clause
   */
  public record Failure(String id, String program, String kind, String why) {}

  /**
   * What came of it.
   *
   * @param models how many models were published
   * @param failures those that were not
   */
  public record Summary(int models, List<Failure> failures) {}

  /**
   * Writes a publication.
   *
   * @param suite what is published
   * @param done is told of every model that is written
   * @throws ArtifactException where no model can be published, the leaderboard is of other models,
   *     or the folder cannot be written
   */
  public static Summary write(
      Content suite, Labels labels, Settings settings, Path out, Consumer<String> done)
      throws ArtifactException {
    Publication publication = new Publication(labels, settings, done);
    publication.failures.addAll(suite.failures());
    Relatives relatives = new Relatives(publication.sound(suite.members(), suite.strata()));
    int models = relatives.sketches().size();
    if (models == 0) {
      throw new ArtifactException(
          out,
          "no model is left to be published",
          "Every certificate of the suite says that its model failed; see `orrery suite status`.");
    }
    if (suite.leaderboard().isPresent()) {
      suite
          .leaderboard()
          .get()
          .requireAmong(relatives.sketches().stream().map(Relatives.Sketch::id).toList());
    }
    AtomicDirectory.Existing existing =
        settings.force() ? AtomicDirectory.Existing.REPLACE : AtomicDirectory.Existing.KEEP;
    new AtomicDirectory(out, existing, Publication::isPublication)
        .write(draft -> publication.into(draft, relatives, suite.leaderboard()));
    return new Summary(models, List.copyOf(publication.failures));
  }

  private static boolean isPublication(Path folder) {
    return Stream.of(SUMS, CROISSANT, PARQUET)
        .allMatch(f -> Files.isRegularFile(folder.resolve(f)));
  }

  /** The models whose own certificates say that they are what they ought to be. */
  private List<Relatives.Sketch> sound(List<Member> members, Strata strata) {
    List<Relatives.Sketch> sound = new ArrayList<>();
    for (Member m : members) {
      try {
        ModelFolder.Contents contents = m.read();
        Profile profile = Profile.of(contents, strata);
        if (profile.passed() || profile.isControl()) {
          sound.add(Relatives.Sketch.of(m, profile, contents));
        } else {
          failures.add(
              new Failure(
                  m.id(),
                  profile.program(),
                  profile.kind().text(),
                  Reasons.of(contents.certificate())));
        }
      } catch (ArtifactException damaged) {
        failures.add(new Failure(m.id(), "", "", String.valueOf(damaged.getMessage())));
      }
    }
    return sound;
  }

  private void into(Path root, Relatives relatives, Optional<LeaderboardSummary> leaderboard)
      throws ArtifactException, IOException {
    Metadata metadata = new Metadata();
    for (Relatives.Sketch s : relatives.sketches()) {
      ModelFolder.Contents contents =
          PublishedModel.write(s.member(), root, settings.pairs(), settings.seed());
      metadata.add(s, contents, relatives, root.resolve(PublishedModel.place(s.id())));
      done.accept(s.id());
    }
    Table table = metadata.table();
    PublishedModel.text(root.resolve(CSV), table.csv());
    Files.write(root.resolve(PARQUET), Parquet.of(table));
    PublishedModel.text(root.resolve(FAILED), Reasons.table(failures).csv());
    PublishedModel.text(root.resolve(READER), resource(READER));
    List<Croissant.Resource> resources =
        new ArrayList<>(
            List.of(
                resource(root, CSV, "text/csv"),
                resource(root, PARQUET, "application/vnd.apache.parquet"),
                resource(root, FAILED, "text/csv"),
                resource(root, READER, "text/x-python")));
    if (leaderboard.isPresent()) resources.addAll(leaderboard(root, leaderboard.get()));
    DatasetCard card = new DatasetCard(labels, relatives, table, failures, leaderboard);
    PublishedModel.text(root.resolve(CARD), card.text());
    JsonText.write(
        root.resolve(CROISSANT), Croissant.of(labels, card.description(), table, resources));
    PublishedModel.text(root.resolve(SUMS), sums(root));
  }

  private static List<Croissant.Resource> leaderboard(Path root, LeaderboardSummary leaderboard)
      throws ArtifactException, IOException {
    Path folder = Files.createDirectory(root.resolve(LEADERBOARD));
    List<Croissant.Resource> resources = new ArrayList<>();
    for (String name : leaderboard.copy(folder)) {
      String format =
          name.endsWith(".html")
              ? "text/html"
              : name.endsWith(".csv") ? "text/csv" : "application/json";
      resources.add(resource(root, LEADERBOARD + "/" + name, format));
    }
    return resources;
  }

  private static Croissant.Resource resource(Path root, String file, String format)
      throws ArtifactException, IOException {
    Path path = root.resolve(file);
    return new Croissant.Resource(file, format, Files.size(path), SmallFile.sha256(path));
  }

  /** A line for every file, as {@code sha256sum -c} reads it. */
  private static String sums(Path root) throws ArtifactException, IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/');
      lines.add(name + "\t" + SmallFile.sha256(file));
    }
    StringBuilder sums = new StringBuilder();
    lines.stream()
        .sorted()
        .map(l -> l.split("\t", 2))
        .forEach(l -> sums.append(l[1]).append("  ").append(l[0]).append('\n'));
    return sums.toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Publication.class.getResourceAsStream(name)) {
      if (in == null) throw new AssertionError("no resource " + name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
