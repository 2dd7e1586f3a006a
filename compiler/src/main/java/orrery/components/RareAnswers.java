package orrery.components;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import orrery.causal.InputSpace;

/**
 * Looks for inputs with answers that random inputs hardly ever give: palindromes, balanced
 * brackets, all tokens alike.
 *
 * <p>What is known to give a rare answer is changed in one token, again and again, which finds
 * others of its kind and those that just miss it; where nothing is known, words with some order in
 * them are tried: of few tokens, mirrored, repeated, sorted, without repetition.
 */
final class RareAnswers {
  /** An answer that fewer inputs give is rare. */
  static final int RARE = 200;

  private static final int ROUNDS = 24;
  private static final int BARREN = 4;
  private static final int MOST_ADDED = 10_000;
  private static final int EDITS = 200;
  private static final int ORDERED = 800;

  private final WordPool pool;
  private final InputSpace space;
  private final RandomGenerator random;

  private RareAnswers(WordPool pool, InputSpace space, RandomGenerator random) {
    this.pool = pool;
    this.space = space;
    this.random = random;
  }

  /** Adds to a pool until no answer is rare or nothing more is found, at most 10,000 inputs. */
  static void enlarge(WordPool pool, InputSpace space, RandomGenerator random) {
    new RareAnswers(pool, space, random).enlarge();
  }

  private void enlarge() {
    int most = pool.words().size() + MOST_ADDED;
    int barren = 0;
    for (int round = 0; round < ROUNDS && barren < BARREN; round++) {
      List<WordPool.Answer> rare = rare();
      if (rare.isEmpty() || pool.words().size() >= most) return;
      int before = known(rare);
      pool.add(space.legalOf(edited(rare)));
      List<int[]> ordered = pool.fresh(space.legalOf(ordered()));
      List<Set<WordPool.Answer>> answers = pool.answers(ordered);
      List<int[]> wanted = new ArrayList<>();
      for (int i = 0; i < ordered.size(); i++) {
        if (!Collections.disjoint(answers.get(i), rare)) wanted.add(ordered.get(i));
      }
      pool.add(wanted);
      barren = known(rare) > before ? 0 : barren + 1;
    }
  }

  private List<WordPool.Answer> rare() {
    List<WordPool.Answer> rare = new ArrayList<>();
    pool.byAnswer()
        .forEach(
            (a, own) -> {
              if (own.size() < RARE) rare.add(a);
            });
    return rare;
  }

  private int known(List<WordPool.Answer> answers) {
    return answers.stream().mapToInt(a -> group(a).size()).sum();
  }

  private List<Integer> group(WordPool.Answer answer) {
    return pool.byAnswer().getOrDefault(answer, List.of());
  }

  /** Inputs that give a rare answer, each with one token or two changed. */
  private List<int[]> edited(List<WordPool.Answer> rare) {
    List<List<Integer>> known =
        rare.stream().map(this::group).filter(own -> !own.isEmpty()).toList();
    List<int[]> edited = new ArrayList<>();
    for (int i = 0; i < EDITS && !known.isEmpty(); i++) {
      List<Integer> group = known.get(i % known.size());
      int[] word = pool.words().get(group.get(random.nextInt(group.size()))).clone();
      edit(word);
      if (random.nextBoolean()) edit(word);
      edited.add(word);
    }
    return edited;
  }

  private void edit(int[] word) {
    if (word.length > 0) {
      word[random.nextInt(word.length)] = random.nextInt(space.alphabet().size());
    }
  }

  private List<int[]> ordered() {
    List<int[]> words = new ArrayList<>();
    for (int i = 0; i < ORDERED; i++) {
      int length = space.lengths().get(random.nextInt(space.lengths().size()));
      words.add(ordered(length));
    }
    return words;
  }

  private int[] ordered(int length) {
    int alphabet = space.alphabet().size();
    int[] tokens = shuffled(alphabet);
    int kinds = random.nextBoolean() ? 1 + random.nextInt(Math.min(3, alphabet)) : alphabet;
    int[] word = new int[length];
    for (int p = 0; p < length; p++) word[p] = tokens[random.nextInt(kinds)];
    switch (random.nextInt(6)) {
      case 0 -> {
        for (int p = 0; p < length / 2; p++) word[length - 1 - p] = word[p];
      }
      case 1 -> {
        int period = 1 + random.nextInt(Math.max(1, length / 2));
        for (int p = period; p < length; p++) word[p] = word[p - period];
      }
      case 2 -> Arrays.sort(word);
      case 3 -> {
        Arrays.sort(word);
        for (int p = 0; p < length / 2; p++) {
          int first = word[p];
          word[p] = word[length - 1 - p];
          word[length - 1 - p] = first;
        }
      }
      case 4 -> {
        for (int p = 0; p < length; p++) word[p] = tokens[p % alphabet];
      }
      default -> edit(word);
    }
    return word;
  }

  private int[] shuffled(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
