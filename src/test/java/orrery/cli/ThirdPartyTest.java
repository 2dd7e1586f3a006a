package orrery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.cli.WeightNorms.Reader;
import orrery.cli.WeightNorms.Writer;

/**
 * A method that sees nothing but an exported task answers in the format of every tool, and gets the
 * figures that the same numbers get in ours.
 */
class ThirdPartyTest {
  @TempDir private static Path scratch = Path.of("");

  private static WeightNorms method;
  private static JsonObject fine = new JsonObject();
  private static JsonObject merged = new JsonObject();
  private static JsonObject tokens = new JsonObject();

  @BeforeAll
  static void theTaskIsExportedAndTheMethodRuns() throws IOException {
    run("compile", "programs/reverse.rasp", "--out", at("model"));
    run("export", at("model"), "--to", "task", "--prompts", "12", "--out", at("task"));
    method = new WeightNorms(scratch.resolve("task"));
    JsonObject template = json("task/edges.json").getAsJsonObject("edges");
    each(
        (w, r) -> {
          double score = w.norm() * r.norm();
          String own = w.own() + "->" + r.own();
          if (!template.has(own)) return ""; // padding
          String both = (w.layer() < 0 ? "input" : w.own()) + "->" + r.own();
          double before = merged.has(both) ? merged.get(both).getAsDouble() : 0;
          fine.addProperty(own, score);
          merged.addProperty(both, before + score);
          if (!w.own().equals("pos_embed")) tokens.addProperty(both, score);
          return "";
        });
    assertThat(fine.keySet()).containsExactlyInAnyOrderElementsOf(template.keySet());
  }

  private static String at(String name) {
    return scratch.resolve(name).toString();
  }

