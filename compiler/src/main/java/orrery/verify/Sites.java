package orrery.verify;

import orrery.layout.Schedule;
import orrery.model.Site;

/** Where in the model a half-layer's result can be read. */
public final class Sites {
  private Sites() {}

  /** The residual stream right after a half-layer. */
  public static Site after(int time) {
    if (time < 0) return Site.of(Site.Kind.RESID_PRE, 0);
    int layer = Schedule.layer(time);
    return Schedule.isAttention(time)
        ? Site.of(Site.Kind.RESID_MID, layer)
        : Site.of(Site.Kind.RESID_POST, layer);
  }
}
