package orrery.sampler;

import orrery.types.Domain;

/** A name of the program so far, with the values that it can have. */
record Bound(String name, Domain domain) {
  Kind kind() {
    return Kind.of(domain);
  }

  boolean isDefined() {
    return !domain.mayBeNone();
  }
}
