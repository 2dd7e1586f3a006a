package orrery.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.Mlp;
import orrery.model.Weights;

/**
 * {@code model.safetensors}: the weights in float32 under TransformerLens' names, every layer with
 * as many heads and units as the largest; read back to each layer's own.
 */
final class WeightsFile {
  private WeightsFile() {}

  static void write(Path file, Weights weights) throws ArtifactException {
    TreeMap<String, String> metadata = new TreeMap<>();
    metadata.put("format", "pt"); // what safetensors' readers in Python ask for
    metadata.put("schema", "orrery/model/1");
    Safetensors.write(file, StateDict.of(weights), metadata);
  }

  static Weights read(Path file, ConfigFile.Content config) throws ArtifactException {
    SmallFile.requirePlain(file);
    Weights padded = StateDict.weights(Safetensors.read(file).tensors(), config.config(), file);
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < padded.layers().size(); l++) {
      layers.add(trimmed(padded.layers().get(l), config.layers().get(l), l, file));
    }
    return new Weights(padded.config(), padded.wE(), padded.wPos(), layers, padded.unembed());
  }

  private static Layer trimmed(Layer layer, ConfigFile.Size size, int index, Path file)
      throws ArtifactException {
    Layer own = new Layer(layer.heads().subList(0, size.heads()), layer.bO(), mlp(layer, size));
    if (nonZeros(own) == nonZeros(layer)) return own;
    throw new ArtifactException(
        file,
        "layer %d has weights in more heads or units than config.json says".formatted(index),
        "Take tensors and config.json from one and the same model.");
  }

  private static Optional<Mlp> mlp(Layer layer, ConfigFile.Size size) {
    if (size.units().isEmpty()) return Optional.empty();
    int units = size.units().getAsInt();
    return layer.mlp().map(m -> narrowed(m, units));
  }

  private static Mlp narrowed(Mlp mlp, int units) {
    int dModel = mlp.wIn().rows();
    return new Mlp(
        new Affine(mlp.wIn().resized(dModel, units), mlp.bIn().resized(units)),
        new Affine(mlp.wOut().resized(units, dModel), mlp.bOut()));
  }

  private static long nonZeros(Layer layer) {
    long heads = 0;
    for (Head head : layer.heads()) {
      for (Affine map : List.of(head.q(), head.k(), head.v())) heads += nonZeros(map);
      heads += head.wO().nonZeros();
    }
    return heads + layer.mlp().map(m -> nonZeros(m.in()) + nonZeros(m.out())).orElse(0L);
  }

  private static long nonZeros(Affine map) {
    Matrix w = map.w();
    return w.nonZeros() + map.b().nonZeros();
  }
}
