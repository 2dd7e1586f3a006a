package orrery.sampler;

import orrery.types.Domain;

/** What an expression may be used for. */
enum Kind {
  /** Numbers. */
  NUMBER,
  /** Truth values. */
  TRUTH,
  /** Texts. */
  TEXT,
  /** Several kinds of values. */
  MIXED;

  static Kind of(Domain domain) {
    if (domain.isNumeric()) return NUMBER;
    if (domain.isBoolean()) return TRUTH;
    return domain.values().stream()
            .allMatch(v -> v instanceof orrery.types.Value.Text || v.isNone())
        ? TEXT
        : MIXED;
  }
}
