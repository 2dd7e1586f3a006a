package orrery.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * A program's input: its variables, and how an input is written.
 *
 * @param name its name
 * @param tokens the variable of the token at each position
 * @param indices the variable of the position itself
 * @param length the variable of the number of positions
 * @param separator what stands between the tokens of a string; absent when they are code points
 */
public record Input(
    String name, Variable tokens, Variable indices, Variable length, Optional<String> separator) {

  /** A string cut into words or code points. */
  public List<String> cut(String text) {
    return cut(text, separator);
  }

  /** A text in pieces: its code points, or what stands between separators. */
  public static List<String> cut(String text, Optional<String> separator) {
    if (separator.isEmpty()) {
      return text.codePoints().mapToObj(Character::toString).toList();
    }
    String by = separator.get();
    if (text.isEmpty()) return List.of();
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
      if (at > from) words.add(text.substring(from, at));
      from = at + by.length();
    }
    if (from < text.length()) words.add(text.substring(from));
    return words;
  }

  /** The value that a written token stands for: itself, or the number where it is one. */
  public Optional<Value> token(String written) {
    return token(written, tokens.domain());
  }

  /** The value of an alphabet that a written token stands for. */
  public static Optional<Value> token(String written, Domain alphabet) {
    Value text = Value.of(written);
    if (alphabet.contains(text)) return Optional.of(text);
    return alphabet.values().stream()
        .filter(v -> !(v instanceof Value.Text) && v.toString().equals(written))
        .findFirst();
  }

  /** An input as an example would write it. */
  public String show(int[] input) {
    List<Value> values = Arrays.stream(input).mapToObj(c -> tokens.domain().value(c)).toList();
    boolean texts = values.stream().allMatch(v -> v instanceof Value.Text);
    boolean single =
        values.stream()
            .allMatch(
                v ->
                    v instanceof Value.Text t
                        && t.text().codePointCount(0, t.text().length()) == 1);
    if (!texts || (separator.isEmpty() && !single)) {
      return values.stream().map(Value::toString).collect(Collectors.joining(", ", "[", "]"));
    }
    return Value.of(
            values.stream()
                .map(v -> ((Value.Text) v).text())
                .collect(Collectors.joining(separator.orElse(""))))
        .toString();
  }
}
