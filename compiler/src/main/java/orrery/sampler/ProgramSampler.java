package orrery.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import orrery.types.Domain;

/**
 * Draws random well-typed programs.
 *
 * <p>Statements are drawn with some care for kinds and then kept only if the checker accepts the
 * program so far, so that every draw is a legal program and nothing of the language is out of
 * reach.
 */
public final class ProgramSampler {
  private static final int ATTEMPTS_A_STATEMENT = 12;

  private final Function<String, Optional<Map<String, Domain>>> checker;

  /**
   * A sampler.
   *
   * @param checker the domains of a program's names, or empty where the program has an error
   */
  public ProgramSampler(Function<String, Optional<Map<String, Domain>>> checker) {
    this.checker = checker;
  }

  /**
   * How large programs are.
   *
   * @param statements the most bindings
   * @param longest the longest input
   * @param largestDomain a binding with more values than this is not kept
   */
  public record Size(int statements, int longest, int largestDomain) {
    /** Up to six bindings, inputs of up to five tokens. */
    public static final Size SMALL = new Size(6, 5, 150);
  }

  /** A program, as text. */
  public String draw(RandomGenerator random, Size size) {
    int longest = 1 + random.nextInt(size.longest());
    int shortest = random.nextBoolean() ? 1 : longest;
    Vocabulary vocabulary = Vocabulary.draw(random, shortest, longest);
    StringBuilder program = new StringBuilder("program random;\n");
    if (random.nextInt(3) == 0) program.append("option causal;\n");
    program.append(vocabulary.declaration()).append('\n');
    List<Bound> names = new ArrayList<>();
    domains(program + "output tokens_ = tokens;\n")
        .map(d -> d.get("tokens"))
        .ifPresent(
            tokens -> {
              names.add(new Bound("tokens", tokens));
              names.add(new Bound("indices", Domain.range(0, longest - 1)));
            });
    if (names.isEmpty()) throw new AssertionError("not a program: " + program);
    int wanted = 1 + random.nextInt(size.statements());
    for (int i = 0; i < wanted; i++) {
      extend(program, names, "v" + i, vocabulary, random, size);
    }
    return program + outputs(names, random);
  }

  private Optional<Map<String, Domain>> domains(String program) {
    return checker.apply(program);
  }

  private void extend(
      StringBuilder program,
      List<Bound> names,
      String name,
      Vocabulary vocabulary,
      RandomGenerator random,
      Size size) {
    for (int attempt = 0; attempt < ATTEMPTS_A_STATEMENT; attempt++) {
      String binding = new Statements(random, names, vocabulary.constants()).binding(name);
      Optional<Map<String, Domain>> domains =
          domains(program + binding + "output out_ = " + name + ";\n");
      Optional<Domain> own = domains.map(d -> d.get(name));
      if (own.isPresent() && own.get().size() <= size.largestDomain()) {
        program.append(binding);
        names.add(new Bound(name, own.get()));
        return;
      }
    }
  }

  private static String outputs(List<Bound> names, RandomGenerator random) {
    Bound last = names.get(names.size() - 1);
    String at = new String[] {"", "", "", " at last", " at first", " at 0"}[random.nextInt(6)];
    StringBuilder outputs = new StringBuilder("output out = " + last.name() + at + ";\n");
    if (random.nextInt(4) == 0) {
      Bound other = names.get(random.nextInt(names.size()));
      outputs.append("output other = ").append(other.name()).append(";\n");
    }
    return outputs.toString();
  }
}
