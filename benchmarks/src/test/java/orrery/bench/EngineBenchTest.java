package orrery.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineBenchTest {
  @Test
  void measuresEveryOperationBesideTheFiguresOfOthers() {
    List<EngineBench.Row> rows = new ArrayList<>();
    EngineBench.Shape small = EngineBench.Shape.ALL.get(0);

    EngineBench.run(small, List.of("eap", "curve"), 8, 0, EngineBench.Maker.JAVA, rows::add);

    assertThat(rows).extracting(EngineBench.Row::operation).containsExactly("eap", "curve");
    assertThat(rows).allMatch(row -> row.seconds() > 0 && row.edges() == 137);
    assertThat(rows.get(0).lean()).hasValue(0.034);
    assertThat(rows.get(1).published()).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(
            () ->
                EngineBench.run(
                    EngineBench.Shape.ALL.get(0),
                    List.of("magic"),
                    8,
                    0,
                    EngineBench.Maker.JAVA,
                    row -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("magic");
  }
}
