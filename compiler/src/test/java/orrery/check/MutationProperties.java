package orrery.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Renderer;
import orrery.diagnostic.Severity;
import orrery.diagnostic.Source;

/** Whatever becomes of a program, the checker means something by it or says what is wrong. */
class MutationProperties {
  private static final Pattern WORD =
      Pattern.compile("\"[^\"]*\"|[\\p{L}_][\\p{L}\\p{N}_]*|\\d+|[^\\s]");
  private static final List<String> PROGRAMS = programs();

  private static List<String> programs() {
    try (Stream<Path> files = Files.walk(Path.of("../programs"))) {
      List<String> texts = new ArrayList<>();
      for (Path p : files.filter(f -> f.toString().endsWith(".rasp")).sorted().toList()) {
        String text = Files.readString(p);
        if (!text.contains("{1..3} \"+\"")) texts.add(text); // a million inputs: too slow for this
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Property(tries = 300)
  void aMutatedProgramIsCheckedOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    String text = mutated(PROGRAMS.get(random.nextInt(PROGRAMS.size())), random);
    Diagnostics diagnostics = new Diagnostics();

    boolean meant =
        Frontend.load(new Source("mutant.rasp", text), ModuleLoader.none(), Map.of(), diagnostics)
            .isPresent();

    List<Diagnostic> all = diagnostics.all();
    assertThat(meant).isEqualTo(all.stream().noneMatch(d -> d.severity() == Severity.ERROR));
    assertThat(Renderer.plain().render(all)).doesNotContain("Exception", "orrery.");
  }

  /** The text with some of its words dropped, doubled, swapped or replaced by others. */
  private static String mutated(String text, Random random) {
    List<String> words = new ArrayList<>();
    Matcher m = WORD.matcher(text.replaceAll("#.*", ""));
    while (m.find()) words.add(m.group());
    int mutations = 1 + random.nextInt(3);
    for (int i = 0; i < mutations; i++) {
      int at = random.nextInt(words.size());
      int other = random.nextInt(words.size());
      switch (random.nextInt(4)) {
        case 0 -> words.remove(at);
        case 1 -> words.add(at, words.get(at));
        case 2 -> words.set(at, words.get(other));
        default -> {
          String kept = words.get(at);
          words.set(at, words.get(other));
          words.set(other, kept);
        }
      }
    }
    return String.join(" ", words);
  }
}
