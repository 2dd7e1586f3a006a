package orrery.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written as Parquet is read back by Apache's own classes. */
class ParquetProperties {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("text", Column.Type.TEXT, ""),
          new Column("whole", Column.Type.INTEGER, ""),
          new Column("number", Column.Type.NUMBER, ""),
          new Column("truth", Column.Type.TRUTH, ""));

  @Provide
  Arbitrary<List<List<Optional<Object>>>> rows() {
    Arbitrary<Optional<Object>> text = cell(Arbitraries.strings().ofMinLength(1).ofMaxLength(9));
    Arbitrary<Optional<Object>> whole = cell(Arbitraries.longs());
    Arbitrary<Optional<Object>> number = cell(Arbitraries.doubles());
    Arbitrary<Optional<Object>> truth = cell(Arbitraries.of(true, false));
    return Combinators.combine(text, whole, number, truth)
        .as((a, b, c, d) -> List.of(a, b, c, d))
        .list()
        .ofMaxSize(300);
  }

  private static Arbitrary<Optional<Object>> cell(Arbitrary<?> values) {
    return values
        .filter(v -> !(v instanceof String s) || wellFormed(s))
        .map(v -> Optional.<Object>of(v))
        .injectNull(0.3)
        .map(v -> v == null ? Optional.empty() : v);
  }

  /** A lone surrogate has no UTF-8. */
  private static boolean wellFormed(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  @Property(tries = 200)
  void everyCellComesBack(@ForAll("rows") List<List<Optional<Object>>> rows) throws IOException {
    Table table = new Table(COLUMNS, rows);

    List<ParquetReader.Read> read = ParquetReader.read(Parquet.of(table));

    assertThat(read).extracting(ParquetReader.Read::name).containsExactly("text", "whole", "number", "truth");
    for (int c = 0; c < COLUMNS.size(); c++) {
      assertThat(read.get(c).cells()).isEqualTo(table.column(c));
    }
  }

  @Property(tries = 20)
  void equalTablesAreEqualBytes(@ForAll("rows") List<List<Optional<Object>>> rows) {
    assertThat(Parquet.of(new Table(COLUMNS, rows))).isEqualTo(Parquet.of(new Table(COLUMNS, rows)));
  }

  @Example
  void aMissingTruthValueIsNeither() throws IOException {
    List<Column> one = List.of(new Column("b", Column.Type.TRUTH, ""));
    Table table =
        new Table(one, List.of(List.of(Optional.empty()), List.of(Optional.of(false))));

    assertThat(ParquetReader.read(Parquet.of(table)).get(0).cells())
        .containsExactly(Optional.empty(), Optional.of(false));
    assertThat(table.csv()).isEqualTo("b\n\nfalse\n");
  }

  @Example
  void aCellOfAnotherTypeIsRefused() {
    List<Column> one = List.of(new Column("b", Column.Type.TEXT, ""));
    List<List<Optional<Object>>> empty = List.of(List.of(Optional.of("")));

    assertThatThrownBy(() -> new Table(one, empty)).isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void textsAreQuotedWhereTheyMustBe() {
    List<Column> two =
        List.of(
            new Column("a", Column.Type.TEXT, ""), new Column("b", Column.Type.NUMBER, ""));
    Table table =
        new Table(two, List.of(List.of(Optional.of("x, \"y\"\nz"), Optional.of(0.1))));

    assertThat(table.csv()).isEqualTo("a,b\n\"x, \"\"y\"\"\nz\",0.1\n");
  }
}
