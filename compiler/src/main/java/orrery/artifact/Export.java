package orrery.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import orrery.circuit.Circuit;
import orrery.circuit.CompiledModel;
import orrery.draw.CausalGraph;
import orrery.draw.CircuitGraph;
import orrery.draw.Dot;

/** Writes a compiled model in the shapes that other tools load. */
public final class Export {
  /** The shapes. */
  public enum Target {
    /** A folder that TransformerLens loads without knowing of Orrery. */
    TRANSFORMERLENS,
    /** One file of numpy arrays, named as TransformerLens' state dict. */
    NPZ,
    /** The PROGRAM circuit for Graphviz. */
    DOT,
    /** The causal graph for Graphviz. */
    DOT_VARIABLES,
    /** A truth as a graph of EAP-IG and MIB, in JSON. */
    MIB,
    /** A truth as edges between hook points, as ACDC and InterpBench name them. */
    INTERPBENCH
  }

  private Export() {}

  /** Writes a model; where edges are marked, those of its PROGRAM circuit. */
  public static void write(CompiledModel model, Target target, Path out, boolean force)
      throws ArtifactException {
    write(model, target, Marked.program(model), out, force);
  }

  /**
   * Writes a model.
   *
   * @param marked the edges that are true, for {@link Target#MIB} and {@link Target#INTERPBENCH}
   * @param out the file, or for {@link Target#TRANSFORMERLENS} the folder
   * @param force whether what is there is replaced; a folder only if it is such an export
   */
  public static void write(
      CompiledModel model, Target target, Marked marked, Path out, boolean force)
      throws ArtifactException {
    if (target == Target.TRANSFORMERLENS) {
      TransformerLensExport.write(model, out, force);
      return;
    }
    if (Files.exists(out) && !(force && Files.isRegularFile(out))) {
      throw new ArtifactException(
          out, "it exists", "Choose another name, or replace a file with --force.");
    }
    Circuit program = model.program();
    switch (target) {
      case NPZ -> Npz.write(out, StateDict.of(model.weights()));
      case DOT -> text(out, Dot.write(CircuitGraph.of(model, program)));
      case DOT_VARIABLES -> text(out, Dot.write(CausalGraph.of(model.meaning())));
      case MIB -> JsonText.write(out, MibGraph.of(model, marked));
      case INTERPBENCH -> JsonText.write(out, HookEdges.of(model, marked));
      case TRANSFORMERLENS -> throw new AssertionError("written above");
    }
  }

  private static void text(Path file, String text) throws ArtifactException {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw ArtifactException.of(file, "writing it", e);
    }
  }
}
