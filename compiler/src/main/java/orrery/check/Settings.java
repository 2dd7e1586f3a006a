package orrery.check;

import java.util.Optional;
import orrery.types.Value;

/**
 * A program's options.
 *
 * @param causal {@code option causal}: a position sees only itself and those before it
 * @param maxTable {@code option max_table}: the most rows of a table
 * @param bos {@code option bos}: the visible start token
 * @param judgedInPlaces whether an output is judged {@code at} some position only
 */
record Settings(boolean causal, int maxTable, Optional<Value> bos, boolean judgedInPlaces) {
  /** What holds where a program says nothing. */
  static final Settings DEFAULT = new Settings(false, 65_536, Optional.empty(), false);
}
