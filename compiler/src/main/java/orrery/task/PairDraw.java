package orrery.task;

import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orrery.causal.Variable;

/**
 * Draws pairs, each at most once: from all sources in turn, clean inputs in turn, and pairs whose
 * answers differ before any whose answers do not.
 */
final class PairDraw {
  /** A source is given up after so many clean inputs in a row for which it has nothing. */
  private static final int PATIENCE = 500;

  private final List<Pair> pairs = new ArrayList<>();
  private final Set<Key> used = new HashSet<>();

  /**
   * A source of pairs.
   *
   * @param changes the variable that its pairs change alone
   */
  record Source(Pool pool, Counterfactuals counterfactuals, Optional<Variable> changes) {}

  /** A pair. */
  record Pair(Answering.Input clean, Answering.Input counterfactual, Optional<Variable> changes) {}

  private record Key(IntBuffer clean, IntBuffer counterfactual) {
    static Key of(Answering.Input clean, Answering.Input other) {
      return new Key(IntBuffer.wrap(clean.tokens()), IntBuffer.wrap(other.tokens()));
    }
  }

  /** Up to so many pairs from some sources. */
  static List<Pair> draw(List<Source> sources, int count) {
    PairDraw draw = new PairDraw();
    draw.fill(sources, count, /* effective= */ true);
    draw.fill(sources, count, /* effective= */ false);
    return draw.pairs;
  }

  private void fill(List<Source> sources, int count, boolean effective) {
    List<Walk> walks = new ArrayList<>();
    sources.forEach(s -> walks.add(new Walk(s)));
    while (!walks.isEmpty() && pairs.size() < count) {
      Iterator<Walk> turn = walks.iterator();
      while (turn.hasNext() && pairs.size() < count) {
        Optional<Pair> pair = turn.next().next(effective);
        if (pair.isEmpty()) turn.remove();
        pair.ifPresent(pairs::add);
      }
    }
  }

  /** A source's clean inputs, gone round until none has a partner left. */
  private final class Walk {
    private final Source source;
    private final Deque<Answering.Input> cleans;

    Walk(Source source) {
      this.source = source;
      this.cleans = new ArrayDeque<>(source.pool().inputs());
    }

    Optional<Pair> next(boolean effective) {
      for (int tries = 0; tries < PATIENCE && !cleans.isEmpty(); tries++) {
        Answering.Input clean = cleans.removeFirst();
        Optional<Answering.Input> other =
            source
                .counterfactuals()
                .of(clean)
                .filter(o -> !effective || clean.differs(o))
                .filter(o -> !used.contains(Key.of(clean, o)))
                .findFirst();
        if (other.isPresent()) {
          used.add(Key.of(clean, other.get()));
          cleans.addLast(clean);
          return Optional.of(new Pair(clean, other.get(), source.changes()));
        }
      }
      return Optional.empty();
    }
  }
}
