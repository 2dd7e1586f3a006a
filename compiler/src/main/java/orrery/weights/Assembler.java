package orrery.weights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.causal.Mechanism;
import orrery.layout.Cell;
import orrery.layout.Encoding;
import orrery.layout.MlpPlan;
import orrery.layout.Plan;
import orrery.layout.Reading;
import orrery.layout.ResidualLayout;
import orrery.layout.Schedule;
import orrery.model.ActivationFunction;
import orrery.model.Affine;
import orrery.model.AttentionDirection;
import orrery.model.Head;
import orrery.model.Layer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;
import orrery.model.Mlp;
import orrery.model.TransformerConfig;
import orrery.model.Vector;
import orrery.model.Weights;

/**
 * Writes the weights of a plan, at a cost linear in the non-zeros.
 *
 * <p>Token ids are the codes of the alphabet, then BOS, then PAD. BOS stands at position 0, so the
 * program's position i is the model's i + 1.
 */
public final class Assembler {
  private final Plan plan;
  private final ResidualLayout layout;
  private final Dials dials;
  private final Sharpness sharpness;

  private Assembler(Plan plan, ResidualLayout layout, Dials dials) {
    this.plan = plan;
    this.layout = layout;
    this.dials = dials;
    this.sharpness =
        dials.sharpness() > 0
            ? new Sharpness(dials.sharpness())
            : Sharpness.forLength(plan.model().inputs().maxLength());
  }

  /** The weights of a plan in a layout, in float64. */
  public static Weights assemble(Plan plan, ResidualLayout layout, Dials dials) {
    return new Assembler(plan, layout, dials).assemble();
  }

  /** The sharpness that {@link #assemble} uses. */
  public static Sharpness sharpness(Plan plan, Dials dials) {
    return new Assembler(plan, ResidualLayout.of(plan), dials).sharpness;
  }

  private Weights assemble() {
    int dHead = headWidth();
    BosColumn bos = new BosColumn(layout);
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < plan.layers(); l++) {
      List<Head> heads =
          plan.headsOf(l).stream()
              .map(h -> new HeadConstruction(h, layout, bos, sharpness).build(dHead))
              .toList();
      Layer attention = new Layer(heads, Vector.zero(layout.width()), Optional.empty());
      bos.attend(attention);
      List<MlpPlan> groups = plan.mlpsOf(l);
      List<ResidualLayout.Erasure> erasures = layout.erasuresAt(2 * l + 1);
      Optional<Mlp> mlp =
          groups.isEmpty() && erasures.isEmpty()
              ? Optional.empty()
              : Optional.of(MlpConstruction.build(groups, erasures, layout, dials.slope()));
      mlp.ifPresent(bos::apply);
      layers.add(new Layer(heads, attention.bO(), mlp));
    }
    return new Weights(
        config(layers, dHead), tokenEmbedding(), positionEmbedding(), layers, unembedding());
  }

  private int headWidth() {
    BosColumn nothing = new BosColumn(layout);
    return plan.heads().stream()
        .mapToInt(h -> new HeadConstruction(h, layout, nothing, sharpness).width())
        .max()
        .orElse(1);
  }

  private int vocabulary() {
    return plan.model().inputs().alphabet().size() + 2;
  }

  private TransformerConfig config(List<Layer> layers, int dHead) {
    return new TransformerConfig(
        layers.size(),
        Math.max(1, layers.stream().mapToInt(l -> l.heads().size()).max().orElse(1)),
        layout.width(),
        dHead,
        layers.stream().mapToInt(Layer::dMlp).max().orElse(0),
        plan.model().inputs().maxLength() + 1,
        vocabulary(),
        plan.outputs().stream().mapToInt(o -> o.logits().size()).sum(),
        ActivationFunction.RELU,
        plan.model().inputs().causal()
            ? AttentionDirection.CAUSAL
            : AttentionDirection.BIDIRECTIONAL);
  }

  private Matrix tokenEmbedding() {
    int alphabet = plan.model().inputs().alphabet().size();
    MatrixBuilder wE = Matrix.builder(vocabulary(), layout.width());
    for (Cell cell : embedded(Mechanism.Token.class)) {
      for (int t = 0; t < alphabet; t++) wE.set(t, layout.dimension(cell, t), 1);
    }
    wE.set(alphabet, layout.bos(), 1);
    wE.set(alphabet + 1, layout.pad(), 1);
    return wE.build();
  }

  private Matrix positionEmbedding() {
    int length = plan.model().inputs().maxLength();
    MatrixBuilder wPos = Matrix.builder(length + 1, layout.width());
    for (Cell cell : embedded(Mechanism.Position.class)) {
      for (int p = 0; p < length; p++) wPos.set(p + 1, layout.dimension(cell, p), 1);
    }
    return wPos.build();
  }

  private List<Cell> embedded(Class<? extends Mechanism> kind) {
    return plan.cells().stream()
        .filter(c -> c.time() == Schedule.EMBEDDING && kind.isInstance(c.variable().mechanism()))
        .filter(c -> c.encoding() instanceof Encoding.OneHot)
        .toList();
  }

  private Affine unembedding() {
    List<Reading> logits = plan.outputs().stream().flatMap(o -> o.logits().stream()).toList();
    MatrixBuilder wU = Matrix.builder(layout.width(), logits.size());
    double[] bU = new double[logits.size()];
    int column = 0;
    for (Plan.OutputPlan output : plan.outputs()) {
      double scale = output.regression() ? 1 : dials.logitScale();
      for (Reading logit : output.logits()) {
        Columns.write(wU, bU, layout, logit.times(scale), column++);
      }
    }
    return new Affine(wU.build(), Vector.of(bU));
  }
}
