package orrery.causal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A regular set of inputs, as an automaton over token codes.
 *
 * <p>Built from {@link Builder}, a nondeterministic automaton; made deterministic by subsets, so
 * that words are counted, enumerated and drawn without repetition.
 */
public final class Shape {
  private static final int DEAD = -1;
  private static final int MOST_STATES = 10_000;

  private final int[][] next; // [state][token code], DEAD where the word cannot go on
  private final boolean[] accepting; // [state]

  private Shape(int[][] next, boolean[] accepting) {
    this.next = next;
    this.accepting = accepting;
  }

  /**
   * The automaton with these moves, starting in state 0.
   *
   * @param next {@code [state][token code]} the state reached; negative where the word cannot go on
   * @param accepting {@code [state]}
   * @throws IllegalArgumentException where a move leads to no state
   */
  public static Shape of(int[][] next, boolean[] accepting) {
    if (next.length != accepting.length || next.length == 0) {
      throw new IllegalArgumentException(next.length + " and " + accepting.length + " states");
    }
    int[][] moves = new int[next.length][];
    for (int s = 0; s < next.length; s++) {
      moves[s] = next[s].clone();
      for (int to : moves[s]) {
        if (to >= next.length) throw new IllegalArgumentException("no state " + to);
      }
    }
    return new Shape(moves, accepting.clone());
  }

  /** The state reached from one on each token, negative where no word goes on; a copy. */
  public int[] next(int state) {
    return next[state].clone();
  }

  /** The state before the first token. */
  int start() {
    return 0;
  }

  /** The state after one more token, or a negative number where no word goes on so. */
  int step(int state, int token) {
    return next[state][token];
  }

  /** Whether a word may end here. */
  public boolean accepts(int state) {
    return accepting[state];
  }

  /** The number of states. */
  public int states() {
    return accepting.length;
  }

  /** Whether the whole word belongs to the shape. */
  public boolean matches(int[] word) {
    int state = start();
    for (int token : word) {
      state = step(state, token);
      if (state < 0) return false;
    }
    return accepts(state);
  }

  /** The nondeterministic automaton that a shape is written as. */
  public static final class Builder {
    private final List<Map<Integer, BitSet>> edges = new ArrayList<>(); // [from] to → tokens
    private final List<BitSet> silent = new ArrayList<>(); // [from] states reached for nothing
    private final int alphabet;

    /** An automaton over {@code alphabet} tokens without states. */
    public Builder(int alphabet) {
      this.alphabet = alphabet;
    }

    /** A new state. */
    public int state() {
      edges.add(new HashMap<>());
      silent.add(new BitSet());
      return edges.size() - 1;
    }

    /** A move on any of {@code tokens}. */
    public void move(int from, BitSet tokens, int to) {
      edges.get(from).computeIfAbsent(to, t -> new BitSet()).or(tokens);
    }

    /** A move on nothing. */
    public void skip(int from, int to) {
      silent.get(from).set(to);
    }

    /**
     * The deterministic automaton.
     *
     * @throws IllegalArgumentException when it would have more than 10,000 states
     */
    public Shape build(int start, int end) {
      Map<BitSet, Integer> ids = new HashMap<>();
      List<BitSet> sets = new ArrayList<>();
      List<int[]> next = new ArrayList<>();
      BitSet first = new BitSet();
      first.set(start);
      ids.put(close(first), 0);
      sets.add(first);
      for (int s = 0; s < sets.size(); s++) {
        int[] row = new int[alphabet];
        for (int token = 0; token < alphabet; token++) {
          BitSet reached = step(sets.get(s), token);
          if (reached.isEmpty()) {
            row[token] = DEAD;
            continue;
          }
          Integer known = ids.get(reached);
          if (known == null) {
            known = sets.size();
            ids.put(reached, known);
            sets.add(reached);
            if (sets.size() > MOST_STATES) {
              throw new IllegalArgumentException("a shape of more than " + MOST_STATES + " states");
            }
          }
          row[token] = known;
        }
        next.add(row);
      }
      boolean[] accepting = new boolean[sets.size()];
      for (int s = 0; s < accepting.length; s++) {
        accepting[s] = sets.get(s).get(end);
      }
      return new Shape(next.toArray(int[][]::new), accepting);
    }

    private BitSet step(BitSet from, int token) {
      BitSet to = new BitSet();
      from.stream()
          .forEach(
              s ->
                  edges
                      .get(s)
                      .forEach(
                          (t, tokens) -> {
                            if (tokens.get(token)) to.set(t);
                          }));
      return close(to);
    }

    private BitSet close(BitSet states) {
      List<Integer> todo = new ArrayList<>(states.stream().boxed().toList());
      for (int i = 0; i < todo.size(); i++) {
        silent.get(todo.get(i)).stream()
            .forEach(
                t -> {
                  if (!states.get(t)) {
                    states.set(t);
                    todo.add(t);
                  }
                });
      }
      return states;
    }
  }
}
