package orrery.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.circuit.Vocabulary;
import orrery.model.Weights;
import orrery.task.Fingerprint;
import orrery.truth.ActiveCircuit;
import orrery.truth.Semantics;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import orrery.verify.Evidence;

/**
 * A compiled or trained model on disk: a folder of eight files that is written whole or not at all.
 *
 * <pre>
 * program.rasp          the source                   causal_model.json  the meaning
 * model.safetensors     the weights, float32         config.json        shape, build, outputs
 * tokenizer.json        token to id                  circuit.json       the ground truth
 * certificate.json      what was verified            card.md            for people
 * </pre>
 *
 * <p>The folder of a trained model may hold more, which stands by it and is not read here: how it
 * was trained, the compiled model of the same program, its negative controls; see {@link
 * #companions}.
 *
 * <p>Equal models make equal bytes. Reading trusts nothing: sizes are bounded, every reference is
 * checked, links are not followed, and the files must belong together.
 */
public final class ModelFolder {
  static final String PROGRAM = "program.rasp";
  static final String MEANING = "causal_model.json";
  static final String WEIGHTS = "model.safetensors";
  static final String CONFIG = "config.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String CIRCUIT = "circuit.json";
  static final String CERTIFICATE = "certificate.json";
  static final String CARD = "card.md";

  /** How the figures of a trained model came about, step by step. */
  public static final String CURVE = "curve.csv";

  /** The tries that training took. */
  public static final String ATTEMPTS = "training.json";

  /** The model folder of the compiled model of a trained one's program. */
  public static final String COMPILED = "compiled";

  /** The folder of negative controls, each a model folder under its kind's name. */
  public static final String TWINS = "twins";

  private static final long LONGEST_PROGRAM = 16 << 20;

  private ModelFolder() {}

  /**
   * What a folder holds.
   *
   * @param certificate a {@link Certificate} of a compiled model, an {@link Acceptance} of a
   *     trained one
   * @param active the ACTIVE circuits that were added, each under its semantics
   */
  public record Contents(CompiledModel model, Evidence certificate, List<ActiveCircuit> active) {}

  /**
   * Writes a folder; the weights are rounded to float32.
   *
   * @param force whether a model folder that is there is replaced; any other is refused
   * @throws IllegalArgumentException where a trained model has no acceptance or a compiled one no
   *     certificate
   */
  public static void write(CompiledModel model, Evidence certificate, Path folder, boolean force)
      throws ArtifactException {
    write(model, certificate, folder, force, draft -> {});
  }

  /**
   * Writes a folder with more files in it, all at once.
   *
   * @param more writes what else is to stand in the folder, such as a training curve; it is given
   *     the folder before that is moved to its place
   */
  public static void write(
      CompiledModel model,
      Evidence certificate,
      Path folder,
      boolean force,
      AtomicDirectory.Content more)
      throws ArtifactException {
    if (model.build().training().isPresent() != certificate instanceof Acceptance) {
      throw new IllegalArgumentException(
          "a trained model needs an acceptance, a compiled one a certificate");
    }
    AtomicDirectory.Existing existing =
        force ? AtomicDirectory.Existing.REPLACE : AtomicDirectory.Existing.KEEP;
    new AtomicDirectory(folder, existing, ModelFolder::isModel)
        .write(
            draft -> {
              writeInto(draft, model, certificate);
              more.write(draft);
            });
  }

  private static void writeInto(Path folder, CompiledModel model, Evidence certificate)
      throws ArtifactException, IOException {
    CompiledModel shipped = model.toFloat32();
    Files.writeString(folder.resolve(PROGRAM), model.build().program(), StandardCharsets.UTF_8);
    WeightsFile.write(folder.resolve(WEIGHTS), shipped.weights());
    ConfigFile.write(folder.resolve(CONFIG), shipped);
    TokenizerFile.write(folder.resolve(TOKENIZER), shipped.vocabulary());
    VariableTable variables = new VariableTable(shipped);
    CausalModelFile.write(folder.resolve(MEANING), shipped.meaning(), variables);
    CircuitFile.write(folder.resolve(CIRCUIT), shipped, variables);
    String hash = SmallFile.sha256(folder.resolve(WEIGHTS));
    String card;
    if (certificate instanceof Acceptance acceptance) {
      AcceptanceFile.write(folder.resolve(CERTIFICATE), acceptance, hash);
      card = new TrainedCard(shipped, acceptance).text();
    } else if (certificate instanceof Certificate verified) {
      CertificateFile.write(folder.resolve(CERTIFICATE), verified, hash);
      card = new ModelCard(shipped, verified).text();
    } else {
      throw new AssertionError("no other evidence");
    }
    Files.writeString(folder.resolve(CARD), card, StandardCharsets.UTF_8);
  }

