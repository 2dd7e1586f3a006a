package orrery.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.verify.Verifier;

/** Reads the file of a suite: what it does not know is refused, with its place. */
final class SpecFile {
  static final String REMEDY = "See suites.md for what a suite may say.";

  private static final int MOST_SEEDS = 10_000;
  private static final int MOST_ATTEMPTS = 1_000;
  private static final int LONGEST_NAME = 80;

  private SpecFile() {}

  /** What a file says. */
  static SuiteSpec read(Path file) throws ArtifactException {
    if (!Files.isRegularFile(file)) {
      throw new ArtifactException(
          file, "there is no such suite", "Write one with `orrery suite new`, or correct the path.");
    }
    JsonNode top = JsonFile.readOr(file, REMEDY);
    top.get("schema")
        .require(top.get("schema").text().equals(SuiteSpec.SCHEMA), "must be " + SuiteSpec.SCHEMA);
    Keys.require(
        top,
        "schema",
        "name",
        "about",
        "seed",
        "kinds",
        "seeds",
        "attempts",
        "programs",
        "sampler",
        "sampled",
        "build",
        "verification",
        "training",
        "overrides",
        "strata");
    Optional<JsonNode> sampled = top.find("sampled");
    Optional<JsonNode> about = top.find("about");
    Optional<JsonNode> kinds = top.find("kinds");
    Optional<JsonNode> build = top.find("build");
    return new SuiteSpec(
        file,
        name(top.get("name")),
        about.isPresent() ? about.get().text() : "",
        whole(top, "seed", 0, 0, Long.MAX_VALUE),
        kinds.isPresent() ? kinds(kinds.get()) : List.of(Kind.COMPILED, Kind.SIIT),
        (int) whole(top, "seeds", 1, 1, MOST_SEEDS),
        (int) whole(top, "attempts", 3, 1, MOST_ATTEMPTS),
        programs(top),
        sampler(top),
        sampled.isPresent() ? Keys.settings(sampled.get()) : Map.of(),
        build.isPresent() ? BuildSettings.read(build.get()) : BuildSettings.DEFAULT,
        verification(top.find("verification")),
        settings(top),
        overrides(top.find("overrides")),
        strata(top.find("strata")));
  }

  private static Optional<SampleOrder> sampler(JsonNode top) throws ArtifactException {
    Optional<JsonNode> sampler = top.find("sampler");
    if (sampler.isEmpty()) return Optional.empty();
    try {
      return Optional.of(SampleOrder.of(Keys.settings(sampler.get())));
    } catch (IllegalArgumentException wrong) {
      throw sampler.get().wrong("cannot be so: " + wrong.getMessage());
    }
  }

  /** A name that is fit to be a file's, too. */
  static String name(JsonNode node) throws ArtifactException {
    String name = node.text();
    node.require(isName(name), "must be of letters, digits, `_`, `.` and `-`, at most 80 of them");
    return name;
  }

