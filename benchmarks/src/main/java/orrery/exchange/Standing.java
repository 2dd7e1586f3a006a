package orrery.exchange;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import orrery.artifact.ArtifactException;
import orrery.artifact.EdgeNames.What;
import orrery.truth.View;

/** Tells from the names in a file on which graph they stand. */
final class Standing {
  private Standing() {}

  /** The graph of a table, whose names must all be of one. */
  static View.Kind of(Table table) throws ArtifactException {
    View.Pieces pieces = pieces(table.rows());
    return View.Kind.of(embeddings(table, pieces), pieces);
  }

  private static View.Pieces pieces(List<Row> rows) {
    if (rows.get(0).to().isEmpty()) return View.Pieces.NODES;
    return rows.stream()
            .flatMap(r -> r.to().stream())
            .filter(e -> e.what() == What.HEAD)
            .findFirst()
            .map(e -> e.port().isEmpty())
            .orElse(false)
        ? View.Pieces.HEADS
        : View.Pieces.PORTS;
  }

  private static View.Embeddings embeddings(Table table, View.Pieces pieces)
      throws ArtifactException {
    Map<What, Row> named = new EnumMap<>(What.class);
    for (Row row : table.rows()) {
      if (row.from().embeds()) named.putIfAbsent(row.from().what(), row);
    }
    if (named.isEmpty()) {
      return pieces == View.Pieces.HEADS ? View.Embeddings.MERGED : View.Embeddings.APART;
    }
    if (named.containsKey(What.STREAM)) {
      for (Map.Entry<What, Row> e : named.entrySet()) {
        if (e.getKey() == What.STREAM) continue;
        throw table.wrong(
            e.getValue().place(),
            "`%s` is one embedding, and elsewhere both are one"
                .formatted(Table.shown(e.getValue().name())));
      }
      return View.Embeddings.MERGED;
    }
    boolean inputAlone = named.size() == 1 && named.containsKey(What.INPUT);
    return inputAlone ? View.Embeddings.TOKEN_ONLY : View.Embeddings.APART;
  }
}
