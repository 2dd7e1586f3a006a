package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A third party's method: an edge is worth the norm of what its writer can write times the norm of
 * what its reader can read. It knows nothing of Orrery but the files of an exported task.
 */
final class WeightNorms {
  private final Map<String, double[]> norms = new TreeMap<>(); // [head], or one value
  final int layers;
  final int heads;

  WeightNorms(Path task) throws IOException {
    byte[] bytes = Files.readAllBytes(task.resolve("model/model.safetensors"));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) buffer.getLong();
    String json = new String(bytes, 8, header, StandardCharsets.UTF_8);
    for (var e : JsonParser.parseString(json).getAsJsonObject().entrySet()) {
      if (!e.getKey().contains("W_")) continue;
      JsonObject tensor = e.getValue().getAsJsonObject();
      JsonArray at = tensor.getAsJsonArray("data_offsets");
      boolean byHead = e.getKey().contains(".attn.");
      int parts = byHead ? tensor.getAsJsonArray("shape").get(0).getAsInt() : 1;
      int begin = 8 + header + at.get(0).getAsInt();
      int length = (at.get(1).getAsInt() - at.get(0).getAsInt()) / parts;
      double[] all = new double[parts];
      for (int p = 0; p < parts; p++) all[p] = norm(buffer, begin + p * length, length);
      norms.put(e.getKey(), all);
    }
    String config = Files.readString(task.resolve("model/config.json"));
    layers = JsonParser.parseString(config).getAsJsonObject().get("n_layers").getAsInt();
    heads = JsonParser.parseString(config).getAsJsonObject().get("n_heads").getAsInt();
  }

  private static double norm(ByteBuffer buffer, int begin, int length) {
    double sum = 0;
    for (int i = 0; i < length; i += 4) {
      double w = buffer.getFloat(begin + i);
      sum += w * w;
    }
    return Math.sqrt(sum);
  }

  private double norm(String tensor, int head) {
    double[] all = norms.getOrDefault(tensor, new double[heads]);
    return all[head];
  }

  /** A writer; both embeddings apart. */
  record Writer(String own, int layer, int head, double norm) {}

  /** A reader. */
  record Reader(String own, int layer, int head, String port, double norm) {}

  List<Writer> writers() {
    List<Writer> writers = new ArrayList<>();
    writers.add(new Writer("embed", -1, -1, norm("embed.W_E", 0)));
    writers.add(new Writer("pos_embed", -1, -1, norm("pos_embed.W_pos", 0)));
    for (int l = 0; l < layers; l++) {
      String block = "blocks." + l;
      for (int h = 0; h < heads; h++) {
        writers.add(new Writer("a" + l + ".h" + h, l, h, norm(block + ".attn.W_O", h)));
      }
      writers.add(new Writer("m" + l, l, -1, norm(block + ".mlp.W_out", 0)));
    }
    return writers;
  }

  List<Reader> readers() {
    List<Reader> readers = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      for (String port : List.of("q", "k", "v")) {
        for (int h = 0; h < heads; h++) {
          double norm =
              norm("blocks." + l + ".attn.W_" + port.toUpperCase(java.util.Locale.ROOT), h);
          readers.add(new Reader("a" + l + ".h" + h + "<" + port + ">", l, h, port, norm));
        }
      }
      readers.add(new Reader("m" + l, l, -1, "", norm("blocks." + l + ".mlp.W_in", 0)));
    }
    readers.add(new Reader("logits", layers, -1, "", norm("unembed.W_U", 0)));
    return readers;
  }

  /** Whether a writer has written when a reader reads. */
  static boolean isBefore(Writer w, Reader r) {
    if (w.layer() < r.layer()) return true;
    return w.layer() == r.layer() && w.head() >= 0 && r.port().isEmpty();
  }
}
