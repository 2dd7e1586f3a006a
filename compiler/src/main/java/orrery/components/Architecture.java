package orrery.components;

import orrery.circuit.CompiledModel;
import orrery.model.ActivationFunction;
import orrery.model.Layer;
import orrery.model.Normalization;
import orrery.model.TransformerConfig;

/**
 * The shape of a model that is trained: every layer has as many heads, and an MLP.
 *
 * @param layers number of blocks
 * @param heads in every block
 * @param dModel width of the residual stream
 * @param dHead width of a head's queries, keys and values
 * @param dMlp units of every MLP
 * @param activation the MLPs' non-linearity
 * @param normalization what every reader of the stream does to it first
 */
public record Architecture(
    int layers,
    int heads,
    int dModel,
    int dHead,
    int dMlp,
    ActivationFunction activation,
    Normalization normalization) {
  private static final int FEWEST_LAYERS = 2;
  private static final int FEWEST_HEADS = 4;
  private static final int NARROWEST = 32;
  private static final int WIDEST = 128;
  private static final int STEP = 8;
  private static final int NARROWEST_HEAD = 4;
  private static final int UNITS_PER_DIMENSION = 4;

  /** Refuses sizes below one. */
  public Architecture {
    atLeastOne("layers", layers);
    atLeastOne("heads", heads);
    atLeastOne("dModel", dModel);
    atLeastOne("dHead", dHead);
    atLeastOne("dMlp", dMlp);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %d, must be at least 1".formatted(name, value));
    }
  }

  /**
   * The architecture that suits a compiled model, by these rules:
   *
   * <ul>
   *   <li>layers: those of the compiled model, at least 2;
   *   <li>heads: the most that a compiled layer has, at least 4, so that some have nothing to do;
   *   <li>dModel: half of the compiled width, rounded up to a multiple of 8, from 32 to 128: what
   *       stands side by side in the compiled stream is superposed here;
   *   <li>dHead: dModel / heads, at least 4;
   *   <li>dMlp: 4 dModel; GELU; no normalisation.
   * </ul>
   *
   * <p>Source: the rules of InterpBench (Gupta et al. 2024, appendix on training), but for dModel,
   * which is there between a third of the compiled width and all of it, task by task, and as small
   * as 4.
   */
  public static Architecture derived(CompiledModel compiled) {
    TransformerConfig config = compiled.weights().config();
    int most = compiled.weights().layers().stream().mapToInt(l -> l.heads().size()).max().orElse(0);
    int heads = Math.max(FEWEST_HEADS, most);
    int half = (config.dModel() + 1) / 2;
    int rounded = (half + STEP - 1) / STEP * STEP;
    int dModel = Math.max(NARROWEST, Math.min(WIDEST, rounded));
    return new Architecture(
        Math.max(FEWEST_LAYERS, config.nLayers()),
        heads,
        dModel,
        Math.max(NARROWEST_HEAD, dModel / heads),
        UNITS_PER_DIMENSION * dModel,
        ActivationFunction.GELU,
        Normalization.NONE);
  }

  /** The architecture that weights have; IllegalArgumentException if their layers differ in it. */
  public static Architecture of(orrery.model.Weights weights) {
    TransformerConfig c = weights.config();
    for (Layer layer : weights.layers()) {
      if (layer.heads().size() != c.nHeads() || layer.dMlp() != c.dMlp()) {
        throw new IllegalArgumentException("a layer has other heads or units than the others");
      }
    }
    return new Architecture(
        c.nLayers(),
        c.nHeads(),
        c.dModel(),
        c.dHead(),
        c.dMlp(),
        c.activation(),
        c.normalization());
  }

  /** The same with another number of layers. */
  public Architecture withLayers(int other) {
    return new Architecture(other, heads, dModel, dHead, dMlp, activation, normalization);
  }

  /** The same with another number of heads a layer; their width stays. */
  public Architecture withHeads(int other) {
    return new Architecture(layers, other, dModel, dHead, dMlp, activation, normalization);
  }

  /** The same with another width of the stream; all other widths stay. */
  public Architecture withDModel(int other) {
    return new Architecture(layers, heads, other, dHead, dMlp, activation, normalization);
  }

  /** The same with heads of another width. */
  public Architecture withDHead(int other) {
    return new Architecture(layers, heads, dModel, other, dMlp, activation, normalization);
  }

  /** The same with another number of units an MLP. */
  public Architecture withDMlp(int other) {
    return new Architecture(layers, heads, dModel, dHead, other, activation, normalization);
  }

  /** The same with another non-linearity. */
  public Architecture withActivation(ActivationFunction other) {
    return new Architecture(layers, heads, dModel, dHead, dMlp, other, normalization);
  }

  /** The same with another normalisation. */
  public Architecture withNormalization(Normalization other) {
    return new Architecture(layers, heads, dModel, dHead, dMlp, activation, other);
  }

  /** The whole shape: tokens, positions, logits and what queries see are the compiled model's. */
  public TransformerConfig config(CompiledModel compiled) {
    TransformerConfig own = compiled.weights().config();
    return new TransformerConfig(
        layers,
        heads,
        dModel,
        dHead,
        dMlp,
        own.nCtx(),
        own.dVocab(),
        own.dVocabOut(),
        activation,
        own.attentionDirection(),
        normalization);
  }
}
