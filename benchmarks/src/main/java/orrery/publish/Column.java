package orrery.publish;

/**
 * A column of a table; any cell of it may be empty.
 *
 * @param name of the column
 * @param type of its cells
 * @param description what stands in it, a sentence
 */
record Column(String name, Type type, String description) {
  /** What a cell is. */
  enum Type {
    /** A {@code String}, never an empty one: that is an empty cell. */
    TEXT("sc:Text"),
    /** A {@code Long}. */
    INTEGER("sc:Integer"),
    /** A {@code Double}, finite. */
    NUMBER("sc:Float"),
    /** A {@code Boolean}; a missing one is neither. */
    TRUTH("sc:Boolean");

    private final String croissant;

    Type(String croissant) {
      this.croissant = croissant;
    }

    /** The name of the type in Croissant, which is schema.org's. */
    String croissant() {
      return croissant;
    }

    /** Whether a value may stand in a cell. */
    boolean admits(Object value) {
      return switch (this) {
        case TEXT -> value instanceof String text && !text.isEmpty();
        case INTEGER -> value instanceof Long;
        case NUMBER -> value instanceof Double number && Double.isFinite(number);
        case TRUTH -> value instanceof Boolean;
      };
    }
  }
}
