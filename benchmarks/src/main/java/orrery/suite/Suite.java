package orrery.suite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.sampler.Sample;
import orrery.sampler.SuiteSampler;

/**
 * A suite with its programs at hand, and the items that it expands to.
 *
 * @param spec what was written
 * @param programs every program, in order
 * @param items every model that it asks for: program after program, kind after kind
 */
public record Suite(SuiteSpec spec, List<SuiteProgram> programs, List<Item> items) {
  /** Copies the lists. */
  public Suite {
    programs = List.copyOf(programs);
    items = List.copyOf(items);
  }

  /**
   * Reads a suite.
   *
   * @param place a suite's file, or a suite's folder
   * @throws ArtifactException where it is not there, or something in it is wrong: the message says
   *     where
   */
  public static Suite read(Path place) throws ArtifactException {
    if (!Files.isDirectory(place)) return of(SpecFile.read(place));
    SuiteSpec spec = SpecFile.read(new SuiteFolder(place).definition());
    for (SuiteSpec.Programs p : spec.programs()) {
      p.place()
          .require(
              p.files().matches("programs/[A-Za-z0-9][A-Za-z0-9_.-]*"),
              "must be in programs/, because the folder of a suite is self-contained");
    }
    return of(spec);
  }

  /** A suite whose programs are found. */
  static Suite of(SuiteSpec spec) throws ArtifactException {
    Path folder = spec.file().toAbsolutePath().normalize().getParent();
    if (folder == null) throw new IllegalArgumentException(spec.file() + " has no folder");
    Map<String, SuiteProgram> programs = new LinkedHashMap<>();
    for (SuiteSpec.Programs pattern : spec.programs()) {
      for (SuiteProgram program : ProgramGlob.programs(pattern, folder)) {
        pattern
            .place()
            .require(
                programs.put(program.name(), program) == null,
                "finds a second program `%s`; give one of them another name"
                    .formatted(program.name()));
      }
    }
    for (SuiteProgram program : drawn(spec)) {
      if (programs.put(program.name(), program) != null) {
        throw new ArtifactException(
            spec.file(),
            "one of its programs is called `%s`, and so is one that its sampler draws"
                .formatted(program.name()),
            "Give the program another name.");
      }
    }
    for (Map.Entry<String, SuiteSpec.Difference> o : spec.overrides().entrySet()) {
      if (!programs.containsKey(o.getKey())) {
        throw o.getValue().place().wrong("must be called after a program of the suite");
      }
    }
    List<Item> items = new ArrayList<>();
    programs.values().forEach(p -> items.addAll(items(spec, p)));
    requireDistinct(spec, items);
    return new Suite(spec, List.copyOf(programs.values()), items);
  }

  /** The programs that a suite's sampler draws: the same for the same settings. */
  private static List<SuiteProgram> drawn(SuiteSpec spec) throws ArtifactException {
    if (spec.sampler().isEmpty()) return List.of();
    SampleOrder order = spec.sampler().get();
    Sample sample =
        new SuiteSampler(order.seed(), order.demand()).draw(order.quotas(), taken -> {});
    if (sample.programs().size() < order.count()) {
      throw new ArtifactException(
          spec.file(),
          "its sampler finds only %d of %d programs"
              .formatted(sample.programs().size(), order.count()),
          "Ask for fewer, or allow more.");
    }
    return sample.programs().stream()
        .map(p -> new SuiteProgram(p.name(), p.text(), Map.of()))
        .toList();
  }

  private static List<Item> items(SuiteSpec spec, SuiteProgram program) {
    List<Kind> kinds = spec.kinds();
    int seeds = spec.seeds();
    int attempts = spec.attempts();
    Map<String, String> training = new TreeMap<>(spec.training());
    SuiteSpec.Difference override = spec.overrides().get(program.name());
    if (override != null) {
      kinds = override.kinds().orElse(kinds);
      seeds = override.seeds().orElse(seeds);
      attempts = override.attempts().orElse(attempts);
      training.putAll(override.training());
    }
    List<Item> items = new ArrayList<>();
    for (Kind kind : kinds) {
      for (int number = 0; number < (kind.isSeeded() ? seeds : 1); number++) {
        items.add(
            new Item(
                kind.id(program.name(), number),
                program,
                kind,
                number,
                kind.isSeeded() ? seed(spec.seed(), program.name(), number) : 0,
                spec.build(),
                spec.verification(),
                kind.isSeeded() ? training : Map.of(),
                kind.isSeeded() ? attempts : 1));
      }
    }
    return items;
  }

  /** Seeds of unlike programs have nothing to do with each other; of 31 bits, so as to be legible. */
  private static long seed(long seed, String program, int number) {
    try {
      byte[] text = (seed + "/" + program + "/" + number).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return ByteBuffer.wrap(hash).getInt() & Integer.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static void requireDistinct(SuiteSpec spec, List<Item> items) throws ArtifactException {
    Set<String> ids = new HashSet<>();
    Map<String, String> hashes = new HashMap<>();
    for (Item item : items) {
      // On some disks `A` and `a` are one file.
      if (!ids.add(item.id().toLowerCase(java.util.Locale.ROOT))) {
        throw new ArtifactException(
            spec.file(),
            "two of its models are called `%s`".formatted(item.id()),
            "Give one of the programs another name.");
      }
      String other = hashes.put(item.hash(), item.id());
      if (other != null) {
        throw new ArtifactException(
            spec.file(),
            "`%s` and `%s` are the same model".formatted(other, item.id()),
            "Leave one of the programs out.");
      }
    }
  }

  /** The item that is called so. */
  public java.util.Optional<Item> item(String id) {
    return items.stream().filter(i -> i.id().equals(id)).findFirst();
  }
}
