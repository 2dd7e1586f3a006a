package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.circuit.CompiledModel;
import orrery.model.Matrix;
import orrery.model.ReferenceTransformer;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/** What stands in an exported task is what the model answers. */
class TaskFolderTest {
  private static final String LENGTH =
      """
      program share;
      input tokens[1..5] : "x" | "y";
      output share : num = mean(full, tokens == "x");
      """;

  @TempDir Path scratch = Path.of("");

  private Path export(CompiledModel model) throws ArtifactException {
    TaskOptions usual = TaskOptions.DEFAULT;
    TaskOptions few =
        new TaskOptions(10, 3, usual.counterfactual(), usual.reference(), usual.metric());
    Path folder = scratch.resolve("task");
    List<Marked> truths = List.of(Marked.program(model), Marked.structural(model));
    TaskFolder.write(
        model, Tasks.of(model, few), "Σ of the test", truths, " --prompts 10", folder, false);
    return folder;
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static int[] ids(JsonElement list) {
    return list.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }

  private static Matrix logits(CompiledModel model, JsonElement tokens) {
    return new ReferenceTransformer(model.weights()).run(ids(tokens)).logits();
  }

  private static int largest(Matrix logits, int position, int first, int count) {
    int best = first;
    for (int i = first; i < first + count; i++) {
      if (logits.get(position, i) > logits.get(position, best)) best = i;
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(strings = {Samples.HIST, Samples.REVERSE, Samples.FRACTION, LENGTH})
  void theModelAnswersWhatStandsThere(String program) throws Exception {
    CompiledModel model = Samples.compile(program);
    JsonArray pairs = json(export(model).resolve("task.json")).getAsJsonArray("pairs");

    assertThat(pairs).hasSize(10);
    int judged = 0;
    for (JsonElement e : pairs) {
      JsonObject pair = e.getAsJsonObject();
      Matrix clean = logits(model, pair.get("clean"));
      Matrix corrupt = logits(model, pair.get("corrupt"));
      for (JsonElement j : pair.getAsJsonArray("judged")) {
        JsonObject place = j.getAsJsonObject();
        int position = place.get("position").getAsInt();
        int first = place.get("first").getAsInt();
        int count = place.get("count").getAsInt();
        judged++;
        if (place.get("regression").getAsBoolean()) {
          assertThat(clean.get(position, first))
              .isCloseTo(place.get("clean_value").getAsDouble(), within(1e-4));
          assertThat(corrupt.get(position, first))
              .isCloseTo(place.get("corrupt_value").getAsDouble(), within(1e-4));
        } else {
          assertThat(largest(clean, position, first, count))
              .isEqualTo(place.get("clean_logit").getAsInt());
          assertThat(largest(corrupt, position, first, count))
              .isEqualTo(place.get("corrupt_logit").getAsInt());
        }
      }
    }
    assertThat(judged).isPositive();
  }

  @Test
  void theTableOfEapHasTheTokenizersTextAndTheRightLogits() throws Exception {
    CompiledModel model = Samples.compile(Samples.REVERSE);
    Path folder = export(model);
    JsonArray pairs = json(folder.resolve("task.json")).getAsJsonArray("pairs");
    JsonObject vocabulary =
        json(folder.resolve("model/tokenizer.json"))
            .getAsJsonObject("model")
            .getAsJsonObject("vocab");

    List<String> lines = Files.readAllLines(folder.resolve("eap.csv"));
    assertThat(lines.get(0))
        .isEqualTo("clean,corrupted,correct_idx,incorrect_idx,position,length,pair");
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      JsonObject pair = pairs.get(Integer.parseInt(cells[6])).getAsJsonObject();
      List<Integer> ids = new ArrayList<>(List.of(vocabulary.get("<bos>").getAsInt()));
      Stream.of(cells[0].replace("\"", "").split(" "))
          .forEach(t -> ids.add(vocabulary.get(t).getAsInt()));
      assertThat(ids.stream().mapToInt(i -> i)).containsExactly(box(pair.get("clean")));
      int position = Integer.parseInt(cells[4]);
      int all = model.weights().config().dVocabOut();
      assertThat(largest(logits(model, pair.get("clean")), position, 0, all))
          .isEqualTo(Integer.parseInt(cells[2]));
      assertThat(largest(logits(model, pair.get("corrupt")), position, 0, all))
          .isEqualTo(Integer.parseInt(cells[3]))
          .isNotEqualTo(Integer.parseInt(cells[2]));
      assertThat(ids).hasSize(Integer.parseInt(cells[5]));
    }
  }

  private static Integer[] box(JsonElement list) {
    return list.getAsJsonArray().asList().stream()
        .map(JsonElement::getAsInt)
        .toArray(Integer[]::new);
  }

  @Test
  void autoCircuitGetsPairsOfOneLengthJudgedAtTheLastPosition() throws Exception {
    CompiledModel model = Samples.compile(Samples.REVERSE);
    Path folder = export(model);
    int found = 0;
    for (int length = 2; length <= 5; length++) {
      Path file = folder.resolve("auto_circuit_%02d.json".formatted(length));
      if (!Files.exists(file)) continue;
      assertThat(json(file).keySet()).containsExactly("prompts", "word_idxs");
      for (JsonElement e : json(file).getAsJsonArray("prompts")) {
        JsonObject pair = e.getAsJsonObject();
        int all = model.weights().config().dVocabOut();
        assertThat(ids(pair.get("clean"))).hasSize(length);
        assertThat(largest(logits(model, pair.get("clean")), length - 1, 0, all))
            .isEqualTo(ids(pair.get("answers"))[0]);
        assertThat(largest(logits(model, pair.get("corrupt")), length - 1, 0, all))
            .isEqualTo(ids(pair.get("wrong_answers"))[0]);
        found++;
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void numbersHaveNoFilesOfClasses() throws Exception {
    Path folder = export(Samples.compile(LENGTH));

    assertThat(folder.resolve("eap.csv")).doesNotExist();
    assertThat(Files.readString(folder.resolve("README.md"))).contains("no pair here has two");
  }

  @Test
  void whatPythonReadsIsThereAndItsLinesParse() throws Exception {
    Path folder = export(Samples.compile(Samples.HIST));
    String script =
        """
        import ast, csv, json, re
        page = open("README.md", encoding="utf-8").read()
        ast.parse(re.search("```python\\n(.*?)```", page, re.S).group(1))
        task = json.load(open("task.json", encoding="utf-8"))
        rows = list(csv.DictReader(open("eap.csv", encoding="utf-8")))
        assert all(task["pairs"][int(r["pair"])]["clean_text"] == r["clean"] for r in rows)
        graph = json.load(open("graph.json", encoding="utf-8"))
        assert {"cfg", "nodes", "edges"} <= set(graph)
        assert all(e == {"score": 0.0, "in_graph": False} for e in graph["edges"].values())
        truth = json.load(open("truth/graph_program.json", encoding="utf-8"))
        assert list(truth["edges"]) == list(graph["edges"])
        print(len(rows), sum(e["in_graph"] for e in truth["edges"].values()))
        """;
    try {
      Process process =
          new ProcessBuilder("python3", "-c", script)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      assertThat(said).matches("[1-9]\\d* [1-9]\\d*\\s*");
    } catch (IOException e) {
      assumeTrue(false, "no python3: " + e.getMessage());
    }
  }
}
