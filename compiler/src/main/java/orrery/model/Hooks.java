package orrery.model;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a forward pass of {@link Transformer} shows at its sites, to be read or overwritten in
 * place.
 *
 * <p>A pass calls {@link #at} in the order of computation, so that what is written at one site is
 * what the later ones are computed from. Batches run on several threads: {@link #at} must be safe
 * to call at once on different batches.
 */
public interface Hooks {
  /**
   * Whether {@link #at} wants this site; always asked without a position, and the answer must not
   * change.
   */
  boolean watches(Site site);

  /** Reads or overwrites one batch's values at a watched site. */
  void at(Site site, ActivationBatch values);

  /** Watches nothing. */
  static Hooks none() {
    return of(Map.of());
  }

  /** What to do at each of some sites; at a site with a position it gets that position only. */
  static Hooks of(Map<Site, ? extends Consumer<ActivationBatch>> actions) {
    Map<Site, Map<Site, Consumer<ActivationBatch>>> bySite =
        actions.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.getKey().everywhere(),
                    Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    return new Hooks() {
      @Override
      public boolean watches(Site site) {
        return bySite.containsKey(site);
      }

      @Override
      public void at(Site site, ActivationBatch values) {
        bySite
            .getOrDefault(site, Map.of())
            .forEach(
                (where, action) -> {
                  if (where.position() == Site.NONE) {
                    action.accept(values);
                  } else if (where.position() < values.positions()) {
                    action.accept(values.onlyPosition(where.position()));
                  }
                });
      }
    };
  }

  /** One action at one site. */
  static Hooks at(Site site, Consumer<ActivationBatch> action) {
    return of(Map.of(site, action));
  }

  /** These hooks and then others, which see what these have written. */
  default Hooks then(Hooks others) {
    Hooks first = this;
    return new Hooks() {
      @Override
      public boolean watches(Site site) {
        return first.watches(site) || others.watches(site);
      }

      @Override
      public void at(Site site, ActivationBatch values) {
        if (first.watches(site)) {
          first.at(site, values);
        }
        if (others.watches(site)) {
          others.at(site, values);
        }
      }
    };
  }
}
