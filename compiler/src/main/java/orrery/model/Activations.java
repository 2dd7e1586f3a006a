package orrery.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Everything that {@link ReferenceTransformer} computed on one sequence, in the order of
 * computation.
 */
public final class Activations {
  private final Map<Site, Matrix> values;

  Activations(Map<Site, Matrix> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The sites that the model has. */
  public Set<Site> sites() {
    return values.keySet();
  }

  /**
   * The activation at a site, {@code [position, width]}, or one row of it if the site names a
   * position; IllegalArgumentException if the model has no such site.
   */
  public Matrix at(Site site) {
    Matrix value = values.get(site.everywhere());
    if (value == null) {
      throw new IllegalArgumentException("the model has no " + site.everywhere());
    }
    return site.position() == Site.NONE
        ? value
        : value.rowsBetween(site.position(), site.position() + 1);
  }

  /** {@code [position, dVocabOut]}. */
  public Matrix logits() {
    return at(Site.of(Site.Kind.LOGITS));
  }
}
