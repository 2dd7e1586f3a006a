package orrery.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import orrery.artifact.JsonNode;
import orrery.verify.Verifier;

/**
 * A suite as it is written: which programs, which models of each, and how they are made.
 *
 * @param file where it was read; patterns are relative to its folder
 * @param name the suite's name
 * @param about what it is, for people
 * @param seed of all that is drawn
 * @param kinds which models of each program, in order
 * @param seeds how many models of each program and seeded kind
 * @param attempts the most trainings that one model may take
 * @param programs which programs
 * @param sampler draws more programs
 * @param sampled the settings with which some of the programs were drawn, for the record; empty
 *     where none were
 * @param build how compiled twins are built
 * @param verification how many inputs are run
 * @param training options of {@code orrery train} by name; those left out are as usual
 * @param overrides what is different for some programs, by their names
 * @param strata ranges of difficulty
 */
public record SuiteSpec(
    Path file,
    String name,
    String about,
    long seed,
    List<Kind> kinds,
    int seeds,
    int attempts,
    List<Programs> programs,
    Optional<SampleOrder> sampler,
    Map<String, String> sampled,
    BuildSettings build,
    Verifier.Options verification,
    Map<String, String> training,
    Map<String, Difference> overrides,
    List<Stratum> strata) {
  /** The schema of the file. */
  public static final String SCHEMA = "orrery/suite/1";

  /** Copies the collections. */
  public SuiteSpec {
    kinds = List.copyOf(kinds);
    programs = List.copyOf(programs);
    sampled = new TreeMap<>(sampled);
    training = new TreeMap<>(training);
    overrides = new TreeMap<>(overrides);
    strata = List.copyOf(strata);
  }

  /**
   * Programs that a pattern names.
   *
   * @param files a path relative to the file's folder, whose last part may have {@code *} and
   *     {@code ?}
   * @param except names that are left out
   * @param name what the only program is called; after its file where this is empty
   * @param parameters values given to {@code param}s
   * @param place where it is written, for messages
   */
  record Programs(
      String files,
      List<String> except,
      Optional<String> name,
      Map<String, String> parameters,
      JsonNode place) {}

  /**
   * What is different for one program.
   *
   * @param kinds in place of the suite's
   * @param seeds in place of the suite's
   * @param attempts in place of the suite's
   * @param training over the suite's, option by option
   * @param place where it is written, for messages
   */
  record Difference(
      Optional<List<Kind>> kinds,
      Optional<Integer> seeds,
      Optional<Integer> attempts,
      Map<String, String> training,
      JsonNode place) {}
}
