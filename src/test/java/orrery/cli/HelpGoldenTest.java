package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on the commands is what {@code --help} says, word for word. */
class HelpGoldenTest {
  private static final Path PAGE = Ran.ROOT.resolve("src/site/markdown/commands.md");

  private static String page() {
    StringBuilder page =
        new StringBuilder("# Commands\n\nWhat `orrery --help` says, and each verb after it. ");
    page.append("A test keeps this page true;\n`-Dgolden.update=true` rewrites it.\n");
    List<List<String>> all = new ArrayList<>();
    all.add(List.of());
    Orrery.names().forEach(verb -> all.add(List.of(verb)));
    for (String bench : List.of("fuzz", "sizes", "sweep", "engine", "train", "recipes"))
      all.add(List.of("bench", bench));
    for (String job :
        List.of(
            "new", "sample", "strata", "run", "status", "verify", "assay", "leaderboard", "publish"))
      all.add(List.of("suite", job));
    for (List<String> verb : all) {
      List<String> arguments = new ArrayList<>(verb);
      arguments.add("--help");
      Ran ran = Ran.orrery(arguments.toArray(String[]::new));
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).contains("Example:").contains("Exit codes:");
      String title = verb.isEmpty() ? "orrery" : "orrery " + String.join(" ", verb);
      page.append("\n## ").append(title).append("\n\n```\n");
      ran.out().lines().forEach(line -> page.append(line.stripTrailing()).append('\n'));
      page.append("```\n");
    }
    return page.toString();
  }

  @Test
  void thePageIsWhatTheCommandsSay() throws IOException {
    if (Boolean.getBoolean("golden.update")) Files.writeString(PAGE, page());

    assertThat(PAGE).hasContent(page());
  }
}
