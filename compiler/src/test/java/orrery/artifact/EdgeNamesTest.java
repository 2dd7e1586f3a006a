package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import orrery.artifact.EdgeNames.End;

/** Every tool's name for a part is understood, and nothing else is. */
class EdgeNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embed | TOKENS | WRITES | -1 | -1 |",
        "hook_embed[:] | TOKENS | WRITES | -1 | -1 |",
        "input | INPUT | WRITES | -1 | -1 |",
        "hook_pos_embed[:] | POSITIONS | WRITES | -1 | -1 |",
        "Resid Start | STREAM | WRITES | -1 | -1 |",
        "blocks.0.hook_resid_pre[:] | STREAM | WRITES | -1 | -1 |",
        "a2.h1 | HEAD | EITHER | 2 | 1 |",
        "a2.h1<k> | HEAD | READS | 2 | 1 | K",
        "A2.1 | HEAD | EITHER | 2 | 1 |",
        "A2.1.V | HEAD | READS | 2 | 1 | V",
        "L2H1 | HEAD | EITHER | 2 | 1 |",
        "2.1 | HEAD | EITHER | 2 | 1 |",
        "blocks.2.attn.hook_result[:, :, 1] | HEAD | WRITES | 2 | 1 |",
        "blocks.2.attn.hook_result[None, None, 1] | HEAD | WRITES | 2 | 1 |",
        "blocks.2.attn.hook_z[1] | HEAD | WRITES | 2 | 1 |",
        "blocks.2.attn.hook_result | HEAD | WRITES | 2 | -1 |",
        "blocks.2.hook_q_input[:, :, 1] | HEAD | READS | 2 | 1 | Q",
        "blocks.2.hook_attn_in[1] | HEAD | READS | 2 | 1 |",
        "blocks.2.attn.hook_k[1] | HEAD | WITHIN | 2 | 1 | K",
        "m3 | MLP | EITHER | 3 | -1 |",
        "MLP 3 | MLP | EITHER | 3 | -1 |",
        "blocks.3.hook_mlp_out[:] | MLP | WRITES | 3 | -1 |",
        "blocks.3.hook_mlp_in | MLP | READS | 3 | -1 |",
        "logits | LOGITS | READS | -1 | -1 |",
        "Resid End | LOGITS | READS | -1 | -1 |",
        "blocks.3.hook_resid_post[:] | STREAM_AFTER | READS | 3 | -1 |"
      })
  void aNameIsUnderstood(
      String name, EdgeNames.What what, EdgeNames.Side side, int layer, int head, String port) {
    End end = EdgeNames.end(name).orElseThrow();

    assertThat(end.what()).isEqualTo(what);
    assertThat(end.side()).isEqualTo(side);
    assertThat(end.layer()).isEqualTo(layer);
    assertThat(end.head()).isEqualTo(head);
    assertThat(end.port().map(Enum::name).orElse("")).isEqualTo(port == null ? "" : port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a0",
        "a0.h1<x>",
        "h0.1",
        "blocks.1.hook_resid_pre",
        "blocks.0.hook_q_input[-1]",
        "blocks..hook_mlp_in",
        "a9999999.h0",
        "MLP",
        "resid start",
        "blocks.0.attn.hook_pattern[0]"
      })
  void nothingElseIs(String name) {
    assertThat(EdgeNames.end(name)).isEmpty();
  }

  @Test
  void anArrowParts() {
    assertThat(EdgeNames.split("A0.1->A1.2.Q")).isEqualTo(List.of("A0.1", "A1.2.Q"));
    assertThat(EdgeNames.split("Resid Start -> MLP 3")).isEqualTo(List.of("Resid Start", "MLP 3"));
    assertThat(EdgeNames.split("m0")).isEqualTo(List.of("m0"));
    assertThat(EdgeNames.split("a->b->c")).hasSize(3);
  }
}
