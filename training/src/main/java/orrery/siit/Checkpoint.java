package orrery.siit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import orrery.artifact.ArtifactException;
import orrery.artifact.Safetensors;
import orrery.artifact.Tensor;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/**
 * Where a training run stands, on disk: one safetensors file that is replaced whole or not at all.
 * What goes on from it ends as if it had not been interrupted.
 *
 * @param identity of the plan and the attempt; a file of another is not gone on from
 * @param step steps done
 * @param parameters of the model
 * @param mean Adam's
 * @param square Adam's
 * @param best parameters of the best look so far; empty before the first
 * @param bestFigure its smallest figure
 * @param bestStep when it was
 * @param curve every look so far
 */
record Checkpoint(
    String identity,
    long step,
    float[] parameters,
    float[] mean,
    float[] square,
    float[] best,
    double bestFigure,
    long bestStep,
    Curve curve) {
  private static final String SUM = "crc32";

  /** Writes it beside its place and moves it there. */
  void write(Path file) throws ArtifactException {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("parameters", tensor(parameters));
    tensors.put("mean", tensor(mean));
    tensors.put("square", tensor(square));
    if (best.length > 0) tensors.put("best", tensor(best));
    SortedMap<String, String> said = new TreeMap<>();
    said.put("schema", "orrery/checkpoint/1");
    said.put("identity", identity);
    said.put("step", Long.toString(step));
    said.put("best_figure", Double.toString(bestFigure));
    said.put("best_step", Long.toString(bestStep));
    said.put("curve", curve.exact());
    said.put(SUM, sum(said));
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Safetensors.write(draft, tensors, said);
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ArtifactException.of(file, "replacing the checkpoint", e);
    }
  }

  /** A sum over everything in the file, so that a damaged bit is seen. */
  private String sum(SortedMap<String, String> said) {
    CRC32 sum = new CRC32();
    said.forEach((name, text) -> sum.update((name + "\n" + text + "\n").getBytes(UTF_8)));
    for (float[] values : List.of(parameters, mean, square, best)) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
      for (float value : values) bytes.putFloat(value + 0f); // a file has no negative zero
      sum.update(bytes.flip());
    }
    return Long.toHexString(sum.getValue());
  }

  private static Tensor tensor(float[] values) {
    MatrixBuilder row = Matrix.builder(1, values.length);
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) wide[i] = values[i];
    return new Tensor(List.of(1, values.length), row.row(0, wide).build());
  }

  /** The checkpoint of a plan and attempt; empty where the file is of another, or damaged. */
  static Optional<Checkpoint> read(Path file, String identity) {
    if (!Files.isRegularFile(file)) return Optional.empty();
    try {
      Safetensors.Contents contents = Safetensors.read(file);
      SortedMap<String, String> said = new TreeMap<>(contents.metadata());
      String sum = said.remove(SUM);
      if (!identity.equals(said.get("identity"))) return Optional.empty();
      float[] best =
          contents.tensors().containsKey("best") ? values(contents, "best") : new float[0];
      Checkpoint read =
          new Checkpoint(
              identity,
              Long.parseLong(said.getOrDefault("step", "")),
              values(contents, "parameters"),
              values(contents, "mean"),
              values(contents, "square"),
              best,
              Double.parseDouble(said.getOrDefault("best_figure", "")),
              Long.parseLong(said.getOrDefault("best_step", "")),
              Curve.of(said.getOrDefault("curve", "")));
      return read.sum(said).equals(sum) ? Optional.of(read) : Optional.empty();
    } catch (ArtifactException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static float[] values(Safetensors.Contents contents, String name)
      throws ArtifactException {
    Tensor tensor = contents.tensors().get(name);
    if (tensor == null) throw new IllegalArgumentException("no tensor " + name);
    double[] wide = tensor.values().rowToArray(0);
    float[] values = new float[wide.length];
    for (int i = 0; i < wide.length; i++) values[i] = (float) wide[i];
    return values;
  }
}
