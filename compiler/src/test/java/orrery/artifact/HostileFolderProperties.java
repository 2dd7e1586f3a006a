package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.assertj.core.api.Assertions;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.components.Accepting;
import orrery.components.HeldOutInputs;
import orrery.components.Subspaces;
import orrery.verify.Acceptance;

/** Whatever is done to a folder, reading it gives a model that runs, or says what is wrong. */
class HostileFolderProperties {
  private static final List<String> JSON =
      List.of(
          "causal_model.json", "circuit.json", "config.json", "certificate.json", "tokenizer.json");
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The files of sound folders, by name; made once. */
  private static final List<Map<String, byte[]>> SOUND = new ArrayList<>();

  private final Path scratch;
  private int readable;

  HostileFolderProperties() throws IOException {
    scratch = Files.createTempDirectory("hostile");
  }

  @BeforeContainer
  static void writeSoundFolders() throws IOException, ArtifactException {
    Path place = Files.createTempDirectory("sound");
    List<CompiledModel> models = new ArrayList<>();
    for (String program : List.of(Samples.HIST, Samples.REVERSE, Samples.FRACTION)) {
      models.add(Samples.compile(program));
    }
    CompiledModel twice = Samples.compile(TrainedSamples.TWICE);
    models.add(TrainedSamples.of(twice, TrainingRecord.Kind.SIIT, 7));
    for (CompiledModel model : models) {
      Path folder = place.resolve("sound" + SOUND.size());
      boolean isTrained = model.build().training().isPresent();
      ModelFolder.write(
          model,
          isTrained ? TrainedSamples.acceptance(true) : Samples.verify(model),
          folder,
          false);
      ModelFolder.addActive(folder, ActiveFolderProperties.circuits(model.toFloat32(), 0));
      Map<String, byte[]> files = new TreeMap<>();
      for (String name : Samples.bytes(folder).keySet()) {
        files.put(name, Files.readAllBytes(folder.resolve(name)));
      }
      SOUND.add(files);
    }
    Scratch.delete(place);
  }

  @AfterTry
  void clean() {
    Scratch.delete(scratch);
  }

  /** Reads a folder; if it is a model, runs it on its inputs. */
  private void readAndRun(Path folder) {
    Assertions.assertThatCode(
            () -> {
              try {
                CompiledModel model = ModelFolder.read(folder).model();
                Samples.verify(model);
                if (model.build().training().isPresent()) judge(model);
                readable++;
              } catch (ArtifactException refused) {
                assertThat(refused).hasMessageContaining(scratch.getFileName().toString());
              }
            })
        .doesNotThrowAnyException();
  }

  /** Judges a trained model, where it is one that can be judged. */
  private static void judge(CompiledModel model) {
    try {
      Acceptance.Terms terms = Acceptance.Terms.standard(0).on(4, 0);
      Accepting.screen(model, HeldOutInputs.of(model), terms, Subspaces.of(model));
    } catch (IllegalArgumentException said) {
      assertThat(said.getMessage()).isNotEmpty();
    }
  }

