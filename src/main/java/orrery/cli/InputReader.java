package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.InputSpace;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * Reads an input from the command line, as an example in a program writes it: a string cut into
 * tokens, or a list {@code [2, 4, 1]}.
 *
 * @param space the legal inputs
 * @param separator what stands between the tokens of a string; absent when they are code points
 */
record InputReader(InputSpace space, Optional<String> separator) {
  /**
   * A reader for a space of which only the tokens are known: blanks separate them, unless each is
   * one code point.
   */
  static InputReader of(InputSpace space) {
    boolean single = space.alphabet().values().stream().allMatch(InputReader::isOneCodePoint);
    return new InputReader(space, single ? Optional.empty() : Optional.of(" "));
  }

  private static boolean isOneCodePoint(Value v) {
    String written = v instanceof Value.Text t ? t.text() : v.toString();
    return written.codePointCount(0, written.length()) == 1;
  }

  /**
   * The token codes of a legal input.
   *
   * @throws Misuse naming the token, the length or the rule that is broken
   */
  int[] read(String written) {
    List<String> cut = cut(written);
    if (written.startsWith("[") && cut.stream().anyMatch(t -> token(t).isEmpty())) {
      return legal(written, list(written));
    }
    return legal(written, cut.stream().map(t -> codeOf(token(t), t)).toList());
  }

  private List<String> cut(String text) {
    if (separator.isEmpty()) return text.codePoints().mapToObj(Character::toString).toList();
    String by = separator.get();
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
      if (at > from) words.add(text.substring(from, at));
      from = at + by.length();
    }
    if (from < text.length()) words.add(text.substring(from));
    return words;
  }

  private Optional<Value> token(String written) {
    Domain alphabet = space.alphabet();
    Value text = Value.of(written);
    if (alphabet.contains(text)) return Optional.of(text);
    return alphabet.values().stream()
        .filter(v -> !(v instanceof Value.Text) && v.toString().equals(written))
        .findFirst();
  }

  private int codeOf(Optional<Value> token, String written) {
    return space
        .alphabet()
        .code(
            token.orElseThrow(
                () ->
                    new Misuse(
                        "\"" + written + "\" is no token of this input: " + space.alphabet())));
  }

  private List<Integer> list(String written) {
    List<Integer> codes = new ArrayList<>();
    for (JsonElement e : parsed(written)) {
      if (!e.isJsonPrimitive()) throw new Misuse(e + " is no token of this input");
      codes.add(codeOf(token(e.getAsString()), e.getAsString()));
    }
    return codes;
  }

  private static JsonArray parsed(String written) {
    try {
      return JsonParser.parseString(written).getAsJsonArray();
    } catch (JsonParseException | IllegalStateException noList) {
      throw new Misuse("the input is neither a string of tokens nor a list: " + written);
    }
  }

  private int[] legal(String written, List<Integer> codes) {
    int[] input = codes.stream().mapToInt(i -> i).toArray();
    if (!space.lengths().contains(input.length)) {
      throw new Misuse("the input has %d tokens; legal are %s".formatted(input.length, lengths()));
    }
    if (!space.shape().map(s -> s.matches(input)).orElse(true)) {
      throw new Misuse(written + " has not the `shape` that the program declares");
    }
    if (!space.isLegal(input)) {
      throw new Misuse(written + " breaks an `assume` of the program");
    }
    return input;
  }

  private String lengths() {
    int least = space.minLength();
    int most = space.maxLength();
    if (least == most) return String.valueOf(least);
    return space.lengths().size() == most - least + 1
        ? least + " to " + most
        : space.lengths().toString();
  }
}
