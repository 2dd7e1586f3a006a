package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Token attribution, as it is typed. */
class AttributeTest {
  private static final String INDUCTION = "programs/induction.rasp";

  @TempDir private Path scratch = Path.of("");

  private Ran attribute(String folder, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("attribute", INDUCTION, "--inputs", "6", "--last", "--out"));
    arguments.add(scratch.resolve(folder).toString());
    arguments.addAll(List.of(more));
    return Ran.orrery(arguments.toArray(String[]::new));
  }

  @Test
  void twoRunsGiveIdenticalFiles() throws IOException {
    Ran ran = attribute("one", "--methods", "gradient,model-shapley,random");
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(attribute("two", "--methods", "gradient,model-shapley,random").code()).isZero();

    assertThat(ran.out())
        .startsWith("6 answers to 6 inputs")
        .containsPattern("\\(oracle\\) +1\\.000 +1\\.000");
    for (String file : List.of("token-scores.json", "token-scores.csv")) {
      assertThat(scratch.resolve("one").resolve(file))
          .hasSameBinaryContentAs(scratch.resolve("two").resolve(file));
    }
    assertThat(Files.readString(scratch.resolve("one/token-scores.json")))
        .startsWith("{\n  \"schema\": \"orrery/token-scores/1\"");
  }

  @Test
  void aFolderIsAskedAsItsProgramIs() throws IOException {
    String folder = scratch.resolve("model").toString();
    assertThat(Ran.orrery("compile", INDUCTION, "--out", folder).code()).isZero();

    String[] asked = {"--inputs", "4", "--methods", "gradient", "--json"};
    Ran program = Ran.orrery(with(INDUCTION, asked));
    Ran model = Ran.orrery(with(folder, asked));

    assertThat(model.out()).isEqualTo(program.out()).contains("token-scores/1");
    assertThat(Ran.orrery(with(folder, "--sharpness", "9")).err())
        .contains("a folder is compiled already");
  }

  private static String[] with(String subject, String... more) {
    List<String> all = new java.util.ArrayList<>(List.of("attribute", subject));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void misuseIsOneSentence() {
    Ran ran = attribute("one", "--methods", "gradients");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("there is no method `gradients`, only gradient, input-x");
    assertThat(Ran.orrery(with(INDUCTION, "--inputs", "0")).err()).contains("at least one input");
  }
}
