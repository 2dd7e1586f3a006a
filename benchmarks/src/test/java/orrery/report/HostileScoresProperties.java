package orrery.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import orrery.artifact.ArtifactException;
import orrery.circuit.CompiledModel;
import orrery.discovery.Scores;
import orrery.exchange.Missing;
import orrery.truth.View;

/** Whatever is done to a valid file of scores, it is read or refused in a sentence. */
class HostileScoresProperties {
  private static final CompiledModel MODEL = Grounds.reverse();
  private static final ScoreFile READER = ScoreFile.of(MODEL, Missing.ZERO);
  private static final List<String> PIECES =
      List.of(
          "NaN",
          "null",
          "true",
          "[]",
          "{}",
          "\"",
          "->",
          "input",
          "Resid Start",
          "a0.h0",
          "A0.0.Q",
          "blocks.0.hook_q_input[:, :, 0]",
          "logits",
          "1e999",
          "-1",
          "[[1]]",
          "\u0000",
          "\t",
          "\n",
          "\"schema\": \"orrery/scores/1\",",
          "\"view\": \"heads\",",
          "\"cfg\": {},",
          "99999999999");

  private static Path folder = Path.of("");

  @BeforeContainer
  static void aFolderIsMade() throws IOException {
    folder = Files.createTempDirectory("scores");
  }

  @AfterContainer
  static void theFolderIsRemoved() throws IOException {
    Files.deleteIfExists(folder.resolve("scores.json"));
    Files.deleteIfExists(folder);
  }

  /** A valid file of every format. */
  private static List<String> valid() {
    View fine = View.of(READER.shape().graph(), View.Kind.FINE);
    View tokens = View.of(READER.shape().graph(), View.Kind.TOKEN_ONLY);
    JsonObject names = new JsonObject();
    JsonArray list = new JsonArray();
    StringBuilder csv = new StringBuilder("edge,score\n");
    for (String name : fine.names()) {
      names.addProperty(name, 0.5);
      JsonArray pair = new JsonArray();
      Arrays.stream(name.split("->")).forEach(pair::add);
      list.add(pair);
      csv.append(name).append(",2.5e-3\n");
    }
    JsonObject edges = new JsonObject();
    for (String name : tokens.names()) {
      JsonObject edge = new JsonObject();
      edge.addProperty("score", -1.5);
      edge.addProperty("in_graph", true);
      edges.add(name, edge);
    }
    JsonObject graph = new JsonObject();
    JsonObject cfg = new JsonObject();
    cfg.addProperty("n_layers", READER.shape().layers());
    graph.add("cfg", cfg);
    graph.add("nodes", new JsonObject());
    graph.add("edges", edges);
    JsonObject own = new JsonObject();
    own.addProperty("schema", AnswerFile.SCHEMA);
    own.addProperty("method", "mine");
    own.add("edges", names);
    return List.of(
        names.toString(),
        list.toString(),
        csv.toString(),
        graph.toString(),
        own.toString(),
        "[[[\"blocks.0.hook_q_input\", [null, null, 0], \"hook_embed\", [null]], 0.5]]",
        "{\"blocks.0.hook_q_input\": [[1]], \"Resid Start->MLP 0\": 1}",
        "{\"blocks.0.attn.hook_result\": [1], \"MLP 0\": 0.5}");
  }

  private static String mutated(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0 && changed.length() > 0; i--) {
      int at = random.nextInt(changed.length());
      int end = Math.min(changed.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> changed.delete(at, end);
        case 1 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> changed.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        default -> changed.setCharAt(at, (char) (' ' + random.nextInt(95)));
      }
    }
    return changed.toString();
  }

  @Property(tries = 1500)
  void aChangedFileIsReadOrRefused(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> valid = valid();
    Path file = folder.resolve("scores.json");
    Files.writeString(
        file, mutated(valid.get(random.nextInt(valid.size())), random), StandardCharsets.UTF_8);

    List<Answer> answers = new ArrayList<>();
    try {
      answers.addAll(READER.read(file));
    } catch (ArtifactException refused) {
      assertThat(refused).hasMessageStartingWith(file + ": ").hasMessageEndingWith(".");
    }

    for (Answer a : answers) assertThat(isFinite(a.scores())).isTrue();
  }

  @Property(tries = 1)
  void everyFileIsValidBefore() throws Exception {
    Path file = folder.resolve("scores.json");
    for (String text : valid()) {
      Files.writeString(file, text);
      assertThat(READER.read(file)).hasSize(1);
    }
  }

  private static boolean isFinite(Scores scores) {
    if (scores instanceof Scores.Circuits) return true;
    if (scores instanceof Scores.ByPosition p) return isFinite(p.summed());
    double[][] values =
        scores instanceof Scores.OfView v
            ? v.values()
            : scores instanceof Scores.OfEdges e
                ? e.values()
                : ((Scores.OfWriters) scores).values();
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }
}
