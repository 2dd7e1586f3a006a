package orrery.model;

import orrery.model.Site.Kind;

/** One batch on its way through the model, with those who watch it. */
record Pass(Batch batch, Hooks hooks) {

  boolean watches(Kind kind, int layer, int head) {
    return hooks.watches(new Site(kind, layer, head, Site.NONE));
  }

  boolean watches(Kind kind, int layer) {
    return watches(kind, layer, Site.NONE);
  }

  /** Hands a head's values to its watchers, if it has any. */
  void show(Kind kind, int layer, int head, float[][][] values, int width) {
    show(new Site(kind, layer, head, Site.NONE), new Grid.ByPosition(values), width);
  }

  /** Hands a head's values to its watchers, if it has any. */
  void show(Kind kind, int layer, int head, float[][] values, int width) {
    show(new Site(kind, layer, head, Site.NONE), new Grid.ByLane(values, batch.size()), width);
  }

  /** Hands the values of a layer, or of the model, to their watchers, if they have any. */
  void show(Kind kind, int layer, float[][] values, int width) {
    show(kind, layer, Site.NONE, values, width);
  }

  private void show(Site site, Grid values, int width) {
    if (hooks.watches(site)) {
      hooks.at(site, new ActivationBatch(values, width, batch));
    }
  }
}
