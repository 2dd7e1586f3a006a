package orrery.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What players are worth is what the definitions by orders of players say. */
class GameProperties {
  private static Game game(long seed, int players) {
    return new Game(players, new Random(seed).doubles(1 << players, -5, 5).toArray());
  }

  private static List<int[]> orders(int n) {
    if (n == 0) return List.of(new int[0]);
    List<int[]> orders = new ArrayList<>();
    for (int[] shorter : orders(n - 1)) {
      for (int at = 0; at < n; at++) {
        int[] order = new int[n];
        System.arraycopy(shorter, 0, order, 0, at);
        order[at] = n - 1;
        System.arraycopy(shorter, at, order, at + 1, n - 1 - at);
        orders.add(order);
      }
    }
    return orders;
  }

  @Property(tries = 50)
  void shapleyValuesShareTheSurplus(@ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int n) {
    Game game = game(seed, n);

    assertThat(Arrays.stream(Shapley.of(game)).sum()).isCloseTo(game.surplus(), within(1e-12));
  }

  @Property(tries = 30)
  void shapleyValuesAreMeansOverOrders(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int n) {
    Game game = game(seed, n);
    double[] mean = new double[n];
    List<int[]> orders = orders(n);
    for (int[] order : orders) {
      int before = 0;
      for (int player : order) {
        mean[player] += (game.value(before | 1 << player) - game.value(before)) / orders.size();
        before |= 1 << player;
      }
    }

    assertThat(Shapley.of(game)).containsExactly(mean, within(1e-12));
  }

  @Property(tries = 50)
  void interactionsShareTheSurplus(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int n) {
    Game game = game(seed, n);
    Interactions all = Interactions.of(game);
    double sum = Arrays.stream(all.main()).sum();
    for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) sum += all.pairs()[i][j];

    // a single player's share is what it is worth alone: of one player, everything
    assertThat(sum).isCloseTo(game.surplus(), within(1e-11));
  }

  @Property(tries = 20)
  void interactionsAreMeansOverOrders(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int n) {
    Game game = game(seed, n);
    List<int[]> orders = orders(n);
    double[][] mean = new double[n][n];
    for (int[] order : orders) {
      for (int a = 0, before = 0; a < n; before |= 1 << order[a++]) {
        for (int b = a + 1; b < n; b++) {
          int i = 1 << order[a];
          int j = 1 << order[b];
          double together =
              game.value(before | i | j)
                  - game.value(before | i)
                  - game.value(before | j)
                  + game.value(before);
          mean[order[a]][order[b]] += together / orders.size();
          mean[order[b]][order[a]] += together / orders.size();
        }
      }
    }

    double[][] pairs = Interactions.of(game).pairs();
    for (int i = 0; i < n; i++) assertThat(pairs[i]).containsExactly(mean[i], within(1e-12));
  }

  @Property(tries = 50)
  void aSetIsWorthTheMeanOfThoseThatAgreeOnIt(@ForAll long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(4);
    int[] agreement = random.ints(1 + random.nextInt(20), 0, 1 << n).toArray();
    agreement[0] = (1 << n) - 1;
    double[] payoff = random.doubles(agreement.length).toArray();

    Game game = Game.ofMeans(n, agreement, payoff);

    for (int set = 0; set < 1 << n; set++) {
      double sum = 0;
      int count = 0;
      for (int i = 0; i < agreement.length; i++) {
        if ((agreement[i] & set) != set) continue;
        sum += payoff[i];
        count++;
      }
      assertThat(game.value(set)).isCloseTo(sum / count, within(1e-12));
    }
  }

  @Example
  void aGameNeedsAllItsSets() {
    assertThatThrownBy(() -> new Game(2, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 players and 3 sets");
  }
}
