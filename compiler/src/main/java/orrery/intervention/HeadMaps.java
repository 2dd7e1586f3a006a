package orrery.intervention;

import orrery.model.Affine;
import orrery.model.Head;

/** The maps of one head, and backwards. */
record HeadMaps(
    LinearMap q,
    LinearMap k,
    LinearMap v,
    LinearMap o,
    LinearMap qBack,
    LinearMap kBack,
    LinearMap vBack,
    LinearMap oBack) {
  static HeadMaps of(Head head) {
    return new HeadMaps(
        LinearMap.of(head.q()),
        LinearMap.of(head.k()),
        LinearMap.of(head.v()),
        LinearMap.of(Affine.of(head.wO())),
        LinearMap.of(head.wQ().transpose()),
        LinearMap.of(head.wK().transpose()),
        LinearMap.of(head.wV().transpose()),
        LinearMap.of(head.wO().transpose()));
  }
}
