package orrery.suite;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.artifact.ModelHash;
import orrery.circuit.CompiledModel;
import orrery.verify.Certificate;
import orrery.verify.Verifier;

/** Makes compiled models. */
final class CompiledMaker implements ModelMaker {
  @Override
  public Made make(Item item, Place place, Progress progress) throws ArtifactException {
    CompiledModel model = CompiledTwin.of(item);
    Certificate certificate = verified(item, model, progress);
    ModelFolder.write(model, certificate, place.draft(), /* force= */ false);
    return made(certificate);
  }

  @Override
  public Made check(Item item, Path folder, ModelFolder.Contents contents) {
    CompiledModel again = CompiledTwin.of(item);
    CompiledModel model = contents.model();
    require(ModelHash.of(again).equals(ModelHash.of(model)), "the weights are not the program's");
    require(again.program().equals(model.program()), "the circuit is not the program's");
    require(again.structural().equals(model.structural()), "the wiring is not the program's");
    Certificate certificate = verified(item, model, Progress.NONE);
    require(certificate.equals(contents.certificate()), "the certificate says something else");
    return made(certificate);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) throw new ItemRefusal(sentence);
  }

  private static Certificate verified(Item item, CompiledModel model, Progress progress) {
    return Verifier.verify(
        model, item.verification(), done -> progress.at(0, "verifying, %,d inputs".formatted(done)));
  }

  private static Made made(Certificate c) {
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("inputs", (double) c.inputs());
    figures.put("values", (double) c.values());
    figures.put("disagreements", (double) c.disagreements());
    figures.put("margin", c.margin());
    figures.put("leak", c.leak());
    String reason = c.passed() ? "" : "the weights disagree with the program";
    return new Made(c.passed(), reason, figures, List.of());
  }
}
