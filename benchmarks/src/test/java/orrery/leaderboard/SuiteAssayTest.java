package orrery.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orrery.Compiler;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.TrainedSamples;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.intervention.JavaEngine;
import orrery.layout.PlanOptions;
import orrery.leaderboard.SuiteAssay.End;
import orrery.leaderboard.SuiteAssay.Ended;
import orrery.suite.Kind;
import orrery.suite.Shard;
import orrery.task.TaskOptions;
import orrery.verify.Verifier;
import orrery.weights.Dials;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteAssayTest {
  private static final String FLIP =
      """
      program flip;
      input tokens[1..3] : "a".."b";
      s = select(indices, length - 1 - indices, ==);
      output flipped = aggregate(s, tokens);
      """;

  @TempDir Path folder = Path.of("");

  private static final CompiledModel TWICE = compiled(TrainedSamples.TWICE);

  @BeforeEach
  void models() throws Exception {
    write("flip", compiled(FLIP));
    trained("t-s1", TrainingRecord.Kind.SIIT, /* passed= */ false);
  }

  private void trained(String name, TrainingRecord.Kind kind, boolean passed) throws Exception {
    CompiledModel model = TrainedSamples.of(TWICE, kind, name.hashCode()).toFloat32();
    ModelFolder.write(model, TrainedSamples.acceptance(passed), folder.resolve(name), false);
  }

  private void write(String name, CompiledModel model) throws ArtifactException {
    ModelFolder.write(
        model, Verifier.verify(model, new Verifier.Options(500, 100, 0)), folder.resolve(name), false);
  }

  static CompiledModel compiled(String text) {
    Frontend.Meant meant =
        Frontend.load(new Source("p.rasp", text), Map.of(), new Diagnostics()).orElseThrow();
    Compiler.Options options =
        new Compiler.Options(text, Map.of(), PlanOptions.LEGIBLE, Dials.DEFAULT);
    return Compiler.compile(meant.model(), options).toFloat32();
  }

  private static SuiteAssay.Question question(String methods) {
    TaskOptions task =
        new TaskOptions(
            8,
            0,
            TaskOptions.Counterfactual.RANDOM,
            "resample",
            TaskOptions.Metric.LOGIT_DIFF);
    return new SuiteAssay.Question(
        methods,
        task,
        500,
        m -> new JavaEngine(m.weights(), m.structural(), 1),
        new SuiteAssay.About("plain Java", "test", "orrery suite assay DIR"));
  }

  private List<Ended> run(String methods, Shard shard, int jobs) throws Exception {
    SuiteAssay assay = SuiteAssay.of(folder, question(methods));
    return assay.run(Members.below(folder), shard, jobs, ended -> {});
  }

  private Map<String, String> written() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("assay"))) {
      return files
          .filter(Files::isRegularFile)
          .collect(Collectors.toMap(f -> folder.relativize(f).toString(), SuiteAssayTest::text));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyModelIsFoundOnce() throws Exception {
    write("twice", TWICE);
    trained("t-s0", TrainingRecord.Kind.SIIT, /* passed= */ true);
    write("t-s0/compiled", TWICE);
    write("t-s0/.draft", TWICE);

    assertThat(Members.below(folder))
        .extracting(Member::id)
        .containsExactly("flip", "t-s0", "t-s1", "twice");
  }

  @Test
  void whatComesOutDoesNotDependOnPartsAndJobs() throws Exception {
    write("twice", TWICE);
    List<Ended> all = run("eap", Shard.ALL, 1);
    Map<String, String> once = written();
    orrery.artifact.Drafts.delete(folder.resolve("assay"));
    List<Ended> parts = new ArrayList<>(run("eap", new Shard(2, 2), 2));
    parts.addAll(run("eap", new Shard(1, 2), 2));

    assertThat(parts).hasSameElementsAs(all);
    assertThat(written()).isEqualTo(once);
  }

  @Test
  void aModelThatIsDoneIsLeftAlone() throws Exception {
    run("eap", Shard.ALL, 1);
    Path card = folder.resolve("assay/flip/scores.json");
    Files.setLastModifiedTime(card, FileTime.fromMillis(0));

    assertThat(run("eap", Shard.ALL, 1))
        .extracting(Ended::end)
        .containsExactly(End.KEPT, End.LEFT);
    assertThat(Files.getLastModifiedTime(card)).isEqualTo(FileTime.fromMillis(0));
    assertThat(run("ifr", Shard.ALL, 1)).extracting(Ended::end).contains(End.DONE);
  }

  @Test
  void aModelThatFailedIsNoGroundTruthAndIsSaidToBe() throws Exception {
    trained("t-r", TrainingRecord.Kind.RANDOM, /* passed= */ false);
    run("eap", Shard.ALL, 1);
    Leaderboard board = Leaderboard.of("suite", folder, Members.below(folder), 0);

    assertThat(board.absent()).extracting(Leaderboard.Absent::id).containsExactly("t-s1");
    assertThat(board.absent().get(0).why()).contains("failed");
    assertThat(board.kinds()).containsExactly(Kind.COMPILED, Kind.RANDOM);
    Cell control = board.cells().get(1);
    assertThat(control.card().headline().name()).isEqualTo("PROGRAM");
    assertThat(control.value("eap", "auroc")).isPresent();
  }

  @Test
  void aDamagedModelDoesNotStopTheOthers() throws Exception {
    write("twice", TWICE);
    Files.writeString(folder.resolve("flip/circuit.json"), "{");

    List<Ended> all = run("eap", Shard.ALL, 1);

    assertThat(all.get(0).end()).isEqualTo(End.BROKEN);
    assertThat(all.get(0).why().orElseThrow()).contains("circuit.json");
    assertThat(all).extracting(Ended::end).contains(End.DONE);
    assertThat(Leaderboard.of("suite", folder, Members.below(folder), 0).absent())
        .contains(new Leaderboard.Absent("flip", "it has not been assessed yet"));
  }

  @Test
  void answersToDifferentQuestionsAreNotPutTogether() throws Exception {
    run("eap", new Shard(1, 2), 1);
    run("ifr", new Shard(2, 2), 1); // a model of which nothing but a reason is said counts as well

    assertThatThrownBy(() -> Leaderboard.of("suite", folder, Members.below(folder), 0))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("2 different questions");
  }
}