  private Path copyOf(Random random) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("damaged"));
    Map<String, byte[]> files = SOUND.get(random.nextInt(SOUND.size()));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
    return folder;
  }

  @Property(tries = 1500)
  void damagedValues(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Path folder = copyOf(random);
    Path file = folder.resolve(JSON.get(random.nextInt(JSON.size())));
    JsonElement document = JsonParser.parseString(Files.readString(file));
    int changes = 1 + random.nextInt(2);
    for (int i = 0; i < changes; i++) document = damaged(document, document, random);
    Files.writeString(file, document.toString());

    org.junit.jupiter.api.Assertions.assertTimeout(LIMIT, () -> readAndRun(folder));
  }

  /** The document with one thing changed somewhere. */
  private static JsonElement damaged(JsonElement at, JsonElement whole, Random random) {
    boolean stop = random.nextInt(4) == 0;
    if (!stop && at instanceof JsonArray array && !array.isEmpty()) {
      int i = random.nextInt(array.size());
      if (random.nextInt(6) == 0) {
        array.remove(i);
      } else if (random.nextInt(6) == 0) {
        array.add(array.get(i));
      } else {
        array.set(i, damaged(array.get(i), whole, random));
      }
      return array;
    }
    if (!stop && at instanceof JsonObject object && !object.isEmpty()) {
      List<String> keys = new ArrayList<>(object.keySet());
      String key = keys.get(random.nextInt(keys.size()));
      JsonElement member = object.remove(key);
      if (random.nextInt(6) != 0) object.add(key, damaged(member, whole, random));
      return object;
    }
    return other(at, whole, random);
  }

  private static JsonElement other(JsonElement at, JsonElement whole, Random random) {
    if (at instanceof JsonPrimitive p && p.isNumber() && random.nextBoolean()) {
      return new JsonPrimitive(p.getAsNumber().doubleValue() + random.nextInt(3) - 1);
    }
    return switch (random.nextInt(12)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextInt(5) - 1);
      case 2 -> new JsonPrimitive(new BigDecimal("1e" + random.nextInt(400)));
      case 3 -> new JsonPrimitive(Integer.MAX_VALUE);
      case 4 -> new JsonPrimitive(Long.MIN_VALUE);
      case 5 -> new JsonPrimitive(0.5);
      case 6 -> new JsonPrimitive("../../../etc/passwd");
      case 7 -> new JsonPrimitive("a".repeat(10_000));
      case 8 -> new JsonPrimitive(random.nextBoolean());
      case 9 -> new JsonArray();
      case 10 -> new JsonObject();
      default -> somewhere(whole, random).deepCopy();
    };
  }

  private static JsonElement somewhere(JsonElement at, Random random) {
    if (random.nextInt(5) == 0) return at;
    if (at instanceof JsonArray array && !array.isEmpty()) {
      return somewhere(array.get(random.nextInt(array.size())), random);
    }
    if (at instanceof JsonObject object && !object.isEmpty()) {
      List<JsonElement> members = new ArrayList<>(object.asMap().values());
      return somewhere(members.get(random.nextInt(members.size())), random);
    }
    return at;
  }

  @Property(tries = 500)
  void damagedBytes(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Path folder = copyOf(random);
    List<String> names = new ArrayList<>(Samples.bytes(folder).keySet());
    Path file = folder.resolve(names.get(random.nextInt(names.size())));
    byte[] bytes = Files.readAllBytes(file);
    switch (random.nextInt(3)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
      default -> {
        for (int i = 0; i < 4; i++) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
    }
    Files.write(file, bytes);
    if (!file.endsWith("certificate.json")) certifyAgain(folder);

    org.junit.jupiter.api.Assertions.assertTimeout(LIMIT, () -> readAndRun(folder));
  }

  /** Makes the certificate speak of the weights that are there, so that reading gets further. */
  private static void certifyAgain(Path folder) throws IOException, ArtifactException {
    Path file = folder.resolve("certificate.json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    json.addProperty("weights_sha256", SmallFile.sha256(folder.resolve("model.safetensors")));
    Files.writeString(file, json.toString());
  }

  @Example
  void aMissingFileIsNamed() throws Exception {
    for (String name : SOUND.get(0).keySet()) {
      if (name.equals("card.md")) continue;
      Path folder = copyOf(new Random(0));
      Files.delete(folder.resolve(name));

      assertThatThrownBy(() -> ModelFolder.read(folder))
          .isInstanceOf(ArtifactException.class)
          .hasMessageContaining(name + ": it is missing");
    }
  }

  @Example
  void linksAreNotFollowed() throws Exception {
    for (String name : SOUND.get(0).keySet()) {
      if (name.equals("card.md")) continue;
      Path folder = copyOf(new Random(0));
      Files.delete(folder.resolve(name));
      Path real = Files.write(scratch.resolve(name), SOUND.get(0).getOrDefault(name, new byte[0]));
      Files.createSymbolicLink(folder.resolve(name), real);

      assertThatThrownBy(() -> ModelFolder.read(folder))
          .isInstanceOf(ArtifactException.class)
          .hasMessageContaining(name + ": it is a link");
      Files.delete(folder.resolve(name));
    }
  }

  @Example
  void deepNestingIsRefused() throws Exception {
    for (String nested : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      Path folder = copyOf(new Random(0));
      Files.writeString(folder.resolve("causal_model.json"), nested);

      assertThatThrownBy(() -> ModelFolder.read(folder)).isInstanceOf(ArtifactException.class);
    }
  }

  @Example
  void aKeyThatComesTwiceIsRefused() throws Exception {
    Path folder = copyOf(new Random(0));
    Path file = folder.resolve("config.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"n_ctx\": 9,"));

    assertThatThrownBy(() -> ModelFolder.read(folder)).hasMessageContaining("twice");
  }

  @Example
  void selectorsThatGrowWithoutEndAreRefused() throws Exception {
    Path folder = copyOf(new Random(0));
    Path file = folder.resolve("causal_model.json");
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    JsonArray selectors = json.getAsJsonArray("selectors");
    for (int i = 0; i < 60; i++) {
      JsonObject doubled = new JsonObject();
      doubled.addProperty("kind", "and");
      doubled.addProperty("left", selectors.size() - 1);
      doubled.addProperty("right", selectors.size() - 1);
      selectors.add(doubled);
    }
    Path circuit = folder.resolve("circuit.json");
    JsonObject roles = JsonParser.parseString(Files.readString(circuit)).getAsJsonObject();
    roles
        .getAsJsonArray("heads")
        .get(0)
        .getAsJsonObject()
        .addProperty("selector", selectors.size() - 1);
    Files.writeString(file, json.toString());
    Files.writeString(circuit, roles.toString());

    assertThatThrownBy(() -> ModelFolder.read(folder)).hasMessageContaining("must not be so large");
  }

  @Example
  void otherWeightsNeedAnotherCertificate() throws Exception {
    Path folder = copyOf(new Random(0));
    Path file = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(() -> ModelFolder.read(folder)).hasMessageContaining("other weights");
  }

  @Example
  void someDamageLeavesAModel() throws Exception {
    for (int seed = 0; seed < 100; seed++) damagedValues(seed);

    assertThat(readable).isPositive();
  }
}
