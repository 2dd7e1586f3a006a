package orrery.causal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import orrery.types.Domain;
import orrery.types.Value;

/** The legal inputs are those that length, shape and assumptions allow: no other, none missing. */
class InputSpaceProperties {
  private static final Domain ALPHABET =
      Domain.of(List.of(Value.of("a"), Value.of("b"), Value.of("c")));
  private static final Variable TOKENS =
      new Variable("tokens", ALPHABET, new Mechanism.Token(), Annotations.UNNAMED);

  /** A space of words of some of the lengths 1..5 with a random shape, if any, and assumption. */
  private record Sample(
      InputSpace space, Optional<RandomShapes.Sample> shape, Optional<Integer> forbidden) {
    static Sample draw(Random random) {
      List<Integer> lengths =
          IntStream.rangeClosed(1, 5).filter(l -> random.nextBoolean()).boxed().toList();
      if (lengths.isEmpty()) lengths = List.of(4);
      Optional<RandomShapes.Sample> shape =
          random.nextBoolean() ? Optional.of(RandomShapes.draw(random)) : Optional.empty();
      Optional<Integer> forbidden =
          random.nextBoolean() ? Optional.of(random.nextInt(3)) : Optional.empty();
      InputSpace space =
          new InputSpace(
              ALPHABET,
              lengths,
              shape.map(RandomShapes.Sample::shape),
              forbidden.map(InputSpaceProperties::without).stream().toList(),
              random.nextBoolean());
      return new Sample(space, shape, forbidden);
    }

    boolean allows(int[] word) {
      return shape.map(s -> s.says(word)).orElse(true)
          && forbidden.map(f -> Arrays.stream(word).noneMatch(t -> t == f)).orElse(true);
    }
  }

  private static Variable without(int token) {
    int[] codes = {1, 1, 1};
    codes[token] = 0;
    return new Variable(
        "allowed", Domain.BOOL, new Mechanism.Table(List.of(TOKENS), codes), Annotations.UNNAMED);
  }

  /** Every word of a length, in alphabetical order. */
  private static List<int[]> words(int length) {
    List<int[]> words = new ArrayList<>();
    int n = (int) Math.pow(3, length);
    for (int w = 0; w < n; w++) {
      int[] word = new int[length];
      int rest = w;
      for (int i = length - 1; i >= 0; i--) {
        word[i] = rest % 3;
        rest /= 3;
      }
      words.add(word);
    }
    return words;
  }

  private static List<String> shown(List<int[]> words) {
    return words.stream().map(Arrays::toString).toList();
  }

  @Property(tries = 300)
  void aShapeMatchesWhatItsRegularExpressionMatches(@ForAll long seed) {
    RandomShapes.Sample sample = RandomShapes.draw(new Random(seed));
    for (int length = 0; length <= 5; length++) {
      for (int[] word : words(length)) {
        assertThat(sample.shape().matches(word))
            .as("%s and %s", sample.regex(), Arrays.toString(word))
            .isEqualTo(sample.says(word));
      }
    }
  }

  @Property(tries = 300)
  void theLegalInputsAreVisitedOnceAndInOrder(@ForAll long seed) {
    Sample sample = Sample.draw(new Random(seed));
    List<int[]> expected = new ArrayList<>();
    BigInteger candidates = BigInteger.ZERO;
    for (int length : sample.space().lengths()) {
      for (int[] word : words(length)) {
        if (sample.allows(word)) expected.add(word);
        if (sample.shape().map(s -> s.says(word)).orElse(true)) {
          candidates = candidates.add(BigInteger.ONE);
        }
        assertThat(sample.space().isLegal(word)).isEqualTo(sample.allows(word));
      }
    }
    List<int[]> visited = new ArrayList<>();
    sample.space().forEachBatch(batch -> visited.addAll(Arrays.asList(batch.rows())));
    assertThat(shown(visited)).isEqualTo(shown(expected));
    assertThat(sample.space().candidates()).isEqualTo(candidates);
    assertThat(sample.space().isAtMost(candidates.longValueExact())).isTrue();
    assertThat(sample.space().isAtMost(candidates.longValueExact() - 1)).isFalse();
  }

  @Property(tries = 100)
  void aSampleIsLegalAndOfTheSizeAskedFor(@ForAll long seed) {
    Random random = new Random(seed);
    Sample sample = Sample.draw(random);
    List<int[]> drawn = sample.space().sample(50, random);
    assertThat(drawn).allMatch(sample::allows);
    boolean everyLength =
        sample.space().lengths().stream().allMatch(l -> words(l).stream().anyMatch(sample::allows));
    if (everyLength) assertThat(drawn).hasSize(50);
  }

  /** A chi-squared test at six standard deviations, with the seed fixed. */
  @Example
  void aSampleIsUniformAmongTheWordsOfALength() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Sample sample = Sample.draw(random);
      for (int length : sample.space().lengths()) {
        List<String> legal = shown(words(length).stream().filter(sample::allows).toList());
        InputSpace one =
            new InputSpace(
                ALPHABET,
                List.of(length),
                sample.space().shape(),
                sample.space().assumptions(),
                sample.space().causal());
        if (legal.isEmpty()) continue;
        int each = 60;
        Map<String, Integer> counts = new HashMap<>();
        shown(one.sample(each * legal.size(), random))
            .forEach(w -> counts.merge(w, 1, Integer::sum));
        double chi = 0;
        for (String word : legal) {
          double off = counts.getOrDefault(word, 0) - each;
          chi += off * off / each;
        }
        double freedom = legal.size() - 1;
        assertThat(chi).isLessThanOrEqualTo(freedom + 6 * Math.sqrt(2 * freedom) + 1e-9);
      }
    }
  }

  /** 3^800 words are more than the largest double. */
  @Example
  void longWordsAreDrawnUniformlyToo() {
    Shape.Builder builder = new Shape.Builder(3);
    int state = builder.state();
    java.util.BitSet all = new java.util.BitSet();
    all.set(0, 3);
    builder.move(state, all, state);
    InputSpace space =
        new InputSpace(
            ALPHABET, List.of(800), Optional.of(builder.build(state, state)), List.of(), false);
    int[] counts = new int[3];
    for (int[] word : space.sample(5, new Random(1))) {
      for (int token : word) counts[token]++;
    }
    assertThat(counts).hasSize(3);
    for (int count : counts) assertThat(count).isBetween(1200, 1470);
  }
}
