package orrery.artifact;

import java.util.Objects;
import java.util.SortedMap;
import orrery.model.AttentionDirection;
import orrery.model.TransformerConfig;

/**
 * A forward pass over a state dict as TransformerLens documents it, einsum by einsum; it knows
 * names and shapes and nothing of the project's machine.
 */
final class TransformerLensForward {
  private final SortedMap<String, Tensor> tensors;
  private final TransformerConfig config;

  TransformerLensForward(SortedMap<String, Tensor> tensors, TransformerConfig config) {
    this.tensors = tensors;
    this.config = config;
  }

  /** {@code [position, d_vocab_out]}. */
  double[][] logits(int... tokens) {
    double[][] resid = new double[tokens.length][config.dModel()];
    for (int p = 0; p < tokens.length; p++) {
      for (int m = 0; m < config.dModel(); m++) {
        resid[p][m] = at("embed.W_E", tokens[p], m) + at("pos_embed.W_pos", p, m);
      }
    }
    for (int l = 0; l < config.nLayers(); l++) {
      addAttention("blocks." + l + ".attn.", resid);
      if (!config.attnOnly()) {
        addMlp("blocks." + l + ".mlp.", resid);
      }
    }
    double[][] logits = new double[tokens.length][config.dVocabOut()];
    for (int p = 0; p < tokens.length; p++) {
      for (int o = 0; o < config.dVocabOut(); o++) {
        logits[p][o] = at("unembed.b_U", o);
        for (int m = 0; m < config.dModel(); m++) {
          logits[p][o] += resid[p][m] * at("unembed.W_U", m, o);
        }
      }
    }
    return logits;
  }

  private void addAttention(String attn, double[][] resid) {
    double[][] out = new double[resid.length][config.dModel()];
    for (int h = 0; h < config.nHeads(); h++) {
      double[][] q = project(attn, "Q", h, resid);
      double[][] k = project(attn, "K", h, resid);
      double[][] v = project(attn, "V", h, resid);
      for (int query = 0; query < resid.length; query++) {
        double[] pattern = pattern(q[query], k, query);
        for (int d = 0; d < config.dHead(); d++) {
          double z = 0;
          for (int key = 0; key < resid.length; key++) {
            z += pattern[key] * v[key][d];
          }
          for (int m = 0; m < config.dModel(); m++) {
            out[query][m] += z * at(attn + "W_O", h, d, m);
          }
        }
      }
    }
    for (int p = 0; p < resid.length; p++) {
      for (int m = 0; m < config.dModel(); m++) {
        resid[p][m] += out[p][m] + at(attn + "b_O", m);
      }
    }
  }

  /** einsum("pos d_model, head d_model d_head -> pos head d_head") + b, of one head. */
  private double[][] project(String attn, String which, int h, double[][] resid) {
    double[][] projected = new double[resid.length][config.dHead()];
    for (int p = 0; p < resid.length; p++) {
      for (int d = 0; d < config.dHead(); d++) {
        projected[p][d] = at(attn + "b_" + which, h, d);
        for (int m = 0; m < config.dModel(); m++) {
          projected[p][d] += resid[p][m] * at(attn + "W_" + which, h, m, d);
        }
      }
    }
    return projected;
  }

  private double[] pattern(double[] q, double[][] k, int query) {
    double[] pattern = new double[k.length];
    boolean causal = config.attentionDirection() == AttentionDirection.CAUSAL;
    int keys = causal ? query + 1 : k.length;
    double sum = 0;
    for (int key = 0; key < keys; key++) {
      double score = 0;
      for (int d = 0; d < q.length; d++) {
        score += q[d] * k[key][d];
      }
      pattern[key] = Math.exp(score / Math.sqrt(config.dHead()));
      sum += pattern[key];
    }
    for (int key = 0; key < keys; key++) {
      pattern[key] /= sum;
    }
    return pattern;
  }

  private void addMlp(String mlp, double[][] resid) {
    for (double[] stream : resid) {
      double[] out = new double[config.dModel()];
      for (int u = 0; u < config.dMlp(); u++) {
        double pre = at(mlp + "b_in", u);
        for (int m = 0; m < config.dModel(); m++) {
          pre += stream[m] * at(mlp + "W_in", m, u);
        }
        for (int m = 0; m < config.dModel(); m++) {
          out[m] += Math.max(0, pre) * at(mlp + "W_out", u, m);
        }
      }
      for (int m = 0; m < config.dModel(); m++) {
        stream[m] += out[m] + at(mlp + "b_out", m);
      }
    }
  }

  /** One value by its full index; a wrong rank or an index outside fails. */
  private double at(String name, int... index) {
    Tensor tensor = Objects.requireNonNull(tensors.get(name), name);
    if (index.length != tensor.shape().size()) {
      throw new AssertionError(name + " is " + tensor);
    }
    int row = 0;
    for (int axis = 0; axis < index.length - 1; axis++) {
      if (index[axis] >= tensor.shape().get(axis)) {
        throw new AssertionError(name + " is " + tensor);
      }
      row = row * tensor.shape().get(axis) + index[axis];
    }
    return tensor.values().get(row, index[index.length - 1]);
  }
}
