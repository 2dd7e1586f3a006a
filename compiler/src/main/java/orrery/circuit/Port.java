package orrery.circuit;

/** The input of a component at which an edge ends. */
public enum Port {
  /** A head's queries. */
  Q,
  /** A head's keys. */
  K,
  /** A head's values. */
  V,
  /** An MLP's units. */
  MLP,
  /** The unembedding. */
  LOGITS
}
