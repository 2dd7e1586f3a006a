package orrery.leaderboard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a list, for one of several processes: every {@code of}-th item.
 *
 * @param number from 1 to {@code of}
 * @param of how many parts there are
 */
public record Shard(int number, int of) {
  /** The whole list. */
  public static final Shard ALL = new Shard(1, 1);

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");

  /**
   * A part.
   *
   * @throws IllegalArgumentException where there is no such part
   */
  public Shard {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("there is no part %d of %d".formatted(number, of));
    }
  }

  /**
   * A part as it is written, {@code 3/40}.
   *
   * @throws IllegalArgumentException where it is written otherwise
   */
  public static Shard of(String written) {
    Matcher m = WRITTEN.matcher(written);
    if (!m.matches()) {
      throw new IllegalArgumentException("`%s` is no part, write 3/40".formatted(written));
    }
    return new Shard(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)));
  }

  /** The items of this part. */
  public <T> List<T> among(List<T> items) {
    List<T> own = new ArrayList<>();
    for (int i = number - 1; i < items.size(); i += of) own.add(items.get(i));
    return own;
  }
}
