package orrery.siit;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Seeds for different purposes from one, so that none has to do with another. */
final class Seeds {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed for a purpose. */
  static long of(long seed, String purpose) {
    CRC32 name = new CRC32();
    name.update(purpose.getBytes(StandardCharsets.UTF_8));
    return mixed(mixed(seed + GOLDEN) ^ name.getValue() * GOLDEN);
  }

  /** Stafford's variant 13 of MurmurHash3's finaliser, as in SplittableRandom. */
  private static long mixed(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