  static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && name.matches("[A-Za-z0-9][A-Za-z0-9_.-]*");
  }

  private static long whole(JsonNode node, String key, long usual, long least, long most)
      throws ArtifactException {
    Optional<JsonNode> found = node.find(key);
    return found.isPresent() ? found.get().whole(least, most) : usual;
  }

  private static Map<String, String> settings(JsonNode node) throws ArtifactException {
    Optional<JsonNode> training = node.find("training");
    if (training.isEmpty()) return Map.of();
    Map<String, String> settings = Keys.settings(training.get());
    requireFine(settings, training.get());
    return settings;
  }

  private static void requireFine(Map<String, String> settings, JsonNode place)
      throws ArtifactException {
    Optional<String> problem = new TrainingSettings(settings).problem();
    if (problem.isEmpty()) return;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      Map<String, String> only = Map.of(setting.getKey(), setting.getValue());
      Optional<String> own = new TrainingSettings(only).problem();
      if (own.isPresent()) {
        throw place.get(setting.getKey()).wrong("cannot be so: " + own.get());
      }
    }
    throw place.wrong("cannot be so: " + problem.get());
  }

  private static List<Kind> kinds(JsonNode node) throws ArtifactException {
    Set<Kind> kinds = new LinkedHashSet<>();
    for (JsonNode kind : node.items()) {
      kind.require(kinds.add(kind.choice(Kind.class)), "must not come twice");
    }
    node.require(!kinds.isEmpty(), "must name a kind of model");
    return List.copyOf(kinds);
  }

  private static List<SuiteSpec.Programs> programs(JsonNode top) throws ArtifactException {
    List<SuiteSpec.Programs> programs = new ArrayList<>();
    Optional<JsonNode> list = top.find("programs");
    for (JsonNode node : list.isPresent() ? list.get().items() : List.<JsonNode>of()) {
      programs.add(node.element().isJsonPrimitive() ? plain(node) : named(node));
    }
    top.require(
        !programs.isEmpty() || top.find("sampler").isPresent(), "must have programs or a sampler");
    return programs;
  }

  private static SuiteSpec.Programs plain(JsonNode node) throws ArtifactException {
    return new SuiteSpec.Programs(node.text(), List.of(), Optional.empty(), Map.of(), node);
  }

  private static SuiteSpec.Programs named(JsonNode node) throws ArtifactException {
    Keys.require(node, "files", "except", "name", "parameters");
    Optional<JsonNode> name = node.find("name");
    Optional<JsonNode> parameters = node.find("parameters");
    Optional<JsonNode> except = node.find("except");
    List<String> left = new ArrayList<>();
    for (JsonNode e : except.isPresent() ? except.get().items() : List.<JsonNode>of()) {
      left.add(e.text());
    }
    return new SuiteSpec.Programs(
        node.get("files").text(),
        left,
        name.isPresent() ? Optional.of(name(name.get())) : Optional.empty(),
        parameters.isPresent() ? Keys.settings(parameters.get()) : Map.of(),
        node.get("files"));
  }

  private static Verifier.Options verification(Optional<JsonNode> found) throws ArtifactException {
    Verifier.Options usual = Verifier.Options.DEFAULT;
    if (found.isEmpty()) return usual;
    JsonNode node = found.get();
    Keys.require(node, "exhaustive_limit", "samples", "seed");
    return new Verifier.Options(
        whole(node, "exhaustive_limit", usual.most(), 0, Long.MAX_VALUE),
        (int) whole(node, "samples", usual.sample(), 1, Integer.MAX_VALUE),
        whole(node, "seed", usual.seed(), 0, Long.MAX_VALUE));
  }

  private static Map<String, SuiteSpec.Difference> overrides(Optional<JsonNode> found)
      throws ArtifactException {
    Map<String, SuiteSpec.Difference> overrides = new TreeMap<>();
    if (found.isEmpty()) return overrides;
    for (Map.Entry<String, JsonNode> e : found.get().members().entrySet()) {
      overrides.put(e.getKey(), override(e.getValue()));
    }
    return overrides;
  }

  private static SuiteSpec.Difference override(JsonNode node) throws ArtifactException {
    Keys.require(node, "kinds", "seeds", "attempts", "training");
    Optional<JsonNode> kinds = node.find("kinds");
    Optional<JsonNode> seeds = node.find("seeds");
    Optional<JsonNode> attempts = node.find("attempts");
    return new SuiteSpec.Difference(
        kinds.isPresent() ? Optional.of(kinds(kinds.get())) : Optional.empty(),
        seeds.isPresent() ? Optional.of(seeds.get().integer(1, MOST_SEEDS)) : Optional.empty(),
        attempts.isPresent()
            ? Optional.of(attempts.get().integer(1, MOST_ATTEMPTS))
            : Optional.empty(),
        settings(node),
        node);
  }

  private static List<Stratum> strata(Optional<JsonNode> found) throws ArtifactException {
    List<Stratum> strata = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode node : found.isPresent() ? found.get().items() : List.<JsonNode>of()) {
      Stratum stratum = Stratum.read(node);
      node.get("name").requireNew(names, stratum.name());
      strata.add(stratum);
    }
    return strata;
  }
}
