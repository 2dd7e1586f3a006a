package orrery.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import orrery.Compiler;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;
import orrery.layout.Refusal;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/**
 * Compile times of growing programs beside Tracr's CPU seconds: from the text to weights with their
 * ground truth, verification apart.
 */
public final class Sweep {
  private static final int REPEATS = 3;

  private Sweep() {}

  /**
   * One size of one program.
   *
   * @param front CPU seconds from the text to the causal model, least of three
   * @param back CPU seconds from the causal model to weights and ground truth, least of three
   * @param megabytes allocated by the compiling thread in one compilation
   * @param tracr Tracr's CPU seconds; empty where it did not finish
   * @param refused why it was refused; empty where it was compiled
   * @param wrong disagreements on the verified sample
   */
  public record Row(
      String program,
      int n,
      int vocabulary,
      double front,
      double back,
      double megabytes,
      long nonZeros,
      OptionalDouble tracr,
      String refused,
      long wrong) {}

  /** The whole sweep, each row handed on as it is measured. */
  public static List<Row> run(int verified, long seed, Consumer<Row> each) {
    List<Row> rows = new ArrayList<>();
    for (Map<String, String> line : Csv.rows("tracr-sweep.csv")) {
      Row row = measure(line, verified, seed);
      rows.add(row);
      each.accept(row);
    }
    return rows;
  }

  private static Row measure(Map<String, String> line, int verified, long seed) {
    String program = line.get("program");
    Map<String, String> params = Map.of("n", line.get("n"), "v", line.get("vocabulary"));
    Source source = new Source(program + ".rasp", Csv.text("sweep/" + program + ".rasp"));
    double front = Double.POSITIVE_INFINITY;
    double back = Double.POSITIVE_INFINITY;
    double megabytes = 0;
    long nonZeros = 0;
    long wrong = 0;
    String refused = "";
    try {
      for (int i = 0; i < REPEATS; i++) {
        double start = cpu();
        double allocated = allocated();
        Frontend.Meant meant =
            Frontend.load(source, params, new Diagnostics())
                .orElseThrow(() -> new IllegalArgumentException(program + " has an error"));
        double middle = cpu();
        CompiledModel model = Compiler.compile(meant.model(), Compiler.Options.DEFAULT);
        front = Math.min(front, middle - start);
        back = Math.min(back, cpu() - middle);
        megabytes = (allocated() - allocated) / 1e6;
        nonZeros = model.weights().nonZeros();
        if (i == 0 && verified > 0) {
          Certificate c = Verifier.verify(model, new Verifier.Options(verified, verified, seed));
          wrong = c.disagreements();
        }
      }
    } catch (Refusal | IllegalArgumentException e) {
      refused = String.valueOf(e.getMessage());
    }
    return new Row(
        program,
        Integer.parseInt(line.get("n")),
        Integer.parseInt(line.get("vocabulary")),
        front,
        back,
        megabytes,
        nonZeros,
        seconds(line.get("cpu_seconds")),
        refused,
        wrong);
  }

  private static OptionalDouble seconds(String cell) {
    return cell.matches("[0-9.]+")
        ? OptionalDouble.of(Double.parseDouble(cell))
        : OptionalDouble.empty();
  }

  private static double cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime() / 1e9;
  }

  private static double allocated() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean t
        ? t.getCurrentThreadAllocatedBytes()
        : 0;
  }
}
