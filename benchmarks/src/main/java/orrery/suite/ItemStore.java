package orrery.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.Drafts;
import orrery.artifact.JsonText;
import orrery.artifact.SmallFile;

/**
 * Finds and keeps the outcomes of items. Whatever is kept is written beside its place, in {@code
 * .work}, and moved there whole; whoever keeps an item has claimed it.
 */
public final class ItemStore {
  /** It gets ACTIVE circuits later on. */
  private static final String GROWS = "circuit.json";

  private final SuiteFolder folder;

  ItemStore(SuiteFolder folder) {
    this.folder = folder;
  }

  /** How things are with an item. */
  public enum State {
    /** The model is there, complete, and is this item's. */
    DONE,
    /** It failed, and why is there. */
    FAILED,
    /** What is there was made by another definition. */
    STALE,
    /** What is there is not complete or was changed. */
    DAMAGED,
    /** Nothing is there. */
    WAITING
  }

  /**
   * What is on disk of an item.
   *
   * @param outcome present for what is done or failed
   * @param why empty, or what is wrong with what is there
   */
  record Found(State state, Optional<Outcome> outcome, String why) {
    boolean isFinished() {
      return state == State.DONE || state == State.FAILED;
    }
  }

  /** Looks for an item. */
  Found find(Item item) {
    Path model = folder.model(item.id());
    Found done = find(item, model.resolve(Outcome.FILE), model, State.DONE);
    if (done.state() == State.DONE) return done;
    Found failed =
        find(item, folder.failure(item.id()), folder.failedModel(item.id()), State.FAILED);
    return failed.state() == State.WAITING ? done : failed;
  }

  private static Found find(Item item, Path file, Path model, State state) {
    boolean isThere = Files.exists(state == State.DONE ? model : file, LinkOption.NOFOLLOW_LINKS);
    if (!isThere) return new Found(State.WAITING, Optional.empty(), "");
    try {
      Outcome outcome = Outcome.read(file);
      if (!outcome.hash().equals(item.hash())) {
        return new Found(State.STALE, Optional.empty(), "made by another definition");
      }
      if (outcome.made().accepted() != (state == State.DONE) || !outcome.id().equals(item.id())) {
        return new Found(State.DAMAGED, Optional.empty(), file + ": it is of another item");
      }
      for (Map.Entry<String, String> e : outcome.files().entrySet()) {
        Path own = model.resolve(e.getKey());
        if (!SmallFile.sha256(own).equals(e.getValue())) {
          return new Found(State.DAMAGED, Optional.empty(), own + ": it was changed");
        }
      }
      return new Found(state, Optional.of(outcome), "");
    } catch (ArtifactException damaged) {
      return new Found(State.DAMAGED, Optional.empty(), String.valueOf(damaged.getMessage()));
    }
  }

  /** The place where an item is made: an empty draft, and what an earlier try has left. */
  ModelMaker.Place place(Item item) throws IOException {
    Path work = folder.work(item);
    Path draft = work.resolve("model");
    Drafts.delete(draft);
    Path scratch = work.resolve("scratch");
    Files.createDirectories(scratch);
    Files.createDirectory(draft);
    return new ModelMaker.Place(draft, scratch);
  }

  /** The hashes of a model's files, by their paths within it, but of those that grow. */
  static SortedMap<String, String> hashes(Path model) throws ArtifactException, IOException {
    SortedMap<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(model)) {
      for (Path file : files.filter(f -> !Files.isDirectory(f)).toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.equals(GROWS) && !name.equals(Outcome.FILE)) {
          hashes.put(model.relativize(file).toString().replace('\\', '/'), SmallFile.sha256(file));
        }
      }
    }
    return hashes;
  }

  /** Keeps an accepted model: moves it from its draft to its place, over what was there. */
  void keepDone(Item item, Outcome outcome, Path draft) throws ArtifactException, IOException {
    JsonText.write(draft.resolve(Outcome.FILE), outcome.json());
    Files.createDirectories(folder.models());
    replace(item, draft, folder.model(item.id()));
    tidy(item);
  }

  /** Keeps a failure, with the model that failed, if there is one. */
  void keepFailed(Item item, Outcome outcome, Path draft) throws ArtifactException, IOException {
    Files.createDirectories(folder.failures());
    if (outcome.files().isEmpty()) {
      discard(item, folder.failedModel(item.id()));
    } else {
      replace(item, draft, folder.failedModel(item.id()));
    }
    discard(item, folder.model(item.id()));
    Path file = folder.work(item).resolve("failure.json");
    JsonText.write(file, outcome.json());
    Files.move(
        file,
        folder.failure(item.id()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    tidy(item);
  }

  private void replace(Item item, Path draft, Path target) throws IOException {
    discard(item, target);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes away what is in a place, at once: deleting takes time. */
  private void discard(Item item, Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) return;
    Files.createDirectories(folder.work(item));
    Files.move(
        target,
        folder.work(item).resolve("old-" + UUID.randomUUID()),
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes what a finished item no longer needs; also what a killed process has left of it. */
  void tidy(Item item) throws IOException {
    if (Files.exists(folder.model(item.id()))) {
      Files.deleteIfExists(folder.failure(item.id()));
      discard(item, folder.failedModel(item.id()));
    }
    Drafts.delete(folder.work(item));
  }

  /** Whether something is left that {@link #tidy} removes. */
  boolean isUntidy(Item item) {
    boolean isDone = Files.exists(folder.model(item.id()));
    return Files.exists(folder.work(item))
        || isDone && Files.exists(folder.failure(item.id()))
        || isDone && Files.exists(folder.failedModel(item.id()));
  }
}
