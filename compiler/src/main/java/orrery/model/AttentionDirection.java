package orrery.model;

import java.util.Locale;

/** Which positions a query may look at; TransformerLens' {@code attention_dir}. */
public enum AttentionDirection {
  /** Its own position and those before. */
  CAUSAL,
  /** All positions. */
  BIDIRECTIONAL;

  /** The name in TransformerLens' {@code attention_dir}. */
  public String transformerLensName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the score of this key for this query counts. */
  public boolean sees(int query, int key) {
    return switch (this) {
      case CAUSAL -> key <= query;
      case BIDIRECTIONAL -> true;
    };
  }
}
