package orrery.attribution;

import java.util.List;
import orrery.intervention.Logits;
import orrery.intervention.Metric;

/**
 * One logit of each example as it is: no loss, but the quantity that is attributed.
 *
 * @param places {@code [example]} which
 */
record LogitOf(List<Place> places) implements Metric {
  /** A logit. {@code position} counts BOS. */
  record Place(int position, int logit) {}

  @Override
  public String name() {
    return "logit";
  }

  @Override
  public double value(int example, Logits logits) {
    Place place = places.get(example);
    return logits.get(place.position(), place.logit());
  }

  @Override
  public void gradient(int example, Logits logits, Entry visit) {
    Place place = places.get(example);
    visit.add(place.position(), place.logit(), 1);
  }

  @Override
  public boolean reads(int example, int position) {
    return places.get(example).position() == position;
  }
}
