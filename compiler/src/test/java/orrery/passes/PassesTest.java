package orrery.passes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import orrery.circuit.CompiledModel;
import orrery.circuit.Component;
import orrery.circuit.Edge;
import orrery.circuit.Port;

/** How passes are written, ordered and refused. */
class PassesTest {
  @Test
  void aTextNamesPassesAndTheirSettings() {
    assertThat(
            Passes.parse(
                "distract:count=2,seed=1, split:variable=hist,by=values,rotate,noise:size=0.1"))
        .containsExactly(
            new Distract(2, 1),
            new Split("hist", Split.By.VALUES, 0.5),
            new Rotate(0),
            new Noise(0.1, true, false, 0));
    assertThat(Passes.parse("")).isEmpty();
  }

  @Test
  void everyPassIsWrittenAsItReads() {
    List<Pass> all =
        List.of(
            new Distract(3, 7),
            new Redundant("same", Redundant.By.BACKUP),
            new Copy("hist"),
            new Split("hist", Split.By.SHARES, 0.25),
            new Negative("hist", 0.75),
            new Pad(1, 2, 3, true, 4),
            new Superpose(0.5, 4),
            new Permute(5),
            new Logits(10, 0.5, 6),
            new Rotate(-8),
            new Noise(0.01, false, true, 9));
    assertThat(all).extracting(Pass::name).containsExactlyElementsOf(Passes.names());
    assertThat(all).hasSameSizeAs(Pass.class.getPermittedSubclasses());
    StringBuilder text = new StringBuilder();
    for (Pass pass : all) {
      text.append(text.isEmpty() ? "" : ",").append(pass.name()).append(':');
      pass.settings().forEach((k, v) -> text.append(k).append('=').append(v).append(','));
      text.setLength(text.length() - 1);
    }
    assertThat(Passes.parse(text.toString())).isEqualTo(all);
  }

  @Test
  void whatIsWrittenWronglyIsToldInASentence() {
    refuses("turn:seed=1", "there is no pass `turn`, only distract, redundant, copy, split");
    refuses("rotate:seed=x", "`seed` of `rotate` is `x`, must be a whole number");
    refuses("rotate:angle=1", "`rotate` has no setting `angle`, only seed");
    refuses("rotate:seed", "`seed` of `rotate` is no setting, write `key=value`");
    refuses("rotate:seed=1,seed=2", "`rotate` has `seed` twice");
    refuses("copy", "`copy` needs `variable`, as in `copy:variable=...`");
    refuses("noise:size=-1", "`noise` cannot have size -1.0");
    refuses("negative:variable=v,size=0", "`negative` cannot have size 0.0");
    refuses(
        "redundant:variable=v,by=xor", "`by` of `redundant` is `xor`, must be or, and or backup");
    refuses("pad:random=maybe", "`random` of `pad` is `maybe`, must be true or false");
    refuses("split:variable=v,by=half", "`by` of `split` is `half`, must be shares or values");
    refuses("seed=3", "there is no pass `seed=3`");
  }

  private static void refuses(String text, String sentence) {
    assertThatThrownBy(() -> Passes.parse(text))
        .isInstanceOf(PassRefusal.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void passesOutOfOrderAreRefused() {
    CompiledModel model = Meanings.compiled("hist");
    assertThatThrownBy(() -> Passes.apply(model, Passes.parse("rotate,permute")))
        .isInstanceOf(PassRefusal.class)
        .hasMessageStartingWith("`permute` comes before `rotate`; the order is distract");
    CompiledModel rotated = Passes.apply(model, Passes.parse("rotate"));
    assertThatThrownBy(() -> Passes.apply(rotated, Passes.parse("permute")))
        .isInstanceOf(PassRefusal.class);
  }

  @Test
  void whatAModelDoesNotHaveIsRefused() {
    CompiledModel model = Meanings.compiled("hist");
    assertThatThrownBy(() -> new Split("tokens", Split.By.SHARES, 0.5).apply(model))
        .hasMessage("`split`: no head of the model computes `tokens`");
    assertThatThrownBy(() -> new Split("hist", Split.By.VALUES, 0.5).apply(model))
        .hasMessage("`split`: the head of `hist` writes one coordinate, split it by=shares");
    assertThatThrownBy(() -> new Copy("nothing").apply(model))
        .hasMessage("`copy`: the model has no `nothing`");
    assertThatThrownBy(() -> new Copy("is_two").apply(Meanings.compiled("mean")))
        .hasMessageStartingWith("`copy`: `is_two` has no subspace of its own");
  }

  @Test
  void aSplitHeadHasTwoWritersAndEveryEdgeTwice() {
    CompiledModel model = new Split("hist", Split.By.SHARES, 0.5).apply(Meanings.compiled("hist"));
    Component first = Component.head(0, 0);
    Component second = Component.head(0, 1);

    var hist = model.meaning().variable("hist").orElseThrow();
    assertThat(model.alignment().of(hist).get(0).writers()).containsExactly(first, second);
    assertThat(model.heads()).extracting(r -> r.head()).containsExactly(first, second);
    assertThat(model.program().edges().keySet())
        .contains(
            new Edge(Component.EMBED, second, Port.Q),
            new Edge(first, Component.LOGITS, Port.LOGITS),
            new Edge(second, Component.LOGITS, Port.LOGITS));
  }

  @Test
  void theRecordTellsWhatWasDone() {
    CompiledModel model =
        Passes.apply(
            Meanings.compiled("echo"), Passes.parse("logits:scale=4,smooth=0.5,rotate:seed=3"));

    assertThat(model.build().passes())
        .extracting(p -> p.name())
        .containsExactly("logits", "rotate");
    assertThat(model.build().passes().get(0).settings())
        .containsEntry("scale", "4.0")
        .containsEntry("smoothed", "odd");
    assertThat(model.build().logitScale()).isEqualTo(4);
  }
}
