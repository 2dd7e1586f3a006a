package orrery.intervention;

/** What is changed in a {@link SlowPass}; every method changes nothing unless it is overridden. */
interface Intervention {
  /** Changes nothing. */
  Intervention NONE = new Intervention() {};

  /** What reaches a reader from a writer whose output is {@code current}, at one place. */
  default Dual carried(int writer, int reader, int position, int dimension, Dual current) {
    return current;
  }

  /** What a writer writes, {@code [position][dModel]}. */
  default Dual[][] written(int writer, Dual[][] computed) {
    return computed;
  }

  /** What a reader reads, {@code [position][dModel]}. */
  default Dual[][] read(int reader, Dual[][] composed) {
    return composed;
  }

  /** How a head attends, {@code [query][key]}. */
  default Dual[][] attended(int layer, int head, Dual[][] computed) {
    return computed;
  }
}
