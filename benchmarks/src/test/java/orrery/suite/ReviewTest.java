package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.SmallFile;

/** A review believes nothing that a file says of itself. */
class ReviewTest {
  @TempDir private Path scratch;
  private Path out = Path.of("");

  @BeforeEach
  void aSuite() throws Exception {
    out = scratch.resolve("out");
    Small.run(Small.suite(scratch, 2), out);
  }

  private List<String> findings() throws Exception {
    return findings(1, ModelMaker.all());
  }

  private List<String> findings(int jobs, Map<Kind, ModelMaker> makers) throws Exception {
    return Review.of(Suite.read(out), new SuiteFolder(out), makers, jobs, (item, done) -> {})
        .stream()
        .map(f -> out.relativize(f.place()) + ": " + f.what())
        .toList();
  }

  private static void edit(Path file, UnaryOperator<String> change) throws IOException {
    String text = Files.readString(file);
    assertThat(change.apply(text)).isNotEqualTo(text);
    Files.writeString(file, change.apply(text));
  }

  /** Makes a changed file look as if it had been so from the start. */
  private void hideChange(String model, String file) throws Exception {
    Path folder = out.resolve("models").resolve(model);
    String hash = SmallFile.sha256(folder.resolve(file));
    edit(
        folder.resolve("item.json"),
        t -> t.replaceAll("(\"" + file + "\": )\"[0-9a-f]+\"", "$1\"" + hash + "\""));
  }

  @Test
  void aSuiteAsItWasMadeHolds() throws Exception {
    assertThat(findings()).isEmpty();
  }

  @Test
  void figuresAreDerivedAgain() throws Exception {
    edit(
        out.resolve("models/p0-compiled/item.json"),
        t -> t.replaceAll("\"margin\": [0-9.]+", "\"margin\": 2"));

    assertThat(findings())
        .anyMatch(
            f ->
                f.startsWith("models/p0-compiled/item.json: margin is ")
                    && f.endsWith("it says 2.0"))
        .anyMatch(f -> f.startsWith("suite.json: it is not what the folders say"));
  }

  @Test
  void factsAreReadOffTheCircuit() throws Exception {
    edit(
        out.resolve("models/p1-compiled/item.json"),
        t -> t.replaceAll("\"components\": 1", "\"components\": 4"));

    assertThat(findings())
        .anyMatch(f -> f.startsWith("models/p1-compiled/item.json: its facts are not"));
  }

  @Test
  void weightsOfAnotherModelAreFound() throws Exception {
    for (String file : List.of("model.safetensors", "certificate.json")) {
      Path own = out.resolve("models/p0-compiled").resolve(file);
      byte[] bytes = Files.readAllBytes(own);
      if (file.endsWith("s")) {
        bytes[bytes.length - 2] ^= 1; // of some bias
        Files.write(own, bytes);
        hideChange("p0-compiled", file);
      } else {
        String hash = SmallFile.sha256(out.resolve("models/p0-compiled/model.safetensors"));
        edit(own, t -> t.replaceAll("(\"weights_sha256\": )\"[0-9a-f]+\"", "$1\"" + hash + "\""));
        hideChange("p0-compiled", file);
      }
    }

    assertThat(findings())
        .anyMatch(f -> f.equals("models/p0-compiled: the weights are not the program's"));
  }

  @Test
  void aCertificateThatSaysMoreIsFound() throws Exception {
    Path certificate = out.resolve("models/p0-compiled/certificate.json");
    edit(certificate, t -> t.replaceAll("\"values\": [0-9]+", "\"values\": 1000000"));
    hideChange("p0-compiled", "certificate.json");

    assertThat(findings())
        .containsExactly("models/p0-compiled: the certificate says something else");
  }

  @Test
  void definitionsStrangersAndDamageAreFound() throws Exception {
    edit(
        out.resolve("models/p0-compiled/item.json"),
        t -> t.replace("\"slope\": 1", "\"slope\": 2"));
    Files.createDirectory(out.resolve("models/other"));
    Files.delete(out.resolve("models/p1-compiled/config.json"));

    assertThat(findings())
        .anyMatch(f -> f.startsWith("models/p0-compiled: its definition is not the suite's"))
        .anyMatch(f -> f.startsWith("models/other: the suite asks for no such model"))
        .anyMatch(
            f -> f.startsWith("models/p1-compiled: ") && f.contains("config.json: it is missing"));
  }

  /** Checks as another maker does, once two items are checked at the same time. */
  private record Together(ModelMaker maker, CountDownLatch two) implements ModelMaker {
    @Override
    public Made make(Item item, Place place, Progress progress)
        throws ArtifactException, IOException {
      return maker.make(item, place, progress);
    }

    @Override
    public Made check(Item item, Path folder, ModelFolder.Contents contents)
        throws ArtifactException {
      two.countDown();
      try {
        assertThat(two.await(20, TimeUnit.SECONDS)).as("another item is checked").isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return maker.check(item, folder, contents);
    }
  }

  @Test
  void sideBySideTheSameIsFoundInTheSameOrder() throws Exception {
    for (String model : List.of("p0-compiled", "p1-compiled")) {
      edit(
          out.resolve("models").resolve(model).resolve("item.json"),
          t -> t.replaceAll("\"margin\": [0-9.]+", "\"margin\": 2"));
    }
    ModelMaker own = ModelMaker.all().getOrDefault(Kind.COMPILED, new CompiledMaker());

    List<String> together =
        findings(2, Map.of(Kind.COMPILED, new Together(own, new CountDownLatch(2))));

    assertThat(together).hasSize(3).isEqualTo(findings());
    assertThat(together.get(0)).startsWith("models/p0-compiled/item.json: margin is ");
  }

  @Test
  void anIndexThatIsMissingIsFound() throws Exception {
    Files.delete(out.resolve("suite.json"));

    assertThat(findings()).hasSize(1).allMatch(f -> f.startsWith("suite.json: "));
  }
}
