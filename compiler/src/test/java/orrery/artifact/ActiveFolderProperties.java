package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import orrery.circuit.CompiledModel;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;
import orrery.task.TaskRefusal;
import orrery.task.Tasks;
import orrery.truth.ActiveCircuit;
import orrery.truth.ActiveTruth;
import orrery.truth.Semantics;

/** ACTIVE circuits stay in the folder with the definition that made them. */
class ActiveFolderProperties {
  private final Path scratch;

  ActiveFolderProperties() throws IOException {
    scratch = Files.createTempDirectory("active");
  }

  @BeforeTry
  void make() throws IOException {
    Files.createDirectories(scratch);
  }

  @AfterTry
  void clean() {
    Scratch.delete(scratch);
  }

  @Property(tries = 15)
  void whatIsAddedIsRead(@ForAll long seed) {
    Samples.random(new Random(seed))
        .ifPresent(
            model -> {
              try {
                addAndRead(model, seed);
              } catch (ArtifactException | IOException e) {
                throw new AssertionError(model.build().program(), e);
              }
            });
  }

  private void addAndRead(CompiledModel model, long seed) throws ArtifactException, IOException {
    Path folder = scratch.resolve("model");
    ModelFolder.write(model, Samples.verify(model), folder, true);
    SortedMap<String, List<Byte>> before = Samples.bytes(folder);
    CompiledModel read = ModelFolder.read(folder).model();
    assertThat(ModelFolder.read(folder).active()).isEmpty();
    List<ActiveCircuit> circuits = circuits(read, seed);

    ModelFolder.addActive(folder, circuits.subList(0, circuits.size() / 2));
    ModelFolder.addActive(folder, circuits);

    assertThat(ModelFolder.read(folder).active()).isEqualTo(circuits);
    SortedMap<String, List<Byte>> after = Samples.bytes(folder);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    ModelFolder.addActive(folder, circuits);
    assertThat(Samples.bytes(folder)).as("adding again").isEqualTo(after);
    Path file = folder.resolve(ModelFolder.CIRCUIT);
    Files.writeString(file, JsonText.of(CircuitFile.with(file, List.of())));
    assertThat(Samples.bytes(folder)).as("all else is as it was").isEqualTo(before);
  }

  /** Circuits of every granularity under some semantics; none where no task can be made. */
  static List<ActiveCircuit> circuits(CompiledModel model, long seed) {
    List<ActiveCircuit> circuits = new ArrayList<>();
    for (String replacement : List.of("resample", "zero", "noise")) {
      TaskOptions options =
          new TaskOptions(
              5,
              seed,
              TaskOptions.Counterfactual.RANDOM,
              replacement,
              TaskOptions.Metric.LOGIT_DIFF);
      MadeTask made;
      try {
        made = Tasks.of(model, options);
      } catch (TaskRefusal oneInput) {
        continue;
      }
      Experiment experiment = JavaEngine.of(model).prepare(made.task());
      for (Semantics.Granularity granularity : Semantics.Granularity.values()) {
        Semantics semantics = Semantics.of(made, granularity);
        circuits.add(ActiveTruth.of(experiment, semantics, model.structural()));
      }
    }
    return circuits;
  }

  @Example
  void aCircuitOfAnotherProgramIsRefused() throws ArtifactException {
    Path folder = scratch.resolve("model");
    CompiledModel model = Samples.compile(Samples.HIST);
    ModelFolder.write(model, Samples.verify(model), folder, true);
    List<ActiveCircuit> others = circuits(Samples.compile(Samples.REVERSE), 0);
    assertThatThrownBy(() -> ModelFolder.addActive(folder, others))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What a hand may do to the file, and what is said to it. */
  @Example
  void damageIsNamedWithItsPlace() throws ArtifactException, IOException {
    Path folder = scratch.resolve("model");
    CompiledModel model = Samples.compile(Samples.HIST);
    ModelFolder.write(model, Samples.verify(model), folder, true);
    ModelFolder.addActive(folder, circuits(ModelFolder.read(folder).model(), 0));
    Path file = folder.resolve(ModelFolder.CIRCUIT);
    String sound = Files.readString(file);
    Map<String, String> damages =
        Map.of(
            "\"replacement\": \"resample\"", "\"replacement\": \"nothing\"",
            "\"direction\": \"noising\"", "\"direction\": \"sideways\"",
            "\"effective\": 5", "\"effective\": 6",
            "\"granularity\": \"edge\"", "\"granularity\": \"node\"",
            "\"program_sha256\": \"", "\"program_sha256\": \"0",
            "\"task_sha256\": \"", "\"task_sha256\": \"x",
            "\"share\": 1", "\"share\": 1.5",
            "\"largest\": ", "\"largest\": -",
            "\"position\": ", "\"position\": 9",
            "\"component\": \"embed\"", "\"component\": \"m7\"");
    damages.forEach(
        (was, becomes) -> {
          assertThat(sound).contains(was);
          int at = sound.indexOf(was);
          String damaged = sound.substring(0, at) + becomes + sound.substring(at + was.length());
          assertThatThrownBy(
                  () -> {
                    Files.write(file, damaged.getBytes(StandardCharsets.UTF_8));
                    ModelFolder.read(folder);
                  })
              .as(becomes)
              .isInstanceOf(ArtifactException.class)
              .hasMessageContaining("circuit.json")
              .hasMessageContaining("active[");
        });
  }
}