  /**
   * What stands by the model of a folder and is not read with it, to be written beside the model
   * elsewhere: how it was trained, the compiled model of the same program, and its twins.
   */
  public static AtomicDirectory.Content companions(Path folder) {
    return draft -> {
      for (String name : List.of(CURVE, ATTEMPTS)) {
        Path file = folder.resolve(name);
        if (isThere(file) && Files.isRegularFile(file)) Files.copy(file, draft.resolve(name));
      }
      copy(folder.resolve(COMPILED), draft.resolve(COMPILED));
      for (TrainingRecord.Kind kind : TrainingRecord.Kind.values()) {
        Path twin = Path.of(TWINS, JsonNode.nameOf(kind));
        if (!isThere(folder.resolve(twin))) continue;
        Files.createDirectories(draft.resolve(TWINS));
        copy(folder.resolve(twin), draft.resolve(twin));
      }
    };
  }

  private static boolean isThere(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(file);
  }

  private static void copy(Path from, Path to) throws ArtifactException {
    if (!isThere(from)) return;
    Contents contents = read(from);
    write(contents.model(), contents.certificate(), to, false, companions(from));
  }

  /** Whether a folder looks like one that this class wrote. */
  public static boolean isModel(Path folder) {
    try {
      JsonFile.read(folder.resolve(CONFIG), ConfigFile.SCHEMA);
      return true;
    } catch (ArtifactException e) {
      return false;
    }
  }

  /**
   * Reads a folder.
   *
   * @throws ArtifactException where a file is missing, damaged, or does not fit the others
   */
  public static Contents read(Path folder) throws ArtifactException {
    if (!Files.isDirectory(folder)) {
      throw new ArtifactException(
          folder, "there is no such folder", "Name a folder that `orrery compile` wrote.");
    }
    String program = SmallFile.read(folder.resolve(PROGRAM), LONGEST_PROGRAM);
    CausalModelFile.Content meaning = CausalModelFile.read(folder.resolve(MEANING));
    ConfigFile.Content config = ConfigFile.read(folder.resolve(CONFIG), meaning.model(), program);
    Vocabulary vocabulary = new Vocabulary(meaning.model().inputs().alphabet());
    TokenizerFile.check(folder.resolve(TOKENIZER), vocabulary);
    Weights weights = WeightsFile.read(folder.resolve(WEIGHTS), config);
    CircuitFile.Content circuit =
        CircuitFile.read(folder.resolve(CIRCUIT), meaning, weights, config.build());
    String hash = SmallFile.sha256(folder.resolve(WEIGHTS));
    Path evidence = folder.resolve(CERTIFICATE);
    Evidence certificate =
        config.build().training().isPresent()
            ? AcceptanceFile.read(evidence, hash)
            : CertificateFile.read(evidence, hash);
    CompiledModel model =
        new CompiledModel(
            meaning.model(),
            weights,
            vocabulary,
            config.outputs(),
            circuit.alignment(),
            circuit.heads(),
            circuit.program(),
            circuit.structural(),
            config.build());
    return new Contents(model, certificate, circuit.active());
  }

  /**
   * Adds ACTIVE circuits to a folder, in place of those of equal semantics. They must be of the
   * folder's own weights; the file that holds them is replaced whole or not at all.
   *
   * @throws IllegalArgumentException where a circuit is of another program
   * @throws ArtifactException where the folder cannot be read or written
   */
  public static void addActive(Path folder, List<ActiveCircuit> circuits) throws ArtifactException {
    Contents contents = read(folder);
    String program = Fingerprint.of(contents.model().build());
    Map<Semantics, ActiveCircuit> all = new LinkedHashMap<>();
    contents.active().forEach(c -> all.put(c.semantics(), c));
    for (ActiveCircuit circuit : circuits) {
      if (!circuit.semantics().distribution().programHash().equals(program)) {
        throw new IllegalArgumentException("a circuit of another program than " + folder);
      }
      all.put(circuit.semantics(), circuit);
    }
    Path file = folder.resolve(CIRCUIT);
    AtomicFile.write(file, JsonText.of(CircuitFile.with(file, List.copyOf(all.values()))));
  }
}
