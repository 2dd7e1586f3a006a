package orrery.suite;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal parts of a suite. Items are dealt out in the order of their hashes, which
 * has nothing to do with program or kind: no shard gets all the long trainings.
 *
 * @param number from 1 to {@code count}
 * @param count how many there are
 */
public record Shard(int number, int count) {
  /** The whole suite. */
  public static final Shard ALL = new Shard(1, 1);

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  /** Checks the range. */
  public Shard {
    if (count < 1 || number < 1 || number > count) {
      throw new IllegalArgumentException("shards are numbered from 1/%d on".formatted(count));
    }
  }

  /**
   * The shard that is written so: {@code 3/40} is the third of forty.
   *
   * @throws IllegalArgumentException with a sentence where it is none
   */
  public static Shard of(String written) {
    Matcher parts = WRITTEN.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a shard is written 3/40: the third of forty");
    }
    int number = Integer.parseInt(parts.group(1));
    int count = Integer.parseInt(parts.group(2));
    if (number < 1 || number > count) {
      throw new IllegalArgumentException(
          "shards are numbered from 1/%d to %d/%d".formatted(count, count, count));
    }
    return new Shard(number, count);
  }

  /** The items of this shard, in their own order. */
  List<Item> of(List<Item> items) {
    SortedMap<String, Item> byHash = new TreeMap<>();
    items.forEach(i -> byHash.put(i.hash(), i)); // no two are equal
    Set<String> own = new HashSet<>();
    int dealt = 0;
    for (Item item : byHash.values()) if (dealt++ % count == number - 1) own.add(item.id());
    return items.stream().filter(i -> own.contains(i.id())).toList();
  }

  @Override
  public String toString() {
    return number + "/" + count;
  }
}
