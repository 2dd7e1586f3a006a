package orrery.model;

import java.util.ArrayList;
import java.util.List;

/**
 * All weights of one transformer, named and shaped as in TransformerLens but ragged: a layer has
 * the heads and the MLP that it needs, and {@link #padded} makes them uniform with zeros.
 * Immutable, equal by content.
 *
 * @param config the uniform shape; every layer fits into it
 * @param wE {@code [dVocab, dModel]}
 * @param wPos {@code [nCtx, dModel]}
 * @param layers one a block
 * @param unembed wU {@code [dModel, dVocabOut]} and bU {@code [dVocabOut]}
 */
public record Weights(
    TransformerConfig config, Matrix wE, Matrix wPos, List<Layer> layers, Affine unembed) {

  public Weights {
    layers = List.copyOf(layers);
    shape("wE", wE, config.dVocab(), config.dModel());
    shape("wPos", wPos, config.nCtx(), config.dModel());
    shape("wU", unembed.w(), config.dModel(), config.dVocabOut());
    Shapes.require(
        layers.size() == config.nLayers(), "%s layers of %s", layers.size(), config.nLayers());
    for (Layer layer : layers) {
      Shapes.require(
          layer.bO().size() == config.dModel(),
          "a layer for a stream of %s in a model of %s",
          layer.bO().size(),
          config.dModel());
      Shapes.require(
          layer.heads().size() <= config.nHeads() && layer.dMlp() <= config.dMlp(),
          "a layer of %s heads and %s units in a model of %s and %s",
          layer.heads().size(),
          layer.dMlp(),
          config.nHeads(),
          config.dMlp());
      for (Head head : layer.heads()) {
        shape("wO", head.wO(), config.dHead(), config.dModel());
      }
    }
  }

  private static void shape(String name, Matrix matrix, int rows, int columns) {
    Shapes.require(
        matrix.rows() == rows && matrix.columns() == columns,
        "%s is %s, must be [%s, %s]",
        name,
        matrix,
        rows,
        columns);
  }

  public Matrix wU() {
    return unembed.w();
  }

  public Vector bU() {
    return unembed.b();
  }

  /** How many weights and biases are not zero. */
  public long nonZeros() {
    return wE.nonZeros()
        + wPos.nonZeros()
        + layers.stream().mapToLong(Layer::nonZeros).sum()
        + unembed.nonZeros();
  }

  /** The weights as shipped: each rounded to the nearest float32. */
  public Weights toFloat32() {
    return new Weights(
        config,
        wE.toFloat32(),
        wPos.toFloat32(),
        layers.stream().map(Layer::toFloat32).toList(),
        unembed.toFloat32());
  }

  /**
   * Every layer with {@code nHeads} heads and {@code dMlp} units: TransformerLens' uniform shapes.
   */
  public Weights padded() {
    return withLayers(
        layers.stream()
            .map(layer -> layer.padded(config.nHeads(), config.dMlp(), config.dHead()))
            .toList());
  }

  /** These weights with one layer replaced; the uniform shape grows if it must. */
  public Weights withLayer(int index, Layer layer) {
    List<Layer> replaced = new ArrayList<>(layers);
    replaced.set(index, layer);
    return withLayers(replaced);
  }

  private Weights withLayers(List<Layer> replaced) {
    int heads = replaced.stream().mapToInt(l -> l.heads().size()).max().orElse(1);
    int units = replaced.stream().mapToInt(Layer::dMlp).max().orElse(0);
    TransformerConfig grown =
        config.withHeadsAndUnits(Math.max(config.nHeads(), heads), Math.max(config.dMlp(), units));
    return new Weights(grown, wE, wPos, replaced, unembed);
  }

  /** The same model on a wider residual stream, the new dimensions last, unread and unwritten. */
  public Weights plusDimensions(int more) {
    Shapes.require(more >= 0, "%s more dimensions", more);
    int dModel = Math.addExact(config.dModel(), more);
    return new Weights(
        config.withDModel(dModel),
        wE.resized(config.dVocab(), dModel),
        wPos.resized(config.nCtx(), dModel),
        layers.stream().map(layer -> layer.resized(dModel)).toList(),
        unembed.resized(dModel, config.dVocabOut()));
  }

  /**
   * The same model with its residual stream in other coordinates: where it held x it now holds x r.
   *
   * <p>Writers are multiplied by r from the right, readers by rᵀ from the left, so with r rᵀ = 1
   * every head, unit and logit is unchanged.
   *
   * @param r orthogonal, {@code [dModel, dModel]}; IllegalArgumentException if it is not, to 1e-9
   */
  public Weights rotated(Matrix r) {
    Orthogonal.require(r, config.dModel());
    Matrix inverse = r.transpose();
    return new Weights(
        config,
        wE.times(r),
        wPos.times(r),
        layers.stream().map(layer -> layer.rotated(r, inverse)).toList(),
        unembed.readingRotated(inverse));
  }
}
