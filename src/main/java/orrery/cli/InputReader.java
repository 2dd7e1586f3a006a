package orrery.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.InputSpace;
import orrery.check.Input;
import orrery.types.Value;

/**
 * Reads an input from the command line, as an example in a program writes it: a string cut into
 * tokens, or a list {@code [2, 4, 1]}.
 *
 * @param space the legal inputs
 * @param separators what may stand between the tokens of a string, absent where they are code
 *     points; the first with which every piece is a token counts
 */
record InputReader(InputSpace space, List<Optional<String>> separators) {
  /** A reader for a space of which only the tokens are known: code points, or words and blanks. */
  static InputReader of(InputSpace space) {
    return new InputReader(space, List.of(Optional.empty(), Optional.of(" ")));
  }

  /** A reader for a program that says how its tokens are separated. */
  static InputReader of(InputSpace space, Optional<String> separator) {
    return new InputReader(space, List.of(separator));
  }

  /**
   * The token codes of a legal input.
   *
   * @throws Misuse naming the token, the length or the rule that is broken
   */
  int[] read(String written) {
    for (Optional<String> separator : separators) {
      List<String> pieces = Input.cut(written, separator);
      if (pieces.stream().allMatch(t -> token(t).isPresent())) {
        return legal(written, codes(pieces));
      }
    }
    if (written.startsWith("[")) return legal(written, list(written));
    return legal(written, codes(Input.cut(written, separators.get(separators.size() - 1))));
  }

  private List<Integer> codes(List<String> pieces) {
    return pieces.stream().map(t -> codeOf(token(t), t)).toList();
  }

  private Optional<Value> token(String written) {
    return Input.token(written, space.alphabet());
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
