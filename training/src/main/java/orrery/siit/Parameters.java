package orrery.siit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/** The parameters of some models of one shape, as matrices with the model as the first axis. */
final class Parameters {
  /**
   * One layer.
   *
   * @param mlp in, in bias, out, out bias; empty without MLP
   */
  record OfLayer(NDArray qkv, NDArray qkvBias, NDArray o, NDArray oBias, List<NDArray> mlp) {}

  final NDArray embed; // [model, dModel, dVocab + nCtx]
  final List<OfLayer> layers = new ArrayList<>();
  final NDArray unembed; // [model, dVocabOut, dModel]
  final NDArray unembedBias; // [model, dVocabOut, 1]

  /** Cuts a flat array, {@code [model, parameter]}, into matrices without copying. */
  Parameters(ParameterLayout layout, NDArray flat) {
    List<ParameterLayout.Slot> slots = layout.slots();
    long[] ends = slots.stream().skip(1).mapToLong(ParameterLayout.Slot::offset).toArray();
    NDList parts = flat.split(ends, 1);
    long models = flat.getShape().get(0);
    List<NDArray> shaped = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      shaped.add(parts.get(i).reshape(models, slots.get(i).rows(), slots.get(i).columns()));
    }
    embed = shaped.get(0);
    int each = layout.slotsOfLayer();
    for (int l = 0; l < layout.config.nLayers(); l++) {
      List<NDArray> own = shaped.subList(1 + l * each, 1 + (l + 1) * each);
      layers.add(
          new OfLayer(
              own.get(0), own.get(1), own.get(2), own.get(3), List.copyOf(own.subList(4, each))));
    }
    unembed = shaped.get(shaped.size() - 2);
    unembedBias = shaped.get(shaped.size() - 1);
  }
}
