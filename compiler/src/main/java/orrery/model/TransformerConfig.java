package orrery.model;

/**
 * The shape of a transformer, as TransformerLens' {@code HookedTransformerConfig} names it.
 *
 * <p>Positions are embedded in the standard way, and scores are divided by √dHead ({@code
 * use_attn_scale}, {@code attn_scale} at its default). Sources: TransformerLens, {@code
 * transformer_lens/config/HookedTransformerConfig.py} and {@code components/abstract_attention.py}.
 *
 * @param nLayers number of blocks; 0 leaves embedding and unembedding
 * @param nHeads heads in every block of the exported model, at least 1; a layer's own list may be
 *     shorter
 * @param dModel width of the residual stream
 * @param dHead width of q, k, v and z in every head
 * @param dMlp units in every MLP of the exported model, 0 where no layer has one ({@code
 *     attn_only})
 * @param nCtx the longest sequence, BOS included
 * @param dVocab number of input tokens
 * @param dVocabOut number of logits
 * @param activation the MLPs' non-linearity
 * @param attentionDirection whether queries look forwards
 * @param normalization what every reader of the stream does to it first; compiled models have none
 */
public record TransformerConfig(
    int nLayers,
    int nHeads,
    int dModel,
    int dHead,
    int dMlp,
    int nCtx,
    int dVocab,
    int dVocabOut,
    ActivationFunction activation,
    AttentionDirection attentionDirection,
    Normalization normalization) {

  public TransformerConfig {
    atLeast("nLayers", nLayers, 0);
    atLeast("nHeads", nHeads, 1);
    atLeast("dModel", dModel, 1);
    atLeast("dHead", dHead, 1);
    atLeast("dMlp", dMlp, 0);
    atLeast("nCtx", nCtx, 1);
    atLeast("dVocab", dVocab, 1);
    atLeast("dVocabOut", dVocabOut, 1);
  }

  /** A shape without normalisation, as compiled models have it. */
  public TransformerConfig(
      int nLayers,
      int nHeads,
      int dModel,
      int dHead,
      int dMlp,
      int nCtx,
      int dVocab,
      int dVocabOut,
      ActivationFunction activation,
      AttentionDirection attentionDirection) {
    this(
        nLayers,
        nHeads,
        dModel,
        dHead,
        dMlp,
        nCtx,
        dVocab,
        dVocabOut,
        activation,
        attentionDirection,
        Normalization.NONE);
  }

  private static void atLeast(String name, int value, int minimum) {
    Shapes.require(value >= minimum, "%s is %s, must be at least %s", name, value, minimum);
  }

  /** What scores are divided by: √dHead. */
  public double attnScale() {
    return Math.sqrt(dHead);
  }

  /** Whether the exported model has no MLPs; TransformerLens' {@code attn_only}. */
  public boolean attnOnly() {
    return dMlp == 0;
  }

  /** The same shape with other widths where layers have grown. */
  public TransformerConfig withHeadsAndUnits(int heads, int units) {
    return new TransformerConfig(
        nLayers,
        heads,
        dModel,
        dHead,
        units,
        nCtx,
        dVocab,
        dVocabOut,
        activation,
        attentionDirection,
        normalization);
  }

  /** The same shape with another residual stream. */
  public TransformerConfig withDModel(int width) {
    return new TransformerConfig(
        nLayers,
        nHeads,
        width,
        dHead,
        dMlp,
        nCtx,
        dVocab,
        dVocabOut,
        activation,
        attentionDirection,
        normalization);
  }
}
