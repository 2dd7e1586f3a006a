package orrery.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.Drafts;
import orrery.artifact.ModelFolder;
import orrery.suite.ItemStore.Found;

/**
 * Makes the items of a suite in this process, one after the other: those that nobody has made yet
 * and nobody else is making.
 *
 * <p>A model appears whole or not at all, and only after it was read back; a process may be killed
 * at any moment, and the next one goes on.
 */
public final class SuiteRun {
  /** A process that was killed may hold its locks for a moment longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int PAUSE_MILLIS = 100;

  private final Suite suite;
  private final SuiteFolder folder;
  private final Map<Kind, ModelMaker> makers;
  private final Options options;
  private final Watcher watcher;
  private final ItemStore store;
  private final long end;

  /**
   * A run.
   *
   * @param folder where the suite is defined already, see {@link SuiteFolder#define}
   */
  public SuiteRun(
      Suite suite,
      SuiteFolder folder,
      Map<Kind, ModelMaker> makers,
      Options options,
      Watcher watcher) {
    this.suite = suite;
    this.folder = folder;
    this.makers = Map.copyOf(makers);
    this.options = options;
    this.watcher = watcher;
    this.store = new ItemStore(folder);
    this.end = System.nanoTime() + options.limit().toNanos();
  }

  /**
   * What a run may choose.
   *
   * @param shard which part of the suite
   * @param limit no item is begun later than this
   * @param again whether items that failed before are tried again
   * @param except items that are left out, by their ids
   * @param company which items are made side by side
   */
  public record Options(
      Shard shard, Duration limit, boolean again, Set<String> except, Company company) {
    /** No limit. */
    public static final Duration UNLIMITED = Duration.ofDays(3650);

    /** All of a suite, one model after another. */
    public static final Options ALL =
        new Options(Shard.ALL, UNLIMITED, false, Set.of(), Company.NONE);
  }

  /**
   * Which items a process makes side by side, where their maker says that they fit.
   *
   * @param most how many at once
   * @param never items that are made alone, by their ids
   */
  public record Company(int most, Set<String> never) {
    /** One model after another. */
    public static final Company NONE = new Company(1, Set.of());

    /** Up to so many, whatever they are. */
    public static Company of(int most) {
      return new Company(most, Set.of());
    }
  }

  /** Hears what a run does. */
  public interface Watcher {
    /** An item is being made. */
    void begins(Item item);

    /** It has come so far; {@code share} is from 0 to 1. */
    void at(Item item, double share, String what);

    /** It was made, or has failed. */
    void ends(Item item, Outcome outcome);

    /**
     * A process died that made items; another one goes on, makes each of these without company, and
     * after a second death leaves it alone.
     *
     * @param items what it was making; empty where it was between two items
     * @param said the last that it said
     */
    void died(List<Item> items, String said);
  }

  /**
   * Makes what there is to make.
   *
   * @return items that other processes are making
   */
  public List<Item> run() throws ArtifactException, IOException, InterruptedException {
    List<Item> own = new ArrayList<>(options.shard().of(suite.items()));
    own.removeIf(i -> options.except().contains(i.id()) || !makers.containsKey(i.kind()));
    Files.createDirectories(folder.path());
    try (Claims claims = Claims.open(folder.claims())) {
      own = held(own, claims);
      long patience = System.nanoTime() + PATIENCE.toNanos();
      while (!own.isEmpty() && !isOver() && System.nanoTime() < patience) {
        Thread.sleep(PAUSE_MILLIS);
        own = held(own, claims);
      }
    }
    sweep();
    return own;
  }

  /** Deals with every item that is free; those that are not. */
  private List<Item> held(List<Item> items, Claims claims) throws ArtifactException, IOException {
    List<Item> held = new ArrayList<>();
    List<Item> left = new ArrayList<>(items);
    while (!left.isEmpty() && !isOver()) {
      Item item = left.remove(0);
      if (!settled(item, left, claims)) held.add(item);
    }
    return held;
  }

  /** Removes what was begun of items that the suite no longer asks for. */
  private void sweep() throws IOException {
    if (!Files.isDirectory(folder.work())) return;
    Set<Path> known = suite.items().stream().map(folder::work).collect(Collectors.toSet());
    try (Stream<Path> inside = Files.list(folder.work())) {
      inside.filter(p -> Files.isDirectory(p) && !known.contains(p)).forEach(Drafts::delete);
    }
  }

