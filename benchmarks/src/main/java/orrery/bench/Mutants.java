package orrery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/**
 * Damages programs at random and checks them: each must be accepted or get a located diagnostic.
 *
 * @param sources the programs to damage
 * @param seed of the damage; mutant i depends on the seed and i alone
 */
public record Mutants(List<Source> sources, long seed) {
  private static final String ALPHABET = "abk019 \n;:,.()[]{}<>=!+-*/%^\"#@?~§é\\_";

  /**
   * What came of a mutant.
   *
   * @param number from 0
   * @param program its text
   * @param accepted whether it is a program
   * @param codes the codes of its diagnostics, each with its line
   * @param seconds how long the checker took
   * @param bug what broke, if anything did: an exception, or an error without a place
   */
  public record Finding(
      int number,
      String program,
      boolean accepted,
      List<String> codes,
      double seconds,
      Optional<String> bug) {}

  /** All programs below a folder, in the order of their names. */
  public static List<Source> sourcesIn(Path folder) throws IOException {
    List<Source> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".rasp")).sorted().toList()) {
        sources.add(new Source(file.toString(), Files.readString(file)));
      }
    }
    return sources;
  }

  /** Checks {@code count} mutants in turn; {@code done} hears how many. */
  public List<Finding> run(int count, LongConsumer done) {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      findings.add(check(i));
      done.accept(i + 1L);
    }
    return findings;
  }

  private Finding check(int number) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + number);
    Source original = sources.get(random.nextInt(sources.size()));
    String text = original.text();
    for (int n = 1 + random.nextInt(3); n > 0; n--) text = damaged(text, random);
    Diagnostics diagnostics = new Diagnostics();
    long start = System.nanoTime();
    boolean accepted = false;
    Optional<String> bug = Optional.empty();
    try {
      accepted =
          Frontend.load(new Source(original.name(), text), Map.of(), diagnostics).isPresent();
      if (!accepted && !diagnostics.hasErrors()) bug = Optional.of("refused without an error");
    } catch (RuntimeException | Error thrown) {
      bug = Optional.of(thrown.toString());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<String> codes =
        diagnostics.all().stream().map(d -> d.code() + " line " + d.span().line()).toList();
    return new Finding(number, text, accepted, codes, seconds, bug);
  }

  private static String damaged(String text, RandomGenerator random) {
    if (text.isEmpty()) return "x";
    int at = random.nextInt(text.length());
    int to = Math.min(text.length(), at + 1 + random.nextInt(12));
    String piece = text.substring(at, to);
    int other = random.nextInt(text.length());
    return switch (random.nextInt(6)) {
      case 0 -> text.substring(0, at) + text.substring(to);
      case 1 -> text.substring(0, at) + piece + text.substring(at);
      case 2 -> text.substring(0, at) + letter(random) + text.substring(at);
      case 3 -> text.substring(0, at) + letter(random) + text.substring(at + 1);
      case 4 -> text.substring(0, other) + piece + text.substring(other);
      default -> text.substring(0, at);
    };
  }

  private static char letter(RandomGenerator random) {
    return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
  }
}
