package orrery.intervention;

import orrery.model.Mlp;

/** The maps of one MLP, and backwards. */
record MlpMaps(LinearMap in, LinearMap out, LinearMap inBack, LinearMap outBack) {
  static MlpMaps of(Mlp mlp) {
    return new MlpMaps(
        LinearMap.of(mlp.in()),
        LinearMap.of(mlp.out()),
        LinearMap.of(mlp.wIn().transpose()),
        LinearMap.of(mlp.wOut().transpose()));
  }

  int units() {
    return in.outputs();
  }
}
