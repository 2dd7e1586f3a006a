package orrery.intervention;

/** The logits of one example, {@code [position, dVocabOut]}: a window, valid within a call. */
public interface Logits {
  /** How many positions there are, BOS included. */
  int positions();

  /** How many logits there are at a position. */
  int width();

  double get(int position, int index);

  /** The logits at one position, copied. */
  default double[] at(int position) {
    double[] values = new double[width()];
    for (int i = 0; i < values.length; i++) values[i] = get(position, i);
    return values;
  }
}
