package orrery.exchange;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import orrery.artifact.ArtifactException;
import orrery.artifact.EdgeNames.End;
import orrery.artifact.EdgeNames.What;
import orrery.circuit.Component;
import orrery.circuit.Port;
import orrery.discovery.Scores;
import orrery.intervention.Mask;
import orrery.truth.View;

/** Puts the rows of a file together: on which graph they stand, and what each edge scores. */
final class Assembly {
  private static final int SHOWN = 3;

  private final Table table;
  private final Missing missing;
  private final View view;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, Row> found = new HashMap<>();
  private final List<String> notes;

  private Assembly(Table table, Missing missing, View.Kind kind) {
    this.table = table;
    this.missing = missing;
    this.view = View.of(table.shape().graph(), kind);
    this.notes = new ArrayList<>(table.notes());
    for (String name : view.names()) ids.put(name, ids.size());
  }

  /**
   * The answer that a table holds.
   *
   * @param stated the graph on which it stands, where the file says so; else its names tell
   */
  static Reading of(Table table, Missing missing, Optional<View.Kind> stated)
      throws ArtifactException {
    if (table.rows().isEmpty()) throw table.wrong("the file", "it names no edge and no component");
    View.Kind kind = stated.isPresent() ? stated.get() : Standing.of(table);
    return new Assembly(table, missing, kind).read();
  }

  private Reading read() throws ArtifactException {
    int padding = 0;
    for (Row row : table.rows()) {
      String name = name(row);
      Optional<Integer> id = Optional.ofNullable(ids.get(name));
      if (id.isEmpty()) {
        requirePadding(row);
        padding++;
        continue;
      }
      Optional<Row> before = Optional.ofNullable(found.put(id.get(), row));
      if (before.isPresent()) {
        throw table.wrong(
            row.place(),
            "%s comes twice, first at %s".formatted(quoted(name), before.get().place()));
      }
    }
    if (padding > 0) {
      notes.add(
          "%d of its entries are of components that this model has only as padding; they are left"
                  .formatted(padding)
              + " out.");
    }
    if (found.isEmpty()) throw table.wrong("the file", "it names padding alone");
    return new Reading(table.isCircuit() ? circuit() : scores(), notes);
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }

  /** A uniform model has the component, and this one does without it. */
  private void requirePadding(Row row) throws ArtifactException {
    if (row.to().isPresent() && !table.shape().isBefore(row.from(), row.to().get())) {
      throw table.unknown(row.place(), row.name(), "its end reads before its beginning writes");
    }
  }

  private String name(Row row) throws ArtifactException {
    String from = writer(row);
    if (view.kind().pieces() == View.Pieces.NODES) return from;
    End to = row.to().orElseThrow(() -> mixed(row, "it is a component among edges"));
    String reader = to.component().map(Component::name).orElseThrow(() -> mixed(row, "it embeds"));
    if (to.what() != What.HEAD) return from + "->" + reader;
    Optional<Port> port = to.port();
    if (port.isPresent() != (view.kind().pieces() == View.Pieces.PORTS)) {
      throw mixed(
          row, "some edges end in a head's query, key or value and others in the whole head");
    }
    return from
        + "->"
        + reader
        + port.map(p -> "<" + p.name().toLowerCase(java.util.Locale.ROOT) + ">").orElse("");
  }

  private String writer(Row row) throws ArtifactException {
    End from = row.from();
    if (view.kind().pieces() == View.Pieces.NODES && row.to().isPresent()) {
      throw mixed(row, "it is an edge among components");
    }
    if (!from.embeds()) return from.component().map(Component::name).orElse("");
    boolean fits =
        switch (view.kind().embeddings()) {
          case APART -> from.what() != What.STREAM;
          case MERGED -> from.what() == What.STREAM || from.what() == What.INPUT;
          case TOKEN_ONLY -> from.what() == What.INPUT || from.what() == What.TOKENS;
        };
    if (!fits) throw mixed(row, "embeddings stand as one and apart");
    return view.kind().embeddings() == View.Embeddings.APART
        ? from.component().map(Component::name).orElse("")
        : "input";
  }

  private ArtifactException mixed(Row row, String why) {
    return table.wrong(
        row.place(),
        "`%s` does not stand on the graph of the other names (%s): %s"
            .formatted(Table.shown(row.name()), view.kind().label(), why));
  }

  private Scores circuit() {
    BitSet kept = new BitSet();
    found.forEach((id, row) -> kept.set(id, row.values()[0] != 0));
    if (view.kind() == View.Kind.FINE) {
      Mask mask = Mask.of(table.shape().graph(), kept);
      return new Scores.Circuits(table.shape().graph(), List.of(new Scores.Found(0, mask)));
    }
    notes.add("It is a circuit of another tool's graph: what is in it scores 1, all else 0.");
    double[][] values = new double[view.size()][1];
    kept.stream().forEach(id -> values[id][0] = 1);
    return new Scores.OfView(table.shape().graph(), view, values);
  }

  private Scores scores() throws ArtifactException {
    requireAll();
    Row first = table.rows().get(0);
    int examples = first.values().length;
    double[][] values = new double[view.size()][examples];
    for (Map.Entry<Integer, Row> e : found.entrySet()) {
      Row row = e.getValue();
      if (row.values().length != examples) {
        throw table.wrong(
            row.place(),
            "must have as many values everywhere: %d here and %d at %s"
                .formatted(row.values().length, examples, first.place()));
      }
      values[e.getKey()] = row.values();
    }
    return view.kind() == View.Kind.FINE
        ? new Scores.OfEdges(table.shape().graph(), values)
        : new Scores.OfView(table.shape().graph(), view, values);
  }

  private void requireAll() throws ArtifactException {
    Set<Integer> absent =
        IntStream.range(0, view.size())
            .filter(id -> !found.containsKey(id))
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    if (absent.isEmpty()) return;
    String what = view.kind().pieces() == View.Pieces.NODES ? "components" : "edges";
    String names =
        absent.stream()
            .limit(SHOWN)
            .map(id -> quoted(view.names().get(id)))
            .collect(Collectors.joining(", "));
    String some = absent.size() > SHOWN ? names + ", …" : names;
    if (missing == Missing.REFUSE) {
      throw new ArtifactException(
          table.file(),
          "%d of %d %s have no score: %s".formatted(absent.size(), view.size(), what, some),
          "Score every one of them, or count them as 0, the lowest, with --missing zero.");
    }
    notes.add(
        "%d of %d %s have no score in the file and count as 0: %s."
            .formatted(absent.size(), view.size(), what, some));
  }
}
