package orrery.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;

/**
 * What a program answers, as a table that is equal for two programs exactly where they answer the
 * same up to the names of tokens, of classes and of outputs.
 *
 * <p>Two programs are compared on the inputs that both have: words of the longest common length
 * over as many tokens as the smaller alphabet has. These are all words where there are at most
 * {@value #ALL}, else a fixed sample of {@value #SAMPLE}. Of all renamings of up to {@value
 * #RENAMED} tokens the one with the least table counts; larger alphabets are taken as they are.
 */
final class MeaningTable {
  private static final int ALL = 1024;
  private static final int SAMPLE = 256;
  private static final int RENAMED = 5;
  private static final int FEWEST = 27;
  private static final char UNANSWERED = 0;

  private final CausalModel meaning;
  private final Map<Words, String> known = new HashMap<>();

  MeaningTable(CausalModel meaning) {
    this.meaning = meaning;
  }

  /** Words of one length over the first tokens of an alphabet. */
  private record Words(int tokens, int length) {
    boolean isSmall() {
      return Math.pow(tokens, length) <= ALL;
    }

    List<int[]> words() {
      List<int[]> words = new ArrayList<>();
      if (isSmall()) {
        int count = (int) Math.round(Math.pow(tokens, length));
        for (int i = 0; i < count; i++) words.add(digits(i));
        return words;
      }
      Random random = new Random(31L * tokens + length);
      for (int i = 0; i < SAMPLE; i++) {
        words.add(random.ints(length, 0, tokens).toArray());
      }
      return words;
    }

    private int[] digits(int number) {
      int[] word = new int[length];
      int rest = number;
      for (int p = 0; p < length; p++) {
        word[p] = rest % tokens;
        rest /= tokens;
      }
      return word;
    }
  }

  /** Whether the programs answer the same where both can be asked. */
  boolean agrees(MeaningTable other) {
    return shared(other).map(words -> table(words).equals(other.table(words))).orElse(false);
  }

  private Optional<Words> shared(MeaningTable other) {
    int mine = meaning.inputs().alphabet().size();
    int theirs = other.meaning.inputs().alphabet().size();
    Optional<Integer> common =
        meaning.inputs().lengths().stream()
            .filter(other.meaning.inputs().lengths()::contains)
            .max(Integer::compare);
    if (common.isEmpty()) return Optional.empty();
    int length = common.get();
    Words words = new Words(Math.min(mine, theirs), length);
    boolean whole =
        mine == theirs
            && length == meaning.inputs().maxLength()
            && length == other.meaning.inputs().maxLength();
    boolean tells = whole || Math.pow(words.tokens(), length) >= FEWEST;
    return tells ? Optional.of(words) : Optional.empty();
  }

  private String table(Words words) {
    return known.computeIfAbsent(words, this::compute);
  }

  private String compute(Words words) {
    List<int[]> plain = words.words();
    String least = "";
    for (int[] renaming : renamings(words.tokens())) {
      String table = table(plain.stream().map(w -> renamed(w, renaming)).toList(), words);
      if (least.isEmpty() || table.compareTo(least) < 0) least = table;
    }
    return least;
  }

  private static int[] renamed(int[] word, int[] renaming) {
    return Arrays.stream(word).map(token -> renaming[token]).toArray();
  }

  private static List<int[]> renamings(int tokens) {
    List<int[]> all = new ArrayList<>();
    int[] identity = java.util.stream.IntStream.range(0, tokens).toArray();
    if (tokens > RENAMED) return List.of(identity);
    permute(identity, 0, all);
    return all;
  }

  private static void permute(int[] tokens, int from, List<int[]> into) {
    if (from == tokens.length) into.add(tokens.clone());
    for (int i = from; i < tokens.length; i++) {
      swap(tokens, from, i);
      permute(tokens, from + 1, into);
      swap(tokens, from, i);
    }
  }

  private static void swap(int[] tokens, int i, int j) {
    int kept = tokens[i];
    tokens[i] = tokens[j];
    tokens[j] = kept;
  }

  private String table(List<int[]> words, Words space) {
    InputBatch batch = InputBatch.of(words, space.length());
    Evaluation evaluation = new Evaluation(batch, meaning.inputs().causal());
    List<String> outputs = new ArrayList<>();
    for (CausalModel.Output output : meaning.outputs()) {
      outputs.add(answers(output, evaluation.codes(output.variable()), space));
    }
    outputs.sort(null);
    return String.join("", outputs);
  }

  /** The answers, classes numbered in the order in which they are first given. */
  private static String answers(CausalModel.Output output, int[] codes, Words space) {
    char[] table = new char[codes.length];
    char[] names = new char[output.variable().domain().size()];
    char next = UNANSWERED;
    for (int i = 0; i < codes.length; i++) {
      boolean judged = output.judgedAt(i % space.length(), space.length());
      if (codes[i] < 0 || !judged) continue;
      if (names[codes[i]] == UNANSWERED) names[codes[i]] = ++next;
      table[i] = names[codes[i]];
    }
    return new String(table);
  }
}
