package orrery.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.Compiler;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.artifact.JsonText;
import orrery.artifact.ModelFolder;
import orrery.artifact.Safetensors;
import orrery.artifact.SmallFile;
import orrery.artifact.TrainedSamples;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.layout.PlanOptions;
import orrery.leaderboard.Members;
import orrery.verify.Verifier;
import orrery.weights.Dials;

/** A publication is verified from its files alone. */
class PublicationTest {
  private static final String SHARE =
      """
      ## Which share of the tokens so far is an "x".
      program share;
      option causal;
      input tokens[1..4] : "x".."y";
      output share : num = frac_prevs(tokens == "x");
      """;

  private static final Publication.Labels LABELS =
      new Publication.Labels(
          "tiny \"suite\"",
          "cc0-1.0",
          Optional.of("https://example.org/tiny"),
          Optional.of("Nobody"),
          Optional.of("2026-01-31"),
          "1.0.0");

  private static final CompiledModel TWICE = compiled(TrainedSamples.TWICE);

  @TempDir Path folder = Path.of("");

  private static CompiledModel compiled(String text) {
    Frontend.Meant meant =
        Frontend.load(new Source("p.rasp", text), Map.of(), new Diagnostics()).orElseThrow();
    Compiler.Options options =
        new Compiler.Options(text, Map.of(), PlanOptions.LEGIBLE, Dials.DEFAULT);
    return Compiler.compile(meant.model(), options).toFloat32();
  }

  @BeforeEach
  void suite() throws Exception {
    Files.createDirectory(suiteFolder());
    for (CompiledModel m : List.of(TWICE, compiled(SHARE))) {
      Path own = suiteFolder().resolve(m.meaning().name());
      ModelFolder.write(m, Verifier.verify(m, new Verifier.Options(500, 100, 0)), own, false);
    }
    trained("twice-s0", TrainingRecord.Kind.SIIT, /* passed= */ true);
    trained("twice-s1", TrainingRecord.Kind.SIIT, /* passed= */ false);
    trained("twice-natural-s0", TrainingRecord.Kind.NATURAL, /* passed= */ false);
  }

  private Path suiteFolder() {
    return folder.resolve("suite");
  }

  private void trained(String name, TrainingRecord.Kind kind, boolean passed) throws Exception {
    long seed = name.charAt(name.length() - 1); // twins have one seed, and so one assignment
    CompiledModel model = TrainedSamples.of(TWICE, kind, seed).toFloat32();
    ModelFolder.write(model, TrainedSamples.acceptance(passed), suiteFolder().resolve(name), false);
  }

  private Path publish(String name, boolean force) throws ArtifactException, IOException {
    Path out = folder.resolve(name);
    Publication.write(
        Publication.Content.of(suiteFolder(), Members.below(suiteFolder())),
        LABELS,
        new Publication.Settings(12, 5, force),
        out,
        id -> {});
    return out;
  }

