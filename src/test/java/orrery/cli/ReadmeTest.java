package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's transcript is what a reader sees who types its commands. */
class ReadmeTest {
  private static final Path README = Ran.ROOT.resolve("README.md");
  private static final String FENCE = "```console";
  private static final String PROMPT = "$ ./orrery ";
  private static final String FOLDER = "/tmp/hist";

  @TempDir private Path scratch = Path.of("");

  private String run(String command) {
    String folder = scratch.resolve("hist").toString();
    String[] arguments =
        Arrays.stream(command.split(" "))
            .map(a -> a.equals(FOLDER) ? folder : a)
            .toArray(String[]::new);
    Ran ran = Ran.orrery(arguments);
    assertThat(ran.err()).as(command).isEmpty();
    assertThat(ran.code()).as(command).isZero();
    return ran.out().replace(folder, FOLDER).strip();
  }

  @Test
  void theTranscriptIsTrue() throws IOException {
    List<String> transcript = transcript();
    List<String> typed = new ArrayList<>();
    for (String line : transcript) {
      if (!line.startsWith(PROMPT)) continue;
      typed.add(line);
      typed.addAll(run(line.substring(PROMPT.length())).lines().toList());
    }

    assertThat(typed).hasSizeGreaterThan(10);
    if (Boolean.getBoolean("golden.update")) rewrite(transcript, typed);
    assertThat(typed).containsExactlyElementsOf(transcript());
  }

  private static List<String> transcript() throws IOException {
    String text = Files.readString(README);
    int from = text.indexOf(FENCE) + FENCE.length();
    return text.substring(from, text.indexOf("```", from)).strip().lines().toList();
  }

  private static void rewrite(List<String> old, List<String> typed) throws IOException {
    String text = Files.readString(README);
    Files.writeString(README, text.replace(String.join("\n", old), String.join("\n", typed)));
  }

  @Test
  void everyFileThatItNamesIsThere() throws IOException {
    List<String> named = new ArrayList<>();
    for (String part : Files.readString(README).split("[()`\\s]+")) {
      boolean path = part.matches("[\\w./-]+/[\\w./-]+\\.(md|java|rasp|g4)");
      if (path) named.add(part);
    }

    assertThat(named).isNotEmpty();
    assertThat(named).allSatisfy(name -> assertThat(Ran.ROOT.resolve(name)).exists());
  }
}
