package orrery.syntax;

import java.util.List;

/**
 * What stands before a statement and says something about it.
 *
 * @param doc the {@code ##} lines without their marks, joined by line breaks; empty when none
 * @param annotations the annotations in order
 */
public record Notes(String doc, List<Annotation> annotations) {
  /** Nothing said. */
  public static final Notes EMPTY = new Notes("", List.of());

  /** Copies the annotations. */
  public Notes {
    annotations = List.copyOf(annotations);
  }
}
