package orrery.attribution;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import orrery.artifact.ModelHash;
import orrery.circuit.CompiledModel;

/**
 * The figures of a {@link TokenScorecard} as comma-separated values in long format, {@code
 * token-scores.csv}: one row for every method and figure. Source of the quoting: RFC 4180.
 */
public final class TokenScoresCsv {
  private static final String HEADER =
      "program,model,inputs,seed,method,role,settings,cost,measure,value,low,high,questions,nu\n";

  private TokenScoresCsv() {}

  /**
   * The text of the file.
   *
   * @param seed of the run
   */
  public static String text(TokenScorecard card, CompiledModel model, long seed) {
    StringBuilder out = new StringBuilder(HEADER);
    List<String> head =
        List.of(
            model.meaning().name(),
            ModelHash.of(model),
            String.valueOf(card.summary().inputs()),
            String.valueOf(seed));
    for (TokenScorecard.Entry e : card.entries()) {
      for (TokenScorecard.Figure f : e.figures()) row(out, head, e, f);
    }
    return out.toString();
  }

  private static void row(
      StringBuilder out, List<String> head, TokenScorecard.Entry e, TokenScorecard.Figure f) {
    String settings =
        e.settings().entrySet().stream()
            .map(s -> s.getKey() + "=" + s.getValue())
            .collect(Collectors.joining(" "));
    List<String> cells =
        List.of(
            e.name(),
            e.role().name().toLowerCase(Locale.ROOT),
            settings,
            String.valueOf(e.cost()),
            f.measure().id(),
            String.valueOf(f.value()),
            String.valueOf(f.low()),
            String.valueOf(f.high()),
            String.valueOf(f.questions()),
            f.nu().isPresent() ? String.valueOf(f.nu().getAsDouble()) : "");
    out.append(head.stream().map(TokenScoresCsv::quoted).collect(Collectors.joining(",")))
        .append(',')
        .append(cells.stream().map(TokenScoresCsv::quoted).collect(Collectors.joining(",")))
        .append('\n');
  }

  private static String quoted(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
