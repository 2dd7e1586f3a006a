package orrery.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.engine.DjlEngine;
import orrery.engine.NoTorch;
import orrery.engine.Precision;
import orrery.engine.Processor;
import orrery.intervention.Engine;
import orrery.intervention.JavaEngine;
import orrery.model.Weights;
import picocli.CommandLine.Option;

/** The options that say what machine runs a model. */
final class EngineOptions {
  private static final String JAVA = "java";
  private static final String DJL = "djl";

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = JAVA,
      completionCandidates = Engines.class,
      description =
          "What runs the model: ${COMPLETION-CANDIDATES}; djl is PyTorch (default:"
              + " ${DEFAULT-VALUE}).")
  private String engine = JAVA;

  @Option(
      names = "--precision",
      paramLabel = "TYPE",
      defaultValue = "float64",
      completionCandidates = Precisions.class,
      description =
          "What PyTorch computes with: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String precision = "float64";

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      completionCandidates = Devices.class,
      description = "Where PyTorch computes: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  /** Requires that the options fit each other; before anything long begins. */
  void check() {
    chosen("--engine", engine, List.of(JAVA, DJL), Function.identity());
    Precision bits = precision();
    Processor where = processor();
    if (engine.equals(DJL)) return;
    if (bits != Precision.FLOAT64 || where != Processor.CPU) {
      throw new Misuse(
          "--engine java computes in float64 on the CPU; add --engine djl for `%s`"
              .formatted(bits != Precision.FLOAT64 ? precision : device));
    }
  }

  /** A machine for a model. */
  Engine of(CompiledModel model) {
    check();
    return engine.equals(DJL) ? torch(model.weights(), model.structural()) : JavaEngine.of(model);
  }

  /** A machine on one thread for weights of which it is known what is wired. */
  Engine oneThread(Weights weights, Circuit structural) {
    check();
    return engine.equals(DJL) ? torch(weights, structural) : new JavaEngine(weights, structural, 1);
  }

  private Engine torch(Weights weights, Circuit structural) {
    try {
      return new DjlEngine(weights, structural, precision(), processor());
    } catch (NoTorch none) {
      throw new Misuse(String.valueOf(none.getMessage()));
    }
  }

  /** The name of the machine in reports. */
  String name() {
    return engine.equals(DJL) ? DjlEngine.name(precision(), processor()) : "plain Java, float64";
  }

  /** The options that differ from the usual ones, as they are written. */
  String written() {
    if (!engine.equals(DJL)) return "";
    String written = " --engine " + DJL;
    if (precision() != Precision.FLOAT64) written += " --precision " + precision;
    if (processor() != Processor.CPU) written += " --device " + device;
    return written;
  }

  private Precision precision() {
    return chosen("--precision", precision, List.of(Precision.values()), Precision::label);
  }

  private Processor processor() {
    return chosen("--device", device, List.of(Processor.values()), Processor::label);
  }

  private static <T> T chosen(String option, String name, List<T> all, Function<T, String> label) {
    return all.stream()
        .filter(one -> label.apply(one).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new Misuse(
                    "%s: expected one of %s, not `%s`"
                        .formatted(
                            option, String.join(", ", all.stream().map(label).toList()), name)));
  }

  /** The names of engines. */
  static final class Engines implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(JAVA, DJL).iterator();
    }
  }

  /** The names of precisions. */
  static final class Precisions implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Precision.values()).map(Precision::label).iterator();
    }
  }

  /** The names of devices. */
  static final class Devices implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Processor.values()).map(Processor::label).iterator();
    }
  }
}
