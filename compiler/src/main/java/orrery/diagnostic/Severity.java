package orrery.diagnostic;

/** How much a diagnostic matters. */
public enum Severity {
  /** The program has no meaning until it is mended. */
  ERROR,
  /** The program has a meaning, but hardly the one that was wanted. */
  WARNING
}
