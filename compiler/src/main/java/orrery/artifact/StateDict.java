package orrery.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import orrery.model.Affine;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * Weights under TransformerLens' parameter names and in its shapes, and back.
 *
 * <p>Names and shapes are those of {@code HookedTransformer.state_dict()} without normalisation
 * (TransformerLens, {@code components/embed.py, pos_embed.py, abstract_attention.py, attention.py,
 * mlps/mlp.py, unembed.py}). Its buffers {@code blocks.N.attn.mask} and {@code
 * blocks.N.attn.IGNORE} are left out: they follow from the configuration, so load with {@code
 * strict=False}. Layers with fewer heads or units than the configuration are padded with zeros;
 * reading keeps zero heads and units, because nothing in the file tells them from those that a
 * program has.
 */
public final class StateDict {
  private StateDict() {}

  /** The tensors of a model, by name. */
  public static SortedMap<String, Tensor> of(Weights weights) {
    TransformerConfig config = weights.config();
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("embed.W_E", Tensor.of(weights.wE()));
    tensors.put("pos_embed.W_pos", Tensor.of(weights.wPos()));
    tensors.put("unembed.W_U", Tensor.of(weights.wU()));
    tensors.put("unembed.b_U", vector(weights.bU()));
    List<Layer> layers = weights.padded().layers();
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      String attn = "blocks.%d.attn.".formatted(l);
      List<Head> heads = layer.heads();
      int dModel = config.dModel();
      int dHead = config.dHead();
      tensors.put(attn + "W_Q", Tensor.stack(heads.stream().map(Head::wQ).toList(), dModel, dHead));
      tensors.put(attn + "W_K", Tensor.stack(heads.stream().map(Head::wK).toList(), dModel, dHead));
      tensors.put(attn + "W_V", Tensor.stack(heads.stream().map(Head::wV).toList(), dModel, dHead));
      tensors.put(attn + "W_O", Tensor.stack(heads.stream().map(Head::wO).toList(), dHead, dModel));
      tensors.put(attn + "b_Q", rows(heads.stream().map(Head::bQ).toList(), dHead));
      tensors.put(attn + "b_K", rows(heads.stream().map(Head::bK).toList(), dHead));
      tensors.put(attn + "b_V", rows(heads.stream().map(Head::bV).toList(), dHead));
      tensors.put(attn + "b_O", vector(layer.bO()));
      if (layer.mlp().isPresent()) {
        Mlp mlp = layer.mlp().get();
        String name = "blocks.%d.mlp.".formatted(l);
        tensors.put(name + "W_in", Tensor.of(mlp.wIn()));
        tensors.put(name + "b_in", vector(mlp.bIn()));
        tensors.put(name + "W_out", Tensor.of(mlp.wOut()));
        tensors.put(name + "b_out", vector(mlp.bOut()));
      }
    }
    return tensors;
  }

  private static Tensor vector(Vector vector) {
    return Tensor.vector(Matrix.builder(1, vector.size()).row(0, vector.toArray()).build());
  }

  private static Tensor rows(List<Vector> vectors, int width) {
    MatrixBuilder rows = Matrix.builder(vectors.size(), width);
    for (int r = 0; r < vectors.size(); r++) {
      rows.row(r, vectors.get(r).toArray());
    }
    return Tensor.of(rows.build());
  }

  /**
   * The model with these tensors; every layer gets all heads of the configuration, and an MLP if it
   * has units.
   *
   * @param file where they come from, for messages
   */
  public static Weights weights(
      SortedMap<String, Tensor> tensors, TransformerConfig config, Path file)
      throws ArtifactException {
    Reader in = new Reader(tensors, file);
    Matrix wE = in.take("embed.W_E", config.dVocab(), config.dModel()).values();
    Matrix wPos = in.take("pos_embed.W_pos", config.nCtx(), config.dModel()).values();
    Affine unembed = in.affine("unembed.W_U", "unembed.b_U", config.dModel(), config.dVocabOut());
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < config.nLayers(); l++) {
      layers.add(in.layer(l, config));
    }
    in.requireAllTaken();
    return new Weights(config, wE, wPos, layers, unembed);
  }

  /** Takes tensors by name and shape. */
  private static final class Reader {
    private final SortedMap<String, Tensor> tensors;
    private final Path file;
    private final SortedSet<String> left;

    Reader(SortedMap<String, Tensor> tensors, Path file) {
      this.tensors = tensors;
      this.file = file;
      this.left = new TreeSet<>(tensors.keySet());
    }

    Tensor take(String name, int... shape) throws ArtifactException {
      Tensor tensor = tensors.get(name);
      List<Integer> expected = IntStream.of(shape).boxed().toList();
      if (tensor == null || !tensor.shape().equals(expected)) {
        throw new ArtifactException(
            file,
            tensor == null
                ? "tensor %s is missing".formatted(name)
                : "tensor %s is %s, the configuration says %s".formatted(name, tensor, expected),
            "Take tensors and config.json from one and the same model.");
      }
      left.remove(name);
      return tensor;
    }

    Affine affine(String w, String b, int from, int to) throws ArtifactException {
      return new Affine(take(w, from, to).values(), row(take(b, to).values(), 0));
    }

    Layer layer(int l, TransformerConfig config) throws ArtifactException {
      int nHeads = config.nHeads();
      int dModel = config.dModel();
      int dHead = config.dHead();
      String attn = "blocks.%d.attn.".formatted(l);
      List<Affine> q = affines(attn + "W_Q", attn + "b_Q", config);
      List<Affine> k = affines(attn + "W_K", attn + "b_K", config);
      List<Affine> v = affines(attn + "W_V", attn + "b_V", config);
      List<Matrix> wO = take(attn + "W_O", nHeads, dHead, dModel).slices();
      List<Head> heads = new ArrayList<>();
      for (int h = 0; h < nHeads; h++) {
        heads.add(new Head(q.get(h), k.get(h), v.get(h), wO.get(h)));
      }
      Vector bO = row(take(attn + "b_O", dModel).values(), 0);
      return new Layer(heads, bO, mlp(l, config));
    }

    private Optional<Mlp> mlp(int l, TransformerConfig config) throws ArtifactException {
      if (config.attnOnly()) {
        return Optional.empty();
      }
      String name = "blocks.%d.mlp.".formatted(l);
      return Optional.of(
          new Mlp(
              affine(name + "W_in", name + "b_in", config.dModel(), config.dMlp()),
              affine(name + "W_out", name + "b_out", config.dMlp(), config.dModel())));
    }

    private List<Affine> affines(String w, String b, TransformerConfig config)
        throws ArtifactException {
      List<Matrix> maps = take(w, config.nHeads(), config.dModel(), config.dHead()).slices();
      Matrix biases = take(b, config.nHeads(), config.dHead()).values();
      List<Affine> affines = new ArrayList<>();
      for (Matrix map : maps) {
        affines.add(new Affine(map, row(biases, affines.size())));
      }
      return affines;
    }

    private static Vector row(Matrix matrix, int row) {
      return Vector.of(matrix.rowToArray(row));
    }

    void requireAllTaken() throws ArtifactException {
      if (!left.isEmpty()) {
        throw new ArtifactException(
            file,
            "it has a tensor %s, which this model has no use for".formatted(left.first()),
            "Take tensors and config.json from one and the same model.");
      }
    }
  }
}
