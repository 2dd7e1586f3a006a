package orrery.lanes;

/** Which version of {@link Arithmetic} runs here; decided once. */
final class Choice {
  static final Arithmetic SCALAR = new ScalarArithmetic();
  static final Arithmetic BEST = best();

  private Choice() {}

  /** The vector version, by name: its class refers to a module that may not be there. */
  private static Arithmetic best() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) return SCALAR;
    try {
      Arithmetic vector =
          Class.forName("orrery.lanes.VectorArithmetic")
              .asSubclass(Arithmetic.class)
              .getDeclaredConstructor()
              .newInstance();
      return vector.width() >= 4 ? vector : SCALAR;
    } catch (ReflectiveOperationException absent) {
      return SCALAR; // built without the folder src/main/vector
    }
  }
}
