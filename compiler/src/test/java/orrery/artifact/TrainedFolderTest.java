package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.verify.Acceptance;
import orrery.verify.Evidence;

/** A trained model in a folder is what was trained, with what was measured of it. */
class TrainedFolderTest {
  @TempDir private Path scratch;

  private CompiledModel compiled;
  private Path folder;

  @BeforeEach
  void make() {
    compiled = Samples.compile(TrainedSamples.TWICE);
    folder = scratch.resolve("trained");
  }

  private CompiledModel trained(TrainingRecord.Kind kind) {
    return TrainedSamples.of(compiled, kind, 7);
  }

  @ParameterizedTest
  @EnumSource(TrainingRecord.Kind.class)
  void everyKindComesBackAndIsWrittenAlike(TrainingRecord.Kind kind) throws ArtifactException {
    CompiledModel model = trained(kind);
    Acceptance acceptance = TrainedSamples.acceptance(kind == TrainingRecord.Kind.SIIT);

    ModelFolder.write(model, acceptance, folder, false);
    ModelFolder.Contents read = ModelFolder.read(folder);
    ModelFolder.write(read.model(), read.certificate(), scratch.resolve("again"), false);

    assertThat(read.certificate()).isEqualTo(acceptance);
    assertThat(read.model().build()).isEqualTo(model.build());
    assertThat(read.model().weights()).isEqualTo(model.weights().toFloat32());
    assertThat(read.model().program()).isEqualTo(model.program());
    assertThat(read.model().structural()).isEqualTo(model.structural());
    assertThat(read.model().alignment().labels()).isEqualTo(model.alignment().labels());
    assertThat(Samples.bytes(scratch.resolve("again"))).isEqualTo(Samples.bytes(folder));
  }

  @Test
  void whatStandsByTheModelIsWrittenWithItAndNotRead() throws Exception {
    CompiledModel model = trained(TrainingRecord.Kind.SIIT);
    ModelFolder.write(
        model,
        TrainedSamples.acceptance(true),
        folder,
        false,
        draft -> {
          Files.writeString(draft.resolve("curve.csv"), "step,loss\n");
          ModelFolder.write(compiled, Samples.verify(compiled), draft.resolve("compiled"), false);
        });

    assertThat(folder.resolve("curve.csv")).hasContent("step,loss\n");
    assertThat(ModelFolder.read(folder).model().build()).isEqualTo(model.build());
    assertThat(ModelFolder.read(folder.resolve("compiled")).model().weights())
        .isEqualTo(compiled.weights().toFloat32());
  }

  @Test
  void aFolderWhoseRestFailsIsNotThere() {
    assertThatThrownBy(
            () ->
                ModelFolder.write(
                    trained(TrainingRecord.Kind.SIIT),
                    TrainedSamples.acceptance(true),
                    folder,
                    false,
                    draft -> {
                      throw new IOException("no room");
                    }))
        .isInstanceOf(ArtifactException.class);
    assertThat(scratch).isEmptyDirectory();
  }

  @Test
  void aTrainedModelNeedsAnAcceptanceAndACompiledOneACertificate() {
    Evidence acceptance = TrainedSamples.acceptance(true);
    Evidence certificate = Samples.verify(compiled);

    assertThatThrownBy(() -> ModelFolder.write(compiled, acceptance, folder, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ModelFolder.write(trained(TrainingRecord.Kind.IIT), certificate, folder, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAcceptanceOfOtherWeightsIsRefused() throws Exception {
    write();
    change("certificate.json", json -> json.addProperty("weights_sha256", "0".repeat(64)));

    assertRefused("other weights");
  }

  @Test
  void aCertificateInPlaceOfAnAcceptanceIsRefused() throws Exception {
    write();
    Path other = scratch.resolve("other");
    ModelFolder.write(compiled, Samples.verify(compiled), other, false);
    Files.delete(folder.resolve("certificate.json"));
    Files.copy(other.resolve("certificate.json"), folder.resolve("certificate.json"));

    assertRefused("orrery/acceptance/1");
  }

  @Test
  void aTrainingThatSaysWhatCannotBeIsRefused() throws Exception {
    refuses(t -> t.addProperty("kind", "miracle"), "training.kind");
    refuses(t -> t.addProperty("steps", -1), "training.steps");
    refuses(t -> t.getAsJsonObject("seeds").addProperty("weights", 0.5), "training.seeds");
    refuses(t -> t.getAsJsonObject("settings").addProperty("rate", 3), "training.settings");
    refuses(t -> assign(t, "m0", "a0.h0"), "of the kind of m0");
    refuses(t -> assign(t, "m0", "m7"), "a component of the weights");
    refuses(t -> assign(t, "a0.h0", "a0.h99999"), "a component of the weights");
    refuses(t -> assign(t, "m5", "m0"), "twice");
    refuses(t -> assign(t, "x", "m0"), "assign a component");
  }

  @ParameterizedTest
  @EnumSource(TrainingRecord.Kind.class)
  void theCardSaysWhatItIs(TrainingRecord.Kind kind) throws IOException {
    boolean passed = kind == TrainingRecord.Kind.SIIT;
    String name = "trained-%s.md".formatted(JsonNode.nameOf(kind));
    String card =
        new TrainedCard(trained(kind).toFloat32(), TrainedSamples.acceptance(passed)).text();

    Path expected = Path.of("src/test/resources/cards").resolve(name);
    if (Boolean.getBoolean("golden.update")) Files.writeString(expected, card);
    assertThat(card).isEqualTo(Files.readString(expected));
    assertThat(card.contains("NO known circuit")).isEqualTo(!passed);
  }

  @Test
  void theCardOfAModelThatFailedSaysSoFirst() {
    String card =
        new TrainedCard(trained(TrainingRecord.Kind.SIIT), TrainedSamples.acceptance(false)).text();

    assertThat(card.indexOf("did not pass its acceptance"))
        .isBetween(0, card.indexOf("## What it computes"));
    assertThat(card).contains("51.20 % under resample");
  }

  private static void assign(JsonObject training, String from, String to) {
    training.getAsJsonObject("assignment").addProperty(from, to);
  }

  private void refuses(Consumer<JsonObject> damage, String what) throws Exception {
    ModelFolder.write(
        trained(TrainingRecord.Kind.SIIT), TrainedSamples.acceptance(true), folder, true);
    change(
        "config.json",
        json -> damage.accept(json.getAsJsonObject("orrery").getAsJsonObject("training")));

    assertRefused(what);
  }

  @Test
  void anAcceptanceThatContradictsItselfIsRefused() throws Exception {
    write();
    change("certificate.json", json -> json.getAsJsonArray("reasons").add("it is bad"));
    assertRefused("passed");
    ModelFolder.write(
        trained(TrainingRecord.Kind.SIIT), TrainedSamples.acceptance(true), folder, true);
    change("certificate.json", json -> figure(json).addProperty("right", 1001));
    assertRefused("figures[0].right");
  }

  private static JsonObject figure(JsonObject json) {
    return json.getAsJsonArray("figures").get(0).getAsJsonObject();
  }

  private void write() throws ArtifactException {
    ModelFolder.write(
        trained(TrainingRecord.Kind.SIIT), TrainedSamples.acceptance(true), folder, false);
  }

  private void change(String name, Consumer<JsonObject> change) throws IOException {
    Path file = folder.resolve(name);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    change.accept(json);
    Files.writeString(file, json.toString());
  }

  private void assertRefused(String what) {
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining(what);
  }
}
