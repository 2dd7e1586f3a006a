package orrery.check;

/**
 * How the bindings and intermediate results at a place are called.
 *
 * @param prefix the path of the bindings: empty at the top, the name that is being bound in a
 *     function called there
 * @param suffix {@code .ITERATION} of the {@code for} loops around
 * @param current the path of the binding that is being worked on, or empty
 * @param hidden whether bindings are no nodes of the ground truth: inside the library
 */
record Naming(String prefix, String suffix, String current, boolean hidden) {
  /** At the top of a program. */
  static final Naming TOP = new Naming("", "", "", false);

  /** The full name of a binding here. */
  String bound(String name) {
    return join(prefix, name) + suffix;
  }

  /** While {@code name} is being bound. */
  Naming binding(String name) {
    return new Naming(prefix, suffix, bound(name), hidden);
  }

  /** Inside a function that is called here. */
  Naming call(boolean library) {
    return new Naming(current, "", current, hidden || library);
  }

  /** In one round of a loop. */
  Naming iteration(int round) {
    return new Naming(prefix, suffix + "." + round, current, hidden);
  }

  /** What an intermediate result here is called. */
  String hint(String operation) {
    return join(current, operation);
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
