package orrery.suite;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import orrery.artifact.ArtifactException;
import orrery.artifact.AtomicDirectory;
import orrery.artifact.JsonText;
import orrery.sampler.Difficulty;
import orrery.sampler.Operation;
import orrery.sampler.OutputType;
import orrery.sampler.Sample;
import orrery.sampler.SampledProgram;

/** The folder of a sample: its programs, an index of them, and how they were drawn. */
public final class SampleFolder {
  /** The table of the programs. */
  public static final String INDEX = "index.csv";

  /** How the sample was drawn, and what was not taken. */
  public static final String RECORD = "sample.json";

  private static final String HEADER =
      "name,stratum,components,depth,heads,mlps,edges,variables,query_edges,key_edges,value_edges,"
          + "contextual,types,causal,vocabulary,longest,layers,d_model,inputs,operations";

  private SampleFolder() {}

  /**
   * Writes a sample, whole or not at all; a sample that is there already is replaced.
   *
   * @throws ArtifactException where another folder is in the way
   */
  public static void write(Sample sample, SampleOrder order, Path folder)
      throws ArtifactException {
    new AtomicDirectory(
            folder,
            AtomicDirectory.Existing.REPLACE,
            there -> Files.isRegularFile(there.resolve(RECORD)))
        .write(draft -> fill(sample, order, draft));
  }

  private static void fill(Sample sample, SampleOrder order, Path folder)
      throws ArtifactException, IOException {
    for (SampledProgram p : sample.programs()) {
      Files.writeString(folder.resolve(p.name() + ".rasp"), p.text());
    }
    Files.writeString(folder.resolve(INDEX), index(sample.programs()));
    JsonText.write(folder.resolve(RECORD), record(sample, order));
  }

  /** One line a program, under a header. */
  static String index(List<SampledProgram> programs) {
    StringBuilder csv = new StringBuilder(HEADER).append('\n');
    programs.forEach(p -> csv.append(row(p)).append('\n'));
    return csv.toString();
  }

  private static String row(SampledProgram p) {
    Difficulty d = p.difficulty();
    List<Object> cells =
        List.of(
            p.name(),
            d.stratum().label(),
            d.components(),
            d.depth(),
            d.heads(),
            d.mlps(),
            d.edges(),
            d.variables(),
            d.queryEdges(),
            d.keyEdges(),
            d.valueEdges(),
            d.contextual(),
            p.types().stream().map(OutputType::label).collect(Collectors.joining(" ")),
            p.causal(),
            p.vocabulary(),
            p.longest(),
            p.layers(),
            p.dModel(),
            p.inputs(),
            p.operations().stream().map(Operation::label).collect(Collectors.joining(" ")));
    return cells.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static JsonObject record(Sample sample, SampleOrder order) {
    JsonObject rejected = new JsonObject();
    sample.rejected().forEach((reason, n) -> rejected.addProperty(reason.label(), n));
    JsonObject strata = new JsonObject();
    order.quotas().counts().forEach((stratum, n) -> strata.addProperty(stratum.label(), n));
    JsonObject json = new JsonObject();
    json.addProperty("schema", "orrery/sample/1");
    json.addProperty("seed", order.seed());
    json.add("settings", Item.texts(order.settings()));
    json.add("wanted", strata);
    json.addProperty("drawn", sample.drawn());
    json.addProperty("taken", sample.programs().size());
    json.add("rejected", rejected);
    return json;
  }
}
