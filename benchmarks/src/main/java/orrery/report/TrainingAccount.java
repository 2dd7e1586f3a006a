package orrery.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import orrery.artifact.ArtifactException;
import orrery.artifact.JsonFile;
import orrery.artifact.JsonNode;
import orrery.artifact.ModelFolder;
import orrery.circuit.CompiledModel;
import orrery.circuit.TrainingRecord;
import orrery.verify.Acceptance;
import orrery.verify.Evidence;

/**
 * What the folder of a trained model says of its training.
 *
 * @param record how the weights were trained
 * @param acceptance its certificate
 * @param tries how often it was tried; empty where that is not known
 * @param curve how it went; empty where that is not known
 * @param damages a sentence for each file that is there and cannot be read
 */
public record TrainingAccount(
    TrainingRecord record,
    Acceptance acceptance,
    List<Try> tries,
    Optional<LearningCurve> curve,
    List<String> damages) {
  private static final long MOST_BYTES = 4 << 20;
  private static final int MOST_TRIES = 1_000;
  private static final long MOST_STEPS = 1_000_000_000_000L;

  /** The setting that every figure of a look must reach before a model is judged. */
  private static final String THRESHOLD = "threshold";

  /** Copies the lists. */
  public TrainingAccount {
    tries = List.copyOf(tries);
    damages = List.copyOf(damages);
  }

  /**
   * A try to train the model.
   *
   * @param figure the smallest figure of its best look, from 0 to 1
   * @param accepted whether its certificate passed
   */
  public record Try(long number, long seed, long steps, double figure, boolean accepted) {}

  /**
   * The account of a model; empty where it is compiled.
   *
   * @param certificate what stands behind it
   * @param folder where it is: {@code curve.csv} and {@code training.json} are read if they are
   *     there, and never believed to be well formed
   */
  public static Optional<TrainingAccount> of(
      CompiledModel model, Evidence certificate, Path folder) {
    Optional<TrainingRecord> record = model.build().training();
    if (record.isEmpty() || !(certificate instanceof Acceptance a)) {
      return Optional.empty();
    }
    List<String> damages = new ArrayList<>();
    Optional<LearningCurve> curve =
        read(folder.resolve(ModelFolder.CURVE), LearningCurve::read, damages);
    Optional<List<Try>> tries =
        read(folder.resolve(ModelFolder.ATTEMPTS), TrainingAccount::tries, damages);
    return Optional.of(
        new TrainingAccount(record.get(), a, tries.orElse(List.of()), curve, damages));
  }

  /** What every figure of a look must reach; empty where the settings do not say. */
  public OptionalDouble threshold() {
    String said = record.settings().getOrDefault(THRESHOLD, "");
    if (!said.matches("[01](\\.\\d{1,15})?")) return OptionalDouble.empty();
    double threshold = Double.parseDouble(said);
    return threshold > 0 && threshold <= 1 ? OptionalDouble.of(threshold) : OptionalDouble.empty();
  }

  private interface Reading<T> {
    T of(Path file) throws ArtifactException;
  }

  private static <T> Optional<T> read(Path file, Reading<T> reading, List<String> damages) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
    try {
      return Optional.of(reading.of(file));
    } catch (ArtifactException damaged) {
      damages.add(sentence(file, damaged));
      return Optional.empty();
    }
  }

  /** What is wrong with a file, without the folder that it is in: pages are for other machines. */
  private static String sentence(Path file, ArtifactException damaged) {
    return String.valueOf(damaged.getMessage())
        .replace(file.toString(), String.valueOf(file.getFileName()));
  }

  private static List<Try> tries(Path file) throws ArtifactException {
    requireSmall(file);
    List<Try> tries = new ArrayList<>();
    JsonNode attempts = JsonFile.read(file, "orrery/training/1").get("attempts");
    List<JsonNode> items = attempts.items();
    attempts.require(items.size() <= MOST_TRIES, "must have at most " + MOST_TRIES + " items");
    for (JsonNode a : items) {
      double figure = a.get("figure").number();
      a.get("figure").require(figure >= 0 && figure <= 1, "must be from 0 to 1");
      tries.add(
          new Try(
              a.get("attempt").whole(0, MOST_TRIES),
              a.get("seed").whole(Long.MIN_VALUE, Long.MAX_VALUE),
              a.get("steps").whole(0, MOST_STEPS),
              figure,
              a.get("accepted").truth()));
    }
    return tries;
  }

  private static void requireSmall(Path file) throws ArtifactException {
    try {
      if (Files.size(file) <= MOST_BYTES) return;
    } catch (IOException e) {
      throw ArtifactException.of(file, "reading it", e);
    }
    throw new ArtifactException(
        file,
        "it has more than %d bytes".formatted(MOST_BYTES),
        "Check that this is the right file.");
  }
}
