package orrery.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import orrery.siit.Cohort;

/** What a long training holds in memory, sampled between its steps. */
public final class TrainMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private TrainMemory() {}

  /**
   * One sample.
   *
   * @param step after how many steps
   * @param residentKib kibibytes of the process that are in memory; empty on systems without {@code
   *     /proc}
   * @param heapKib kibibytes of the Java heap that are in use, garbage included
   * @param arrays arrays outside the Java heap that the trainer holds
   */
  public record Sample(long step, OptionalLong residentKib, long heapKib, int arrays) {}

  /**
   * Trains one model and samples memory.
   *
   * @param bench what is trained
   * @param steps how many steps in all
   * @param samples how many samples, at equal distances; the last is after the last step
   * @param done is told of each sample
   */
  public static List<Sample> run(
      TrainBench bench, EngineBench.Shape shape, long steps, int samples, Consumer<Sample> done)
      throws IOException {
    if (samples < 1 || steps < samples) {
      throw new IllegalArgumentException("there must be a step for each sample");
    }
    List<Sample> all = new ArrayList<>();
    try (Cohort one = bench.cohort(shape, 1, 1)) {
      for (int s = 1; s <= samples; s++) {
        one.advance(steps * s / samples - one.step());
        Sample sample = new Sample(one.step(), resident(), heap(), one.arrays());
        all.add(sample);
        done.accept(sample);
      }
    }
    return all;
  }

  private static long heap() {
    Runtime machine = Runtime.getRuntime();
    return (machine.totalMemory() - machine.freeMemory()) / 1024;
  }

  private static OptionalLong resident() throws IOException {
    if (!Files.isReadable(STATUS)) return OptionalLong.empty();
    return Files.readAllLines(STATUS, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst();
  }
}
