package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.circuit.CompiledModel;
import orrery.circuit.Reader;
import orrery.components.Accepting;
import orrery.components.Assignment;
import orrery.components.ComponentModel;
import orrery.components.InitialWeights;
import orrery.verify.Acceptance;

/** Training silences all that the certificate asks about, and nothing else. */
class PlacesTest {
  /** The last head moves a constant: nothing of the program goes into its values. */
  private static final String ANY =
      """
      program some_long_run;
      input tokens[1..6] : "a".."c";
      same = hist(tokens);
      output some = any(select(same, 3, ==), true);
      """;

  @ParameterizedTest
  @ValueSource(strings = {Pupils.COUNTS, Pupils.FRACTION, Pupils.IS_X, ANY})
  void readersThatAreRewiredAreThoseOfTheCertificate(String program) {
    CompiledModel compiled = Pupils.compiled(program);
    for (long seed = 0; seed < 6; seed++) {
      CompiledModel skeleton =
          Assignment.random(compiled, Pupils.tiny().withLayers(3), seed)
              .skeleton(InitialWeights.of(Pupils.tiny().withLayers(3).config(compiled), seed));
      Places places =
          new Places(
              skeleton.weights().config(),
              ComponentModel.of(skeleton),
              skeleton.program(),
              Optional.empty());
      Acceptance.Terms terms = Acceptance.Terms.standard(1).on(4, 0);
      Acceptance acceptance =
          Accepting.accept(
              skeleton, skeleton.meaning().inputs().sample(8, new java.util.Random(1)), terms);

      List<String> trained =
          places.readings.stream().map(r -> new Reader(r.reader(), r.port()).name()).toList();
      assertThat(trained)
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(
              acceptance.of(Acceptance.Kind.EDGE_STRICT, Acceptance.Ablation.RESAMPLE).stream()
                  .map(Acceptance.Figure::name)
                  .toList());
    }
  }
}
