package orrery.circuit;

import java.util.List;
import orrery.types.Domain;

/**
 * Token ids: the alphabet's codes, then BOS, then PAD.
 *
 * @param alphabet the program's tokens
 */
public record Vocabulary(Domain alphabet) {
  /** The name of the beginning-of-sequence token. */
  public static final String BOS_NAME = "<bos>";

  /** The name of the padding token. */
  public static final String PAD_NAME = "<pad>";

  /** The id of BOS, which stands before every input. */
  public int bos() {
    return alphabet.size();
  }

  /** The id of PAD, which may follow an input. */
  public int pad() {
    return alphabet.size() + 1;
  }

  /** The number of ids. */
  public int size() {
    return alphabet.size() + 2;
  }

  /** The ids of an input: BOS, the tokens, then PAD up to {@code length} tokens. */
  public int[] ids(int[] input, int length) {
    int[] ids = new int[Math.max(length, input.length) + 1];
    java.util.Arrays.fill(ids, pad());
    ids[0] = bos();
    System.arraycopy(input, 0, ids, 1, input.length);
    return ids;
  }

  /** The names of all ids, in order. */
  public List<String> names() {
    List<String> names = new java.util.ArrayList<>();
    alphabet
        .values()
        .forEach(v -> names.add(v instanceof orrery.types.Value.Text t ? t.text() : v.toString()));
    names.add(BOS_NAME);
    names.add(PAD_NAME);
    return names;
  }
}
