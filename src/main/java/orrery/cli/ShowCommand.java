package orrery.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.draw.CausalGraph;
import orrery.draw.CircuitGraph;
import orrery.draw.Dot;
import orrery.draw.Graph;
import orrery.draw.Svg;
import orrery.report.TrainingAccount;
import orrery.verify.Acceptance;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code orrery show}: a model as a table, a picture, or numbers. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    header = "Show a plan, a causal graph, a circuit or a weight matrix.",
    description = "The plan says which component computes what from what.",
    footer = {
      "",
      "Example:",
      "  orrery show programs/sort.rasp",
      "  orrery show programs/sort.rasp --graph --format svg -o sort.svg",
      "  orrery show target/hist --weights blocks.0.attn.W_Q"
    })
final class ShowCommand implements Callable<Integer> {
  /** What is shown. */
  private static final class What {
    @Option(
        names = "--plan",
        description = "Each component: what it computes, from what (default).")
    private boolean plan;

    @Option(names = "--graph", description = "The causal graph: variables and what they read.")
    private boolean graph;

    @Option(names = "--circuit", description = "The circuit: components and their edges.")
    private boolean circuit;

    @Option(
        names = "--weights",
        paramLabel = "NAME",
        description = "The non-zeros of one matrix, by its TransformerLens name.")
    private Optional<String> weights = Optional.empty();

    private boolean isPlan() {
      return plan || !(graph || circuit || weights.isPresent());
    }
  }

  /** How it is shown. */
  enum Format {
    /** Aligned text. */
    table,
    /** Graphviz. */
    dot,
    /** A picture that needs no other file. */
    svg
  }

  @Mixin private SubjectArgument subject = new SubjectArgument();

  @ArgGroup(exclusive = true)
  private What what = new What();

  @Option(
      names = "--family",
      defaultValue = "PROGRAM",
      description =
          "Which ground truth --circuit shows: ${COMPLETION-CANDIDATES} (default: program).")
  private Circuit.Family family = Circuit.Family.PROGRAM;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write a file instead of stdout.")
  private Optional<Path> out = Optional.empty();

  @Mixin private Console console = new Console();

  @Override
  public Integer call() throws Exception {
    String shown = shown(subject.load(console));
    if (out.isPresent()) {
      write(out.get(), shown);
    } else {
      console.out().print(shown);
    }
    return 0;
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private String shown(Subject of) {
    if (what.isPlan()) {
      requireTable("--plan");
      CompiledModel model = of.model();
      return Figures.size(model) + "\n" + measured(of) + "\n" + ModelTables.plan(model).plain();
    }
    if (what.weights.isPresent()) {
      requireTable("--weights");
      return ModelTables.weights(of.model(), what.weights.get()).plain();
    }
    if (what.graph) {
      return format == Format.table
          ? ModelTables.variables(of.meaning()).plain()
          : picture(CausalGraph.of(of.meaning()));
    }
    CompiledModel model = of.model();
    Circuit circuit = family == Circuit.Family.PROGRAM ? model.program() : model.structural();
    return format == Format.table
        ? ModelTables.edges(circuit).plain()
        : picture(CircuitGraph.of(model, circuit));
  }

  /** What stands behind a trained model's circuit, and how its training ended. */
  private String measured(Subject of) {
    if (!(of instanceof Subject.OfFolder f && f.certificate() instanceof Acceptance a)) return "";
    String looks =
        subject
            .folder()
            .flatMap(at -> TrainingAccount.of(f.model(), a, at))
            .map(LookTable::of)
            .orElse("");
    return AcceptanceFigures.verdict(a) + "\n" + AcceptanceFigures.shares(a) + "\n" + looks;
  }

  private void requireTable(String asked) {
    if (format != Format.table) {
      throw new Misuse(asked + " is a table; --graph and --circuit have pictures");
    }
  }

  private String picture(Graph graph) {
    return format == Format.dot ? Dot.write(graph) : Svg.write(graph);
  }
}
