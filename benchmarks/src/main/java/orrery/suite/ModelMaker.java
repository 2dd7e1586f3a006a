package orrery.suite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;

/**
 * Makes models of some kinds. Equal items make equal files, byte for byte, also where the work was
 * interrupted and gone on with: a suite is made by many processes, and any of them may be killed.
 */
public interface ModelMaker {
  /**
   * Makes a model.
   *
   * @param place where to
   * @return what came of it; where it was not accepted, a model may be in the draft all the same
   *     and is kept apart from those that were
   * @throws ItemRefusal where the item cannot be made, whoever tries
   * @throws OutOfTime where {@link Progress#isOver} and the work is not finished; what is in {@link
   *     Place#scratch} then is found there again
   */
  Made make(Item item, Place place, Progress progress) throws ArtifactException, IOException;

  /**
   * Whether it pays to make two items of the same kind side by side; asked often, so that it must
   * be quick to say.
   */
  default boolean fits(Item one, Item other) {
    return false;
  }

  /**
   * Makes models side by side, or one after another: each becomes what {@link #make} would make of
   * it, to the byte.
   *
   * @param delivery gets each as soon as it is made, those that cannot be made as {@link
   *     Made#refused}
   * @throws OutOfTime where {@link Progress#isOver} of one and the work is not finished; what was
   *     delivered is
   */
  default void makeTogether(List<Order> orders, Delivery delivery)
      throws ArtifactException, IOException {
    for (Order order : orders) {
      delivery.made(order, make(order.item(), order.place(), order.progress()));
    }
  }

  /** A model that is to be made beside others. */
  record Order(Item item, Place place, Progress progress) {}

  /** Gets what came of orders. */
  @FunctionalInterface
  interface Delivery {
    /** An order is done with. */
    void made(Order order, Made made) throws ArtifactException, IOException;
  }

  /**
   * Derives the figures of a model again, from its files and the item's definition only.
   *
   * @param folder the model's folder
   * @param contents what was read of it
   * @return the figures that {@link #make} would give, and empty attempts
   * @throws ItemRefusal where the files are not what the item makes: a sentence says what differs
   */
  Made check(Item item, Path folder, ModelFolder.Contents contents) throws ArtifactException;

  /**
   * Where a model is made.
   *
   * @param draft an empty folder that becomes the model's folder: {@link ModelFolder#write} may
   *     write to it
   * @param scratch a folder for checkpoints: it stays when the process is killed, and goes when the
   *     item is finished
   */
  record Place(Path draft, Path scratch) {}

  /** Hears how far the work is, and says when it must end. */
  interface Progress {
    /** Nobody listens, and there is time. */
    Progress NONE =
        new Progress() {
          @Override
          public void at(double share, String what) {}

          @Override
          public boolean isOver() {
            return false;
          }
        };

    /**
     * The work has come so far.
     *
     * @param share from 0 to 1
     * @param what in a few words, such as a loss
     */
    void at(double share, String what);

    /** Whether the time is over: whoever can go on later should keep its state and end. */
    boolean isOver();
  }

  /** The makers of this version, by the kinds that they make. */
  static Map<Kind, ModelMaker> all() {
    Map<Kind, ModelMaker> makers = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      makers.put(kind, kind == Kind.COMPILED ? new CompiledMaker() : new TrainedMaker());
    }
    return makers;
  }
}
