package orrery.check;

/** At which of two positions a variable is read. */
enum Side {
  /** At the position itself: outside {@code select(q, k: …)}. */
  HERE,
  /** At the position that is looked at. */
  KEY,
  /** At the position that looks. */
  QUERY
}
