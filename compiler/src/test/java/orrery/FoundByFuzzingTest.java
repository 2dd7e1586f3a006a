package orrery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import orrery.check.Frontend;
import orrery.circuit.CompiledModel;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/** Programs on which weights and interpreter once disagreed, or the compiler broke. */
class FoundByFuzzingTest {
  private static void assertAgrees(String program) {
    CompiledModel model =
        Compiler.compile(
            Frontend.load(new Source("found.rasp", program), Map.of(), new Diagnostics())
                .orElseThrow()
                .model(),
            Compiler.Options.DEFAULT);

    assertThat(Compiler.verify(model).first()).isEmpty();
    assertThat(Compiler.verify(model).passed()).isTrue();
  }

  @Test
  void aCountOfEverythingUnderACausalMaskIsNotTheLength() {
    assertAgrees(
        """
        program causal_count;
        option causal;
        input tokens[5] : 0..1;
        seen = count(full);
        output late = seen >= 3;
        """);
  }

  @Test
  void aNumberEncodedAsOneCanStillBeLookedUp() {
    assertAgrees(
        """
        program encoded;
        input tokens[1..3] : 0..2;
        @encode(num)
        e = tokens + indices;
        output y = e * 2;
        output w = count(select(e, 2, ==));
        """);
  }

  @Test
  void aMeanThatNeverSelectsIsUndefinedEverywhere() {
    assertAgrees(
        """
        program never;
        input tokens[1..3] : {0.5, 1.5};
        output v = mean(select(q, k: indices[q] == 0.5), tokens == 0.5);
        """);
  }

  @Test
  void aSumMayAskToBeOneNumber() {
    assertAgrees(
        """
        program summed;
        input tokens[1..3] : 0..2;
        @encode(num)
        v = sum(select(tokens, tokens, <=), tokens);
        output y = v;
        """);
  }

  @Test
  void aFileThatBeginsWithABraceIsRefusedWithAPlace() {
    Diagnostics diagnostics = new Diagnostics();

    Frontend.load(new Source("brace.rasp", "{not }"), Map.of(), diagnostics);

    assertThat(diagnostics.hasErrors()).isTrue();
    assertThat(diagnostics.all().get(0).span().line()).isEqualTo(1);
  }
}
