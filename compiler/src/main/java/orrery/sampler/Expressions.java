package orrery.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random pointwise expressions over the names of a program.
 *
 * <p>With a place ({@code k} or {@code q}), names are read there, as in a predicate selector.
 */
final class Expressions {
  private final RandomGenerator random;
  private final List<Bound> names;
  private final List<String> constants;

  Expressions(RandomGenerator random, List<Bound> names, List<String> constants) {
    this.random = random;
    this.names = names;
    this.constants = constants;
  }

  /** Where names are read: here (no place), at the key or at the query. */
  enum Place {
    HERE(""),
    KEY("[k]"),
    QUERY("[q]");

    private final String suffix;

    Place(String suffix) {
      this.suffix = suffix;
    }
  }

  /** An expression of a random kind. */
  String any(int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> truth(depth, Place.HERE);
      case 1 -> number(depth, Place.HERE);
      default -> anything(depth);
    };
  }

  private String anything(int depth) {
    String a = defined(Kind.values()[random.nextInt(4)], Place.HERE);
    String b = defined(Kind.values()[random.nextInt(4)], Place.HERE);
    return switch (random.nextInt(5)) {
      case 0 -> a + " if " + truth(depth - 1, Place.HERE) + " else " + b;
      case 1 ->
          "case { "
              + truth(depth - 1, Place.HERE)
              + ": "
              + a
              + "; "
              + truth(0, Place.HERE)
              + ": none; else: "
              + b
              + " }";
      case 2 -> maybe() + " ?? " + a;
      case 3 ->
          "match "
              + maybe()
              + " { "
              + constant()
              + ": "
              + a
              + "; none: "
              + b
              + "; else: "
              + constant()
              + " }";
      default -> maybe();
    };
  }

  /** A truth value. */
  String truth(int depth, Place place) {
    if (depth <= 0) return atom(place);
    return switch (random.nextInt(7)) {
      case 0 -> "(" + truth(depth - 1, place) + ") and (" + truth(depth - 1, place) + ")";
      case 1 -> "(" + truth(depth - 1, place) + ") or (" + truth(depth - 1, place) + ")";
      case 2 -> "not (" + truth(depth - 1, place) + ")";
      case 3 -> number(depth - 1, place) + comparison() + number(depth - 1, place);
      default -> atom(place);
    };
  }

  private String atom(Place place) {
    return switch (random.nextInt(6)) {
      case 0 -> "(" + maybe(place) + ") == " + constant();
      case 1 -> defined(Kind.TRUTH, place);
      case 2 -> number(0, place) + comparison() + number(0, place);
      case 3 -> "defined(" + maybe(place) + ")";
      case 4 -> "tokens" + place.suffix + " in [" + constant() + ", " + constant() + "]";
      default -> "tokens" + place.suffix + " == " + constant();
    };
  }

  /** A number in brackets, or a name. */
  String number(int depth, Place place) {
    if (depth <= 0) {
      return switch (random.nextInt(4)) {
        case 0 -> "" + random.nextInt(4);
        case 1 -> "indicator(" + atom(place) + ")";
        default -> defined(Kind.NUMBER, place);
      };
    }
    String a = number(depth - 1, place);
    String b = number(depth - 1, place);
    return switch (random.nextInt(9)) {
      case 0 -> "(" + a + " + " + b + ")";
      case 1 -> "(" + a + " - " + b + ")";
      case 2 -> "(" + a + " * " + b + ")";
      case 3 -> "(" + a + " % " + (2 + random.nextInt(2)) + ")";
      case 4 -> "(" + a + " // 2)";
      case 5 -> "(" + a + " / " + b + " if " + b + " != 0 else " + a + ")";
      case 6 -> (random.nextBoolean() ? "max(" : "min(") + a + ", " + b + ")";
      case 7 -> "abs(" + a + ")";
      default -> "round(" + a + ")";
    };
  }

  private String comparison() {
    return new String[] {" == ", " != ", " < ", " <= ", " > ", " >= "}[random.nextInt(6)];
  }

  String constant() {
    return constants.get(random.nextInt(constants.size()));
  }

  /** A name that may be undefined. */
  String maybe() {
    return maybe(Place.HERE);
  }

  private String maybe(Place place) {
    return names.get(random.nextInt(names.size())).name() + place.suffix;
  }

  /** A name of this kind that is always defined, or something simple of it. */
  String defined(Kind kind, Place place) {
    List<Bound> fit = new ArrayList<>();
    for (Bound b : names) {
      if (b.isDefined() && (kind == Kind.MIXED || b.kind() == kind)) fit.add(b);
    }
    if (!fit.isEmpty()) return fit.get(random.nextInt(fit.size())).name() + place.suffix;
    return switch (kind) {
      case NUMBER -> "indices" + place.suffix;
      case TRUTH -> "(tokens" + place.suffix + " == " + constant() + ")";
      case TEXT -> "\"z\"";
      case MIXED -> "tokens" + place.suffix;
    };
  }
}