  private static void run(String... arguments) {
    Ran ran = Ran.orrery(arguments);
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private static JsonObject json(String file) throws IOException {
    return JsonParser.parseString(Files.readString(scratch.resolve(file))).getAsJsonObject();
  }

  private static void each(BiFunction<Writer, Reader, String> visit) {
    for (Reader r : method.readers()) {
      for (Writer w : method.writers()) if (WeightNorms.isBefore(w, r)) visit.apply(w, r);
    }
  }

  private static String answer(String view, JsonObject edges) {
    JsonObject json = new JsonObject();
    json.addProperty("schema", "orrery/answer/1");
    json.addProperty("method", "norms");
    if (!view.isEmpty()) json.addProperty("view", view);
    json.add("edges", edges);
    return json.toString();
  }

  private static String hook(Writer w) {
    if (w.layer() < 0) return "hook_" + w.own();
    return w.head() < 0
        ? "blocks." + w.layer() + ".hook_mlp_out"
        : "blocks." + w.layer() + ".attn.hook_result[:, :, " + w.head() + "]";
  }

  private static String hook(Reader r) {
    if (r.own().equals("logits")) return "blocks." + (r.layer() - 1) + ".hook_resid_post";
    return r.port().isEmpty()
        ? "blocks." + r.layer() + ".hook_mlp_in"
        : "blocks." + r.layer() + ".hook_" + r.port() + "_input[:, :, " + r.head() + "]";
  }

  private static String circuitName(Writer w) {
    if (w.layer() < 0) return "Resid Start";
    return w.head() < 0 ? "MLP " + w.layer() : "A" + w.layer() + "." + w.head();
  }

  private static String circuitName(Reader r) {
    if (r.own().equals("logits")) return "Resid End";
    return r.port().isEmpty()
        ? "MLP " + r.layer()
        : "A" + r.layer() + "." + r.head() + "." + r.port().toUpperCase(Locale.ROOT);
  }

  private static JsonArray list(Object... items) {
    JsonArray list = new JsonArray();
    for (Object o : items) {
      if (o instanceof JsonElement e) list.add(e);
      else if (o instanceof Number n) list.add(n);
      else list.add(String.valueOf(o));
    }
    return list;
  }

  private static JsonArray index(int head) {
    return head < 0 ? list(JsonNull.INSTANCE) : list(JsonNull.INSTANCE, JsonNull.INSTANCE, head);
  }

  private static String stem(String hook) {
    return hook.replaceFirst("\\[.*", "");
  }

  /** The same numbers on our own graph, by file name. */
  private static Map<String, String> fineFiles() {
    StringBuilder csv = new StringBuilder("edge,score\n");
    StringBuilder table = new StringBuilder();
    JsonObject hooks = new JsonObject();
    JsonArray acdc = new JsonArray();
    JsonArray objects = new JsonArray();
    each(
        (w, r) -> {
          double score = w.norm() * r.norm();
          csv.append(w.own()).append("->").append(r.own()).append(',').append(score).append('\n');
          table
              .append(hook(w))
              .append('\t')
              .append(hook(r))
              .append('\t')
              .append(score)
              .append('\n');
          hooks.addProperty(hook(w) + "->" + hook(r), score);
          JsonArray ends = list(stem(hook(r)), index(r.head()), stem(hook(w)), index(w.head()));
          acdc.add(list(ends, score));
          JsonObject object = new JsonObject();
          object.addProperty("from", hook(w));
          object.addProperty("to", hook(r));
          object.addProperty("score", score);
          objects.add(object);
          return "";
        });
    Map<String, String> files = new LinkedHashMap<>();
    files.put("csv.csv", csv.toString());
    files.put("tsv.tsv", table.toString());
    files.put("transformerlens.json", hooks.toString());
    files.put("acdc.json", acdc.toString());
    files.put("objects.json", objects.toString());
    files.put("short.json", fine.toString());
    return files;
  }

  /** With both embeddings as one. */
  private static Map<String, String> mergedFiles() {
    JsonObject names = new JsonObject();
    JsonArray pairs = new JsonArray();
    JsonObject modules = new JsonObject();
    for (Reader r : method.readers()) {
      JsonArray scores = new JsonArray();
      double input = 0;
      for (Writer w : method.writers()) {
        if (!WeightNorms.isBefore(w, r)) continue;
        double score = w.norm() * r.norm();
        if (w.own().equals("embed")) {
          input = score;
          continue;
        }
        double sum = w.layer() < 0 ? input + score : score;
        names.addProperty(circuitName(w) + "->" + circuitName(r), sum);
        String from = w.layer() < 0 ? "blocks.0.hook_resid_pre" : hook(w);
        pairs.add(list(from, hook(r), sum));
        scores.add(sum);
      }
      if (r.head() < 0) {
        modules.add(hook(r), scores);
      } else {
        if (!modules.has(stem(hook(r)))) modules.add(stem(hook(r)), new JsonArray());
        modules.getAsJsonArray(stem(hook(r))).add(scores);
      }
    }
    Map<String, String> files = new LinkedHashMap<>();
    files.put("auto-circuit.json", names.toString());
    files.put("prune-scores.json", modules.toString());
    files.put("interpbench.json", "{\"edges\": " + pairs + "}");
    return files;
  }

  private void sameFigures(String view, JsonObject native_, Map<String, String> files)
      throws IOException {
    String own = at("own" + view + ".json");
    Files.writeString(Path.of(own), answer(view, native_));
    Stream.Builder<String> arguments = Stream.builder();
    Stream.of("score", at("model"), "--prompts", "12", "--scores", own, "--out", at("out" + view))
        .forEach(arguments);
    Stream.of("--exhaustive-limit", "0", "--samples", "10").forEach(arguments);
    for (Map.Entry<String, String> f : files.entrySet()) {
      Files.writeString(scratch.resolve(f.getKey()), f.getValue());
      arguments.add("--scores").add(at(f.getKey()));
    }
    run(arguments.build().toArray(String[]::new));
    Map<String, JsonObject> entries = new LinkedHashMap<>();
    json("out" + view + "/scores.json")
        .getAsJsonArray("entries")
        .forEach(
            e -> entries.put(e.getAsJsonObject().get("name").getAsString(), e.getAsJsonObject()));
    JsonObject expected = entries.get("norms");
    assertThat(expected.getAsJsonArray("figures")).isNotEmpty();
    for (String file : files.keySet()) {
      JsonObject entry = entries.get(file.replaceFirst("\\..*", ""));
      for (String part : List.of("figures", "curves", "scores", "choice", "kind")) {
        assertThat(entry.get(part)).as(file + ": " + part).isEqualTo(expected.get(part));
      }
    }
  }

  @Test
  void onOurOwnGraphEveryFormatGivesTheSameFigures() throws IOException {
    sameFigures("", fine, fineFiles());
  }

  @Test
  void withEmbeddingsAsOneEveryFormatGivesTheSameFigures() throws IOException {
    sameFigures("merged-embeddings", merged, mergedFiles());
  }

  @Test
  void theGraphOfMibGivesTheSameFigures() throws IOException {
    JsonObject graph = json("task/graph.json");
    for (String name : graph.getAsJsonObject("edges").keySet()) {
      double score = tokens.has(name) ? tokens.get(name).getAsDouble() : 0;
      graph.getAsJsonObject("edges").getAsJsonObject(name).addProperty("score", score);
    }
    graph.remove("x_orrery"); // EAP-IG's to_json does not write what it has overlooked

    sameFigures(
        "token-only",
        tokens,
        Map.of("mib.json", graph.toString(), "names.json", tokens.toString()));
  }

  @Test
  void scoresOfComponentsAreJudgedAsComponents() throws IOException {
    JsonObject own = new JsonObject();
    JsonObject lens = new JsonObject();
    JsonObject graph = json("task/graph.json");
    graph.remove("x_orrery");
    JsonObject nodes = graph.getAsJsonObject("nodes");
    for (Writer w : method.writers()) {
      String name = w.layer() < 0 ? "input" : w.own();
      if (w.own().equals("pos_embed")) continue;
      nodes.getAsJsonObject(name).addProperty("score", w.norm());
      if (json("task/edges.json").getAsJsonObject("edges").has(w.own() + "->logits")) {
        own.addProperty(name, w.norm());
      }
      lens.addProperty(name.equals("input") ? "input" : stemOf(w), w.norm());
    }
    sameFigures(
        "nodes-token-only",
        own,
        Map.of("eap-nodes.json", graph.toString(), "lens-nodes.json", lens.toString()));
  }

  private static String stemOf(Writer w) {
    return w.head() < 0 ? "MLP " + w.layer() : "L" + w.layer() + "H" + w.head();
  }

  @Test
  void theTruthsAreApartAndScoreOne() throws IOException {
    Ran ran =
        Ran.orrery(
            "score",
            at("model"),
            "--prompts",
            "12",
            "--json",
            "--scores",
            at("task/truth/graph_active.json"));

    assertThat(ran.code()).as(ran.err()).isZero();
    JsonObject figures =
        JsonParser.parseString(ran.out()).getAsJsonObject().getAsJsonObject("figures");
    assertThat(figures.getAsJsonObject("graph_active").get("auroc").getAsDouble()).isEqualTo(1);
    assertThat(Files.readString(scratch.resolve("task/graph.json")))
        .doesNotContain("\"in_graph\": true");
    Ran template = Ran.orrery("score", at("model"), "--scores", at("task/graph.json"));
    assertThat(template.code()).isEqualTo(1);
    assertThat(template.err()).contains("not yet filled in");
  }

  @Test
  void aTaskIsTheSameAtEveryExportAndSaysHowItWasMade() throws IOException {
    String[] export = {
      "export", at("model"), "--to", "task", "--prompts", "12", "--out", at("again")
    };
    run(export);
    try (Stream<Path> files = Files.walk(scratch.resolve("task"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(scratch.resolve("again").resolve(scratch.resolve("task").relativize(file)))
            .hasSameBinaryContentAs(file);
      }
    }
    JsonObject task = json("task/task.json");
    assertThat(task.get("arguments").getAsString()).isEqualTo("--prompts 12");
    assertThat(task.get("semantics").getAsString()).contains("12 random pairs");
    assertThat(Ran.orrery(export).code()).isEqualTo(1);
    Files.writeString(scratch.resolve("task/README.md"), "changed");
    run("export", at("model"), "--to", "task", "--prompts", "12", "--out", at("task"), "--force");
    assertThat(Files.readString(scratch.resolve("task/README.md"))).contains("from load import");
  }
}
