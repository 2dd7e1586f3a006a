package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import orrery.Showroom;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.passes.Passes;
import orrery.verify.Certificate;

/** What is written is what is read. */
class ModelFolderProperties {
  private final Path scratch;

  ModelFolderProperties() throws IOException {
    scratch = Files.createTempDirectory("folder");
  }

  @BeforeTry
  void make() throws IOException {
    Files.createDirectories(scratch);
  }

  @AfterTry
  void clean() {
    Scratch.delete(scratch);
  }

  @Example
  void aModelWhoseVariableTwoHeadsAndAnMlpWriteComesBack() {
    CompiledModel model =
        Showroom.compiled(
            Showroom.meant(Showroom.source(Showroom.PROGRAMS.resolve("induction.rasp"))));
    for (String passes :
        List.of(
            "redundant:variable=prev,by=or",
            "redundant:variable=prev,by=backup,negative:variable=guess",
            "superpose")) {
      roundTrip(Passes.apply(model, Passes.parse(passes)));
    }
  }

  @Property(tries = 40)
  void readingGivesBackWhatWasWritten(@ForAll long seed) {
    Samples.random(new Random(seed)).ifPresent(this::roundTrip);
  }

  @Property(tries = 40)
  void modelsAfterPassesComeBack(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<CompiledModel> model = Samples.random(random);
    model.ifPresent(m -> roundTrip(Samples.afterPasses(m, random)));
  }

  @Example
  void theSamplesComeBack() {
    for (String program : List.of(Samples.HIST, Samples.REVERSE, Samples.FRACTION)) {
      roundTrip(Samples.compile(program));
    }
  }

  private void roundTrip(CompiledModel model) {
    Certificate certificate = Samples.verify(model);
    Path first = scratch.resolve("first");
    Path second = scratch.resolve("second");
    try {
      ModelFolder.write(model, certificate, first, true);
      ModelFolder.Contents read = ModelFolder.read(first);
      ModelFolder.write(read.model(), read.certificate(), second, true);

      assertThat(read.certificate()).isEqualTo(certificate);
      assertThat(read.model().weights()).isEqualTo(model.weights().toFloat32());
      assertThat(read.model().program()).isEqualTo(model.program());
      assertThat(read.model().structural()).isEqualTo(model.structural());
      assertThat(Samples.verify(read.model())).isEqualTo(certificate);
      assertThat(Samples.bytes(second)).isEqualTo(Samples.bytes(first));
      assertSameMeaning(model.meaning(), read.model().meaning());
    } catch (ArtifactException e) {
      throw new AssertionError(model.build().program(), e);
    }
  }

  private static void assertSameMeaning(CausalModel written, CausalModel read) {
    assertThat(read.inputs().candidates()).isEqualTo(written.inputs().candidates());
    int[] visited = {0};
    written
        .inputs()
        .untilBatch(
            batch -> {
              Evaluation before = new Evaluation(batch, written.inputs().causal());
              Evaluation after = new Evaluation(batch, read.inputs().causal());
              for (Variable v : written.variables()) {
                Variable same = read.variable(v.name()).orElseThrow();
                assertThat(after.codes(same)).isEqualTo(before.codes(v));
                assertThat(same.domain()).isEqualTo(v.domain());
              }
              return ++visited[0] < 2;
            });
  }

  @Example
  void equalModelsMakeEqualBytes() throws ArtifactException {
    for (String name : List.of("a", "b")) {
      CompiledModel model = Samples.compile(Samples.HIST);
      ModelFolder.write(model, Samples.verify(model), scratch.resolve(name), false);
    }

    assertThat(Samples.bytes(scratch.resolve("a"))).isEqualTo(Samples.bytes(scratch.resolve("b")));
  }

  @Example
  void aFolderIsReplacedOnlyIfAskedAndOnlyIfItIsAModel() throws Exception {
    CompiledModel model = Samples.compile(Samples.REVERSE);
    Certificate certificate = Samples.verify(model);
    Path folder = scratch.resolve("model");
    ModelFolder.write(model, certificate, folder, false);
    Path other = Files.createDirectories(scratch.resolve("other"));
    Files.writeString(other.resolve("thesis.txt"), "years of work");

    assertThatThrownBy(() -> ModelFolder.write(model, certificate, folder, false))
        .isInstanceOf(ArtifactException.class);
    assertThatThrownBy(() -> ModelFolder.write(model, certificate, other, true))
        .isInstanceOf(ArtifactException.class);
    assertThat(other.resolve("thesis.txt")).hasContent("years of work");
    ModelFolder.write(model, certificate, folder, true);
  }
}
