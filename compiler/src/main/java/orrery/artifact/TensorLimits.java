package orrery.artifact;

/**
 * How much a tensor file may ask for, so that a damaged or hostile one cannot exhaust memory.
 *
 * @param headerBytes of the JSON header; the reference implementation's limit is 100 million, a
 *     model with a thousand layers has about one million
 * @param tensors how many tensors
 * @param fileBytes of the whole file
 * @param nonZeros values other than zero, and rows, which is what memory is taken for
 */
public record TensorLimits(long headerBytes, int tensors, long fileBytes, long nonZeros) {
  /** A value takes 16 bytes while it is read and 12 afterwards; arrays grow by doubling. */
  private static final long BYTES_A_VALUE = 64;

  /**
   * 16 MiB of header, 100,000 tensors, 64 GiB of file, and as many values as fit into a part of
   * Java's memory.
   */
  public static TensorLimits usual() {
    return new TensorLimits(
        16L << 20, 100_000, 64L << 30, Runtime.getRuntime().maxMemory() / BYTES_A_VALUE);
  }
}
