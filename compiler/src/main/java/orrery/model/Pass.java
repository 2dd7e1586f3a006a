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

  /** Hands a site's values to its watchers, if it has any. */
  void show(Kind kind, int layer, int head, float[][][] values, int width) {
    Site site = new Site(kind, layer, head, Site.NONE);
    if (hooks.watches(site)) {
      hooks.at(site, new ActivationBatch(values, width, batch));
    }
  }

  void show(Kind kind, int layer, float[][][] values, int width) {
    show(kind, layer, Site.NONE, values, width);
  }
}