  private static SortedMap<String, String> files(Path root) throws Exception {
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path f : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(f).toString(), SmallFile.sha256(f));
      }
    }
    return files;
  }

  /** What is in a column, by the model's id. */
  private static Map<String, Optional<Object>> column(Path out, String name) throws IOException {
    List<ParquetReader.Read> read =
        ParquetReader.read(Files.readAllBytes(out.resolve("metadata.parquet")));
    List<Optional<Object>> ids = read.get(0).cells();
    Map<String, Optional<Object>> column = new TreeMap<>();
    ParquetReader.Read own =
        read.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    for (int r = 0; r < ids.size(); r++) {
      column.put(ids.get(r).orElseThrow().toString(), own.cells().get(r));
    }
    return column;
  }

  @Test
  void everyFileHasItsChecksum() throws Exception {
    Path out = publish("out", /* force= */ false);
    SortedMap<String, String> files = files(out);
    files.remove("SHA256SUMS");

    SortedMap<String, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("SHA256SUMS"))) {
      String[] parts = line.split("  ", 2);
      sums.put(parts[1], parts[0]);
    }
    assertThat(sums).isEqualTo(files);
    assertThat(files.keySet()).noneMatch(f -> f.endsWith(".pkl") || f.endsWith(".pth"));
  }

  @Test
  void equalSuitesMakeEqualBytesAndNothingIsReplacedUnasked() throws Exception {
    Path out = publish("out", /* force= */ false);

    assertThat(files(publish("again", /* force= */ false))).isEqualTo(files(out));
    assertThatThrownBy(() -> publish("out", /* force= */ false))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("it exists");
    publish("out", /* force= */ true);
    Files.createDirectory(folder.resolve("mine"));
    Files.writeString(folder.resolve("mine/notes.txt"), "mine");
    assertThatThrownBy(() -> publish("mine", /* force= */ true))
        .isInstanceOf(ArtifactException.class);
    assertThat(folder.resolve("mine/notes.txt")).hasContent("mine");
  }

  @Test
  void aCurveIsDrawnWhereItCanBeRead() throws Exception {
    String curve = "step,rate,loss_iit,accuracy\n100,0.1,2.5,0.5\n200,0.1,0.01,1.00000\n";
    Files.writeString(suiteFolder().resolve("twice-s0/curve.csv"), curve);
    Files.writeString(suiteFolder().resolve("twice-natural-s0/curve.csv"), curve + "<b>\n");

    Path models = publish("out", /* force= */ false).resolve("models");

    assertThat(models.resolve("twice-s0/figures/training.svg"))
        .content()
        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .contains("Training of twice", "iit from 2.500 to 0.010");
    assertThat(models.resolve("twice-natural-s0/figures/training.svg")).doesNotExist();
    assertThat(models.resolve("twice/figures/training.svg")).doesNotExist();
  }

  @Test
  void theLeaderboardGoesWithIt() throws Exception {
    Files.writeString(suiteFolder().resolve("leaderboard.json"), LeaderboardSectionTest.BOARD);
    Files.writeString(suiteFolder().resolve("leaderboard.csv"), "model\n");

    Path out = publish("out", /* force= */ false);

    assertThat(out.resolve("leaderboard/leaderboard.json"))
        .hasContent(LeaderboardSectionTest.BOARD);
    assertThat(out.resolve("README.md")).content().contains("\n| acdc | – | 1.000 |\n");
    assertThat(out.resolve("croissant.json")).content().contains("leaderboard/leaderboard.csv");
    assertThat(out.resolve("SHA256SUMS")).content().contains("  leaderboard/leaderboard.csv\n");
    Files.writeString(
        suiteFolder().resolve("leaderboard.json"),
        LeaderboardSectionTest.BOARD.replace("\"twice-s0\"", "\"other\""));
    assertThatThrownBy(() -> publish("stale", /* force= */ false))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("a model `other` that is not published. Make it again");
    assertThat(folder.resolve("stale")).doesNotExist();
  }

  @Test
  void theTwoTablesSayTheSame() throws Exception {
    Path out = publish("out", /* force= */ false);
    List<ParquetReader.Read> columns =
        ParquetReader.read(Files.readAllBytes(out.resolve("metadata.parquet")));
    List<List<String>> csv = rows(Files.readString(out.resolve("metadata.csv")));

    assertThat(csv.get(0)).isEqualTo(columns.stream().map(ParquetReader.Read::name).toList());
    assertThat(csv).hasSize(1 + columns.get(0).cells().size());
    for (int c = 0; c < columns.size(); c++) {
      for (int r = 1; r < csv.size(); r++) {
        assertThat(csv.get(r).get(c)).isEqualTo(shown(columns.get(c).cells().get(r - 1)));
      }
    }
  }

  private static String shown(Optional<Object> cell) {
    return cell.map(v -> v instanceof Number n ? JsonText.number(n) : v.toString()).orElse("");
  }

  /** Comma-separated values by RFC 4180. */
  private static List<List<String>> rows(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      boolean isDouble = quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"';
      if (isDouble) cell.append(csv.charAt(++i));
      else if (c == '"') quoted = !quoted;
      else if (quoted || c != ',' && c != '\n') cell.append(c);
      else {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      }
    }
    return rows;
  }

  @Test
  void whatIsNotKnownIsEmptyAndNeverTrue() throws Exception {
    Path out = publish("out", /* force= */ false);

    assertThat(column(out, "aims_at_circuit"))
        .containsEntry("twice", Optional.empty())
        .containsEntry("twice-s0", Optional.of(true))
        .containsEntry("twice-natural-s0", Optional.of(false));
    assertThat(column(out, "passed")).containsEntry("twice-natural-s0", Optional.of(false));
    assertThat(column(out, "strict_joint"))
        .containsEntry("twice", Optional.empty())
        .containsEntry("twice-s0", Optional.of(0.998));
    assertThat(column(out, "disagreements")).containsEntry("twice-s0", Optional.empty());
    assertThat(column(out, "d_mlp")).containsEntry("share", Optional.empty());
  }

  @Test
  void relativesFindEachOther() throws Exception {
    Path out = publish("out", /* force= */ false);

    assertThat(column(out, "compiled_twin"))
        .containsEntry("twice-s0", Optional.of("twice"))
        .containsEntry("twice", Optional.empty());
    assertThat(column(out, "trained_twin"))
        .containsEntry("twice-natural-s0", Optional.of("twice-s0"));
    assertThat(column(out, "controls"))
        .containsEntry("twice-s0", Optional.of("twice-natural-s0"))
        .containsEntry("share", Optional.empty());
  }

  @Test
  void aModelThatFailedIsListedApart() throws Exception {
    Path out = publish("out", /* force= */ false);

    assertThat(column(out, "id"))
        .containsOnlyKeys("share", "twice", "twice-natural-s0", "twice-s0");
    assertThat(out.resolve("models/twice-s1")).doesNotExist();
    assertThat(rows(Files.readString(out.resolve("failed.csv"))))
        .contains(
            List.of(
                "twice-s1",
                "twice",
                "siit",
                "strict, all nodes at once, is 51.20 % under resample"));
    assertThat(out.resolve("README.md"))
        .content()
        .contains("1 model failed")
        .contains("Negative controls have no known circuit")
        .startsWith("---\npretty_name: \"tiny \\\"suite\\\"\"\nlicense: \"cc0-1.0\"\n");
  }

  @Test
  void croissantNamesFilesAndColumnsThatAreThere() throws Exception {
    Path out = publish("out", /* force= */ false);
    JsonNode top = JsonFile.read(out.resolve("croissant.json"));

    for (String key : List.of("name", "description", "license", "url", "datePublished")) {
      assertThat(top.get(key).text()).isNotEmpty();
    }
    assertThat(top.get("conformsTo").text()).isEqualTo("http://mlcommons.org/croissant/1.0");
    List<String> resources = new ArrayList<>();
    for (JsonNode file : top.get("distribution").items()) {
      resources.add(file.get("@id").text());
      if (!file.get("@type").text().equals("cr:FileObject")) continue;
      Path path = out.resolve(file.get("contentUrl").text());
      assertThat(file.get("sha256").text()).isEqualTo(SmallFile.sha256(path));
      assertThat(file.get("contentSize").text()).isEqualTo(Files.size(path) + " B");
    }
    List<String> columns = rows(Files.readString(out.resolve("metadata.csv"))).get(0);
    List<String> fields = new ArrayList<>();
    for (JsonNode field : top.get("recordSet").items(1).get(0).get("field").items()) {
      assertThat(field.get("@id").text()).isEqualTo("models/" + field.get("name").text());
      JsonNode source = field.get("source");
      assertThat(resources).contains(source.get("fileObject").get("@id").text());
      fields.add(source.get("extract").get("column").text());
    }
    assertThat(fields).isEqualTo(columns);
  }

  @Test
  void everyFileThatTheTableNamesIsThere() throws Exception {
    Path out = publish("out", /* force= */ false);

    for (String name :
        List.of(
            "weights",
            "config",
            "tokenizer",
            "circuit",
            "hook_edges",
            "graph",
            "evaluation",
            "certificate")) {
      for (Optional<Object> file : column(out, name + "_file").values()) {
        assertThat(out.resolve(file.orElseThrow().toString())).isRegularFile();
      }
    }
    for (Map.Entry<String, Optional<Object>> e : column(out, "weights_file").entrySet()) {
      Path weights = out.resolve(e.getValue().orElseThrow().toString());
      assertThat(Safetensors.read(weights).tensors()).containsKey("embed.W_E");
      assertThat(column(out, "weights_sha256").get(e.getKey())).contains(SmallFile.sha256(weights));
    }
  }

  @Test
  void plainPythonFindsTheAnswers() throws Exception {
    Path out = publish("out", /* force= */ false);

    for (String id : List.of("share", "twice")) {
      String line = python(out.resolve("evaluate.py"), out.resolve("models/" + id)).get(0);
      String[] counts = line.replaceAll("[^0-9 ]", "").strip().split(" +");
      assertThat(counts).as(line).hasSize(2);
      assertThat(counts[0]).as(line).isEqualTo(counts[1]).isNotEqualTo("0");
    }
    assertThat(python(out.resolve("evaluate.py"), out.resolve("models/twice-s0"))).hasSize(1);
  }

  private static List<String> python(Path script, Path model)
      throws IOException, InterruptedException {
    List<String> command = Arrays.asList("python3", script.toString(), model.toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return said.lines().toList();
    } catch (IOException e) {
      assumeTrue(false, "no python3: " + e.getMessage());
      throw e;
    }
  }
}
