package orrery.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import orrery.model.Site.Kind;

/**
 * The specification of a forward pass: one sequence, float64, every step a line.
 *
 * <p>A decoder as TransformerLens computes it ({@code components/transformer_block.py}, {@code
 * abstract_attention.py}, {@code mlps/mlp.py}, {@code unembed.py}): the stream is normalised before
 * every reader where the configuration says so, scores are divided by √dHead, masked scores are
 * minus infinity, and a query whose every score is minus infinity attends nowhere.
 */
public final class ReferenceTransformer {

  /** An intervention: what a site holds instead of its value. */
  @FunctionalInterface
  public interface Patch {
    /** The value to go on with, of the same shape; the value itself where nothing is changed. */
    Matrix at(Site site, Matrix value);

    /** Changes nothing. */
    static Patch none() {
      return (site, value) -> value;
    }
  }

  private final Weights weights;
  private final TransformerConfig config;

  public ReferenceTransformer(Weights weights) {
    this.weights = weights;
    this.config = weights.config();
  }

  /**
   * Runs one sequence.
   *
   * @param tokens ids, BOS first; IllegalArgumentException if there are none, more than nCtx, or
   *     one is no token
   */
  public Activations run(int... tokens) {
    return run(tokens, Patch.none());
  }

  /** Runs one sequence with an intervention at every site. */
  public Activations run(int[] tokens, Patch patch) {
    Tokens.require(tokens, config);
    Pass pass = new Pass(patch);
    Matrix embed = pass.see(Site.of(Kind.EMBED), weights.wE().rowsAt(tokens));
    Matrix pos = pass.see(Site.of(Kind.POS_EMBED), weights.wPos().rowsBetween(0, tokens.length));
    Matrix stream = embed.plus(pos);
    for (int l = 0; l < weights.layers().size(); l++) {
      stream = pass.layer(l, stream);
    }
    pass.see(Site.of(Kind.LOGITS), weights.unembed().apply(config.normalization().apply(stream)));
    return new Activations(pass.seen);
  }

  /** The run of one sequence; remembers every value after its patch. */
  private final class Pass {
    private final Patch patch;
    private final Map<Site, Matrix> seen = new LinkedHashMap<>();

    Pass(Patch patch) {
      this.patch = patch;
    }

    Matrix see(Site site, Matrix value) {
      Matrix patched = patch.at(site, value);
      Shapes.require(
          patched.rows() == value.rows() && patched.columns() == value.columns(),
          "%s is %s and cannot become %s",
          site,
          value,
          patched);
      seen.put(site, patched);
      return patched;
    }

    Matrix layer(int l, Matrix stream) {
      Layer layer = weights.layers().get(l);
      Matrix residPre = see(Site.of(Kind.RESID_PRE, l), stream);

      Matrix read = config.normalization().apply(residPre);
      Matrix attnOut = Matrix.zero(stream.rows(), stream.columns());
      for (int h = 0; h < layer.heads().size(); h++) {
        attnOut = attnOut.plus(head(l, h, read));
      }
      attnOut = see(Site.of(Kind.ATTN_OUT, l), attnOut.plusEveryRow(layer.bO()));
      Matrix residMid = see(Site.of(Kind.RESID_MID, l), residPre.plus(attnOut));

      Matrix residPost = residMid;
      if (layer.mlp().isPresent()) {
        Mlp mlp = layer.mlp().get();
        Matrix pre =
            see(Site.of(Kind.MLP_PRE, l), mlp.in().apply(config.normalization().apply(residMid)));
        Matrix post = see(Site.of(Kind.MLP_POST, l), pre.map(config.activation()::apply));
        Matrix mlpOut = see(Site.of(Kind.MLP_OUT, l), mlp.out().apply(post));
        residPost = residMid.plus(mlpOut);
      }
      return see(Site.of(Kind.RESID_POST, l), residPost);
    }

    Matrix head(int l, int h, Matrix stream) {
      Head head = weights.layers().get(l).heads().get(h);
      Matrix q = see(Site.of(Kind.Q, l, h), head.q().apply(stream)); // [position, dHead]
      Matrix k = see(Site.of(Kind.K, l, h), head.k().apply(stream));
      Matrix v = see(Site.of(Kind.V, l, h), head.v().apply(stream));

      double scale = config.attnScale();
      Matrix raw = q.times(k.transpose()).map(product -> product / scale); // [query, key]
      Matrix scores = see(Site.of(Kind.SCORES, l, h), masked(raw));
      Matrix pattern = see(Site.of(Kind.PATTERN, l, h), softmax(scores));
      Matrix z = see(Site.of(Kind.Z, l, h), pattern.times(v));
      return see(Site.of(Kind.RESULT, l, h), z.times(head.wO()));
    }
  }

  private Matrix masked(Matrix scores) {
    MatrixBuilder masked = Matrix.builder(scores.rows(), scores.columns());
    for (int query = 0; query < scores.rows(); query++) {
      for (int key = 0; key < scores.columns(); key++) {
        boolean sees = config.attentionDirection().sees(query, key);
        masked.set(query, key, sees ? scores.get(query, key) : Double.NEGATIVE_INFINITY);
      }
    }
    return masked.build();
  }

  /**
   * exp(s - max) over its sum, row by row; what is no number becomes zero, as in TransformerLens.
   */
  private static Matrix softmax(Matrix scores) {
    MatrixBuilder pattern = Matrix.builder(scores.rows(), scores.columns());
    for (int query = 0; query < scores.rows(); query++) {
      double[] row = scores.rowToArray(query);
      double max = Arrays.stream(row).max().orElseThrow();
      double sum = Arrays.stream(row).map(s -> StrictMath.exp(s - max)).sum();
      for (int key = 0; key < row.length; key++) {
        double share = StrictMath.exp(row[key] - max) / sum;
        pattern.set(query, key, Double.isNaN(share) ? 0 : share);
      }
    }
    return pattern.build();
  }
}
