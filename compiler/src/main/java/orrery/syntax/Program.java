package orrery.syntax;

import java.util.List;
import java.util.Optional;
import orrery.diagnostic.Source;

/**
 * A whole file.
 *
 * @param source the text it was read from
 * @param kind program or module; a file without a header is a program
 * @param name the header's name, if there is a header
 * @param doc the {@code ##} lines before the header, without their marks; empty when none
 * @param items declarations and statements in order
 */
public record Program(
    Source source, Kind kind, Optional<Identifier> name, String doc, List<Item> items) {

  /** Copies the items. */
  public Program {
    items = List.copyOf(items);
  }

  /** What a file is for. */
  public enum Kind {
    /** Has inputs and outputs and is compiled. */
    PROGRAM("program"),
    /** Has functions and constants and is imported. */
    MODULE("module");

    private final String keyword;

    Kind(String keyword) {
      this.keyword = keyword;
    }

    /** How it is written. */
    public String keyword() {
      return keyword;
    }
  }
}
