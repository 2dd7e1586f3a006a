package orrery.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.intervention.Experiment;
import orrery.intervention.JavaEngine;
import orrery.intervention.Mask;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.RandomWeights;
import orrery.model.TransformerConfig;
import orrery.model.Weights;
import orrery.task.MadeTask;
import orrery.task.Samples;
import orrery.task.TaskOptions;
import orrery.task.Tasks;

/** Views commute with counting, with union and with summing, and are the graphs of their tools. */
class ViewProperties {
  @Property(tries = 100)
  void setsAndScoresAreProjectedAlike(@ForAll long seed, @ForAll View.Kind kind) {
    Optional<CompiledModel> model = Samples.random(seed, 4);
    if (model.isEmpty()) return;
    ResidualGraph graph = ResidualGraph.of(model.get().weights());
    View view = View.of(graph, kind);
    Random random = new Random(seed);
    BitSet some = set(graph, random);
    BitSet others = set(graph, random);

    double[] counts =
        view.project(
            IntStream.range(0, graph.edgeCount()).mapToDouble(e -> some.get(e) ? 1 : 0).toArray());

    BitSet counted = new BitSet();
    for (int c = 0; c < view.size(); c++) counted.set(c, counts[c] > 0);
    assertThat(view.project(some)).isEqualTo(counted);
    assertThat(view.project(union(some, others)))
        .isEqualTo(union(view.project(some), view.project(others)));
    BitSet known = new BitSet();
    IntStream.range(0, graph.edgeCount()).filter(e -> view.of(e).isPresent()).forEach(known::set);
    known.and(some);
    assertThat(Arrays.stream(counts).sum()).isEqualTo(known.cardinality());
    assertThat(view.lift(view.project(some)).stream().boxed().toList())
        .as("what is projected is among what is lifted")
        .containsAll(some.stream().boxed().toList());
    assertThat(view.project(view.lift(view.project(some)))).isEqualTo(view.project(some));
  }

  @Property(tries = 30)
  void sumsOverExamplesAndOverEdgesCommute(@ForAll long seed, @ForAll View.Kind kind) {
    Optional<CompiledModel> model = Samples.random(seed, 3);
    if (model.isEmpty()) return;
    ResidualGraph graph = ResidualGraph.of(model.get().weights());
    View view = View.of(graph, kind);
    Random random = new Random(seed);
    double[][] scores = new double[graph.edgeCount()][3];
    for (double[] row : scores) Arrays.setAll(row, i -> random.nextGaussian());
    double[] sums = Arrays.stream(scores).mapToDouble(r -> Arrays.stream(r).sum()).toArray();

    double[] first =
        Arrays.stream(view.project(scores)).mapToDouble(r -> Arrays.stream(r).sum()).toArray();

    assertThat(first).containsExactly(view.project(sums), within(1e-12));
  }

  /** The counts of EAP-IG and auto-circuit: GPT-2 small has 32,491 edges. */
  @ParameterizedTest
  @CsvSource({"2, 4, 110", "4, 4, 479", "6, 4, 1108", "12, 12, 32491"})
  void viewsHaveAsManyEdgesAsTheirTools(int layers, int heads, int edges) {
    ResidualGraph graph = ResidualGraph.of(weights(layers, heads));
    assertThat(View.of(graph, View.Kind.TOKEN_ONLY).size()).isEqualTo(edges);
    assertThat(View.of(graph, View.Kind.MERGED_EMBEDDINGS).size()).isEqualTo(edges);
    assertThat(View.of(graph, View.Kind.FINE).size()).isEqualTo(graph.edgeCount());
    assertThat(View.of(graph, View.Kind.NODES).size()).isEqualTo(2 + layers * (heads + 1));
  }

  @Test
  void namesAreThoseOfEapIg() {
    ResidualGraph graph = ResidualGraph.of(weights(1, 1));
    assertThat(View.of(graph, View.Kind.TOKEN_ONLY).names())
        .containsExactly(
            "input->a0.h0<q>",
            "input->a0.h0<k>",
            "input->a0.h0<v>",
            "input->m0",
            "a0.h0->m0",
            "input->logits",
            "a0.h0->logits",
            "m0->logits");
    assertThat(View.of(graph, View.Kind.HEADS).names())
        .containsExactly(
            "input->a0.h0",
            "input->m0",
            "a0.h0->m0",
            "input->logits",
            "a0.h0->logits",
            "m0->logits");
    assertThat(View.of(graph, View.Kind.NODES).names())
        .containsExactly("embed", "pos_embed", "a0.h0", "m0");
  }

  @Test
  void whatAViewDoesNotKnowIsKept() {
    CompiledModel model = Samples.program("induction");
    ResidualGraph graph = ResidualGraph.of(model.weights());
    View view = View.of(graph, View.Kind.TOKEN_ONLY);
    MadeTask made = Tasks.of(model, TaskOptions.DEFAULT);
    Experiment experiment = JavaEngine.of(model).prepare(made.task());
    BitSet all = new BitSet();
    all.set(0, view.size());
    assertThat(Mask.of(graph, view.lift(all))).isEqualTo(Mask.all(graph));
    BitSet none = view.lift(new BitSet());
    assertThat(none.stream().mapToObj(e -> graph.edge(e).from().name())).containsOnly("pos_embed");
    assertThat(experiment.run(List.of(Mask.of(graph, none)))[0])
        .as("positions are alike in both halves of a pair")
        .containsExactly(experiment.ablated(), within(1e-9));
  }

  private static Weights weights(int layers, int heads) {
    TransformerConfig config =
        new TransformerConfig(
            layers, heads, 1, 1, 1, 3, 2, 2, ActivationFunction.RELU, AttentionDirection.CAUSAL);
    return RandomWeights.full(config, new Random(0), 1);
  }

  private static BitSet set(ResidualGraph graph, Random random) {
    BitSet set = new BitSet();
    for (int e = 0; e < graph.edgeCount(); e++) set.set(e, random.nextInt(6) == 0);
    return set;
  }

  private static BitSet union(BitSet a, BitSet b) {
    BitSet union = (BitSet) a.clone();
    union.or(b);
    return union;
  }
}
