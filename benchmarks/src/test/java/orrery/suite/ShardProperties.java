package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import orrery.verify.Verifier;

/** Shards are parts of a whole. */
class ShardProperties {
  private static List<Item> items(int count) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SuiteProgram program = new SuiteProgram("p" + i, "program " + i, Map.of());
      items.add(
          new Item(
              "p" + i,
              program,
              Kind.COMPILED,
              0,
              0,
              BuildSettings.DEFAULT,
              Verifier.Options.DEFAULT,
              Map.of(),
              1));
    }
    return items;
  }

  @Property(tries = 60)
  void everyItemIsInOneShardAndShardsAreEqual(
      @ForAll @IntRange(max = 60) int items, @ForAll @IntRange(min = 1, max = 50) int shards) {
    List<Item> all = items(items);
    List<Item> dealt = new ArrayList<>();
    for (int s = 1; s <= shards; s++) {
      List<Item> own = new Shard(s, shards).of(all);
      assertThat(own.size()).isBetween(items / shards, (items + shards - 1) / shards);
      assertThat(own)
          .isSubsetOf(all)
          .isSortedAccordingTo((a, b) -> all.indexOf(a) - all.indexOf(b));
      dealt.addAll(own);
    }
    assertThat(dealt).containsExactlyInAnyOrderElementsOf(all);
  }

  @Example
  void shardsAreWritten() {
    assertThat(Shard.of("3/40")).isEqualTo(new Shard(3, 40)).hasToString("3/40");
    for (String wrong : List.of("0/4", "5/4", "1/0", "a", "1/2/3", "-1/2", "1/9999999", "")) {
      assertThatThrownBy(() -> Shard.of(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("shard");
    }
  }
}
