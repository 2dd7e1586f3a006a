package orrery.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import orrery.causal.CausalModel;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Method;
import orrery.intervention.Engine;
import orrery.intervention.JavaEngine;
import orrery.report.Assessment;
import orrery.report.ReportFiles;
import orrery.report.Scorecard;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;
import orrery.task.TaskRefusal;
import orrery.task.Tasks;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/**
 * Puts methods to the test on many programs, each built in several ways.
 *
 * @param methods in the order of the table
 * @param variations how each program is built
 * @param options the task of every model
 * @param limits what is too large
 * @param folder where scorecards and answers are kept, one folder a cell; a cell that is there is
 *     taken up where it was left
 */
public record MethodTable(
    List<Method> methods,
    List<Variation> variations,
    TaskOptions options,
    Limits limits,
    Optional<Path> folder) {
  /** Inputs on which a model of the table is verified. */
  private static final Verifier.Options VERIFIED = new Verifier.Options(2_000, 500, 0);

  /**
   * What is left out of a table, and said to be.
   *
   * @param edges the most edges that a model may have
   */
  public record Limits(int edges) {}

  /** A program of the table. */
  public record Program(String name, String text, CausalModel meaning) {}

  /**
   * One program, built in one way.
   *
   * @param left why there is no scorecard; empty where there is one
   */
  public record Cell(
      String program, Variation variation, Optional<Scorecard> card, Optional<String> left) {
    /** A figure of a method, or of a row that calibrates. */
    public Optional<Scorecard.Figure> figure(String method, String measure) {
      return card.stream()
          .flatMap(c -> c.entries().stream())
          .filter(e -> e.name().equals(method))
          .findFirst()
          .flatMap(e -> e.figure(measure));
    }
  }

  /** Runs all cells, program by program. */
  public List<Cell> run(List<Program> programs, String version, String command, Consumer<Cell> done)
      throws IOException {
    List<Cell> cells = new ArrayList<>();
    for (Program program : programs) {
      for (Variation variation : variations) {
        Cell cell = cell(program, variation, version, command);
        cells.add(cell);
        done.accept(cell);
      }
    }
    return cells;
  }

  private Cell cell(Program program, Variation variation, String version, String command)
      throws IOException {
    Optional<CompiledModel> built = variation.build(program.meaning(), program.text());
    if (built.isEmpty()) return left(program, variation, "does not admit it");
    CompiledModel model = built.get();
    int edges = ResidualGraph.of(model.weights()).edgeCount();
    if (edges > limits.edges()) return left(program, variation, edges + " edges");
    Certificate certificate = Verifier.verify(model, VERIFIED);
    if (!certificate.passed()) return left(program, variation, "fails its verification");
    MadeTask made;
    try {
      made = Tasks.of(model, options);
    } catch (TaskRefusal refusal) {
      return left(program, variation, String.valueOf(refusal.getMessage()));
    }
    if (made.effectiveSize() == 0) return left(program, variation, "no pair has different answers");
    Assessment.About about =
        new Assessment.About(edges + " edges", "verified on a sample", version, command);
    Optional<Path> own = folder.map(f -> f.resolve(program.name()).resolve(variation.label()));
    try (Engine engine = JavaEngine.of(model)) {
      Scorecard card =
          Assessment.of(
                  new Assessment.Question(model, made, about, "plain Java, float64"),
                  engine,
                  methods,
                  own,
                  (what, step, steps) -> {})
              .card();
      if (own.isPresent()) ReportFiles.write(card, Optional.empty(), own.get());
      return new Cell(program.name(), variation, Optional.of(card), Optional.empty());
    }
  }

  private static Cell left(Program program, Variation variation, String why) {
    return new Cell(program.name(), variation, Optional.empty(), Optional.of(why));
  }

  /** Whether some method and some other differ: not every one reaches {@code high}. */
  public static boolean separates(Cell cell, String measure, double high) {
    return cell.card().stream()
        .flatMap(c -> c.entries().stream())
        .filter(Scorecard.Entry::competes)
        .flatMap(e -> e.figure(measure).stream())
        .anyMatch(f -> f.value() < high);
  }

  /** Some cells by variation, in the order of the enumeration. */
  public static Map<Variation, List<Cell>> byVariation(List<Cell> cells) {
    Map<Variation, List<Cell>> by = new LinkedHashMap<>();
    for (Variation v : Variation.values()) {
      List<Cell> own = cells.stream().filter(c -> c.variation() == v).toList();
      if (!own.isEmpty()) by.put(v, own);
    }
    return by;
  }
}
