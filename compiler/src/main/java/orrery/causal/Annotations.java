package orrery.causal;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a program says about a variable beside its meaning.
 *
 * @param named whether the program binds it: a node of the ground truth. An unnamed one is an
 *     intermediate result of an expression
 * @param node {@code @node}: keeps a residual slot of its own even where it could be fused
 * @param decoy {@code @decoy}: compiled although it reaches no output
 * @param encoding {@code @encode(cat|num|bool)}, when given
 * @param layer {@code @layer(n)}: the layer that must compute it, when given
 * @param head {@code @head("name")}: variables that share the name share an attention head's label
 * @param role {@code @role("…")}: what an interpretability researcher would call it
 * @param note the {@code ##} lines above the binding
 * @param line the line of the program that binds it; 0 when there is none
 */
public record Annotations(
    boolean named,
    boolean node,
    boolean decoy,
    Optional<String> encoding,
    OptionalInt layer,
    Optional<String> head,
    Optional<String> role,
    Optional<String> note,
    int line) {
  /** Annotations of an intermediate result. */
  public static final Annotations UNNAMED =
      new Annotations(
          false,
          false,
          false,
          Optional.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0);

  /** Annotations of a plain binding on the given line. */
  public static Annotations named(int line) {
    return new Annotations(
        true,
        false,
        false,
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        line);
  }
}