  private boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /**
   * Deals with one item, and with those of the rest that are made beside it, which it takes out of
   * them; false where another process holds the item.
   */
  private boolean settled(Item item, List<Item> rest, Claims claims)
      throws ArtifactException, IOException {
    if (isNothingToDo(item) && !store.isUntidy(item)) return true;
    Optional<Claims.Claim> claim = claims.take(item);
    if (claim.isEmpty()) return false;
    try (Claims.Claim held = claim.get()) {
      if (isNothingToDo(item)) { // again: another process may have finished it
        store.tidy(item);
      } else {
        makeInCompany(item, rest, claims);
      }
      return held.lock().isValid();
    }
  }

  private void makeInCompany(Item item, List<Item> rest, Claims claims)
      throws ArtifactException, IOException {
    List<Item> all = new ArrayList<>(List.of(item));
    List<Claims.Claim> taken = new ArrayList<>();
    try {
      for (Item other : List.copyOf(rest)) {
        if (all.size() >= options.company().most()) break;
        if (!isCompany(item, other)) continue;
        Optional<Claims.Claim> claim = claims.take(other);
        if (claim.isEmpty()) continue;
        taken.add(claim.get());
        if (isNothingToDo(other)) continue; // another process has just finished it
        all.add(other);
        rest.remove(other);
      }
      make(all);
    } finally {
      for (Claims.Claim claim : taken) claim.close();
    }
  }

  private boolean isCompany(Item item, Item other) {
    Set<String> never = options.company().never();
    return item.kind() == other.kind()
        && !never.contains(item.id())
        && !never.contains(other.id())
        && !isNothingToDo(other)
        && maker(item).fits(item, other);
  }

  private boolean isNothingToDo(Item item) {
    Found found = store.find(item);
    return options.again() ? found.state() == ItemStore.State.DONE : found.isFinished();
  }

  private void make(List<Item> items) throws ArtifactException, IOException {
    items.forEach(watcher::begins);
    List<Item> left = new ArrayList<>(items);
    if (items.size() > 1) {
      List<ModelMaker.Order> orders = new ArrayList<>();
      for (Item i : items) orders.add(new ModelMaker.Order(i, store.place(i), new Heard(i)));
      try {
        maker(items.get(0))
            .makeTogether(
                orders,
                (order, made) -> {
                  left.remove(order.item());
                  keep(order.item(), made, order.place());
                });
      } catch (OutOfTime later) {
        return;
      } catch (RuntimeException | AssertionError | StackOverflowError bug) {
        // It may be the bug of one of them, or the memory that all of them need: each alone.
      }
    }
    for (Item item : left) if (!isOver()) make(item);
  }

  private void make(Item item) throws ArtifactException, IOException {
    ModelMaker.Place place = store.place(item);
    Made made;
    try {
      made = maker(item).make(item, place, new Heard(item));
    } catch (OutOfTime later) {
      return;
    } catch (ItemRefusal refusal) {
      made = Made.refused(String.valueOf(refusal.getMessage()));
    } catch (RuntimeException | AssertionError | StackOverflowError bug) {
      made = Made.refused("a bug of Orrery: " + bug);
    }
    keep(item, made, place);
  }

  private void keep(Item item, Made made, ModelMaker.Place place)
      throws ArtifactException, IOException {
    Outcome outcome = outcome(item, made, place.draft());
    if (outcome.made().accepted()) {
      store.keepDone(item, outcome, place.draft());
    } else {
      store.keepFailed(item, outcome, place.draft());
    }
    watcher.ends(item, outcome);
  }

  private ModelMaker maker(Item item) {
    ModelMaker maker = makers.get(item.kind());
    if (maker == null) throw new IllegalArgumentException("nobody makes " + item.kind());
    return maker;
  }

  /** Reads back what was made: a model that cannot be read is none. */
  private static Outcome outcome(Item item, Made made, Path draft) throws IOException {
    if (!made.accepted() && !ModelFolder.isModel(draft)) {
      return Outcome.of(item, made, Optional.empty(), Map.of());
    }
    try {
      ModelFolder.Contents contents = ModelFolder.read(draft);
      Optional<Facts> facts = Optional.of(Facts.of(contents.model()));
      return Outcome.of(item, made, facts, ItemStore.hashes(draft));
    } catch (ArtifactException unreadable) {
      Drafts.delete(draft);
      Made refused =
          new Made(
              false,
              "the model cannot be read back: " + unreadable.getMessage(),
              new TreeMap<>(made.figures()),
              made.attempts());
      return Outcome.of(item, refused, Optional.empty(), Map.of());
    }
  }

  /** Passes on what a maker says of its item. */
  private final class Heard implements ModelMaker.Progress {
    private final Item item;

    private Heard(Item item) {
      this.item = item;
    }

    @Override
    public void at(double share, String what) {
      watcher.at(item, share, what);
    }

    @Override
    public boolean isOver() {
      return SuiteRun.this.isOver();
    }
  }
}
