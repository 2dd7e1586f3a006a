package orrery.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.diagnostic.DisplayWidth;

/** Tables line up, whatever their cells hold. */
class TableTest {
  private static final Table TABLE =
      new Table(
          List.of("name", "rows", "note"),
          List.of(
              List.of("hist", "9", "a|b"),
              List.of("字幕", "1,024", ""),
              List.of("é", "-", "2/3"),
              List.of("x", "12.5%", "y")));

  @Test
  void plainColumnsAreAlignedAndNumbersStandRight() {
    assertThat(TABLE.plain())
        .isEqualTo(
            """
            name   rows  note
            ────  ─────  ────
            hist      9  a|b
            字幕  1,024
            é         -  2/3
            x     12.5%  y
            """);
  }

  @Test
  void markdownEscapesItsOwnSigns() {
    assertThat(TABLE.markdown())
        .isEqualTo(
            """
            | name |  rows | note |
            | ---- | ----: | ---- |
            | hist |     9 | a\\|b |
            | 字幕 | 1,024 |      |
            | é    |     - | 2/3  |
            | x    | 12.5% | y    |
            """);
  }

  @Test
  void combiningMarksTakeNoRoom() {
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(DisplayWidth.of("😀")).isEqualTo(2);
    assertThat(DisplayWidth.of("")).isZero();
  }

  @Test
  void everyRowFillsItsColumns() {
    assertThatThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
