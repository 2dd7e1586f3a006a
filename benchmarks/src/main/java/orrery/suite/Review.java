package orrery.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orrery.artifact.ArtifactException;
import orrery.artifact.SmallFile;
import orrery.suite.SuiteIndex.Entry;

/**
 * Derives every figure of a suite again from its files: nothing that a file says of itself is
 * believed.
 */
public final class Review {
  private final Suite suite;
  private final SuiteFolder folder;
  private final Map<Kind, ModelMaker> makers;
  private final List<Finding> findings = new ArrayList<>();

  private Review(Suite suite, SuiteFolder folder, Map<Kind, ModelMaker> makers) {
    this.suite = suite;
    this.folder = folder;
    this.makers = Map.copyOf(makers);
  }

  /**
   * Something that is not as it should be.
   *
   * @param place the file or folder
   * @param what a clause
   */
  public record Finding(Path place, String what) {}

  /** Is told which item is looked at, from any thread, one at a time. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * An item is begun.
     *
     * @param begun how many were before it
     */
    void begins(Item item, int begun);
  }

  /**
   * Reviews a folder.
   *
   * @param jobs how many items are looked at side by side; what comes of it does not depend on it
   * @return what differs, in the order of the items; empty where everything holds
   */
  public static List<Finding> of(
      Suite suite, SuiteFolder folder, Map<Kind, ModelMaker> makers, int jobs, Watcher watcher)
      throws IOException {
    return new Review(suite, folder, makers).run(jobs, watcher);
  }

  private List<Finding> run(int jobs, Watcher watcher) throws IOException {
    SuiteIndex index = SuiteIndex.of(suite, folder);
    items(index.entries(), jobs, watcher);
    strangers(folder.models(), "");
    strangers(folder.failures(), ".json");
    index(index);
    return findings;
  }

  /** Looks at all items, some side by side; what is found comes in their order. */
  private void items(List<Entry> entries, int jobs, Watcher watcher) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    AtomicInteger begun = new AtomicInteger();
    try {
      List<Future<List<Finding>>> all = new ArrayList<>();
      for (Entry entry : entries) {
        all.add(
            threads.submit(
                () -> {
                  synchronized (watcher) {
                    watcher.begins(entry.item(), begun.getAndIncrement());
                  }
                  return ItemReview.of(entry, folder, makers);
                }));
      }
      for (Future<List<Finding>> one : all) findings.addAll(one.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException bug) throw bug;
      if (failure.getCause() instanceof Error bug) throw bug;
      throw new AssertionError("a review throws nothing else", failure.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private void find(Path place, String what) {
    findings.add(new Finding(place, what));
  }

  /** Models that the suite does not ask for. */
  private void strangers(Path parent, String ending) throws IOException {
    if (!Files.isDirectory(parent)) return;
    Set<String> known =
        suite.items().stream()
            .flatMap(i -> Stream.of(i.id(), i.id() + ending))
            .collect(Collectors.toSet());
    try (Stream<Path> inside = Files.list(parent)) {
      inside
          .filter(p -> !known.contains(String.valueOf(p.getFileName())))
          .sorted()
          .forEach(p -> find(p, "the suite asks for no such model"));
    }
  }

  private void index(SuiteIndex index) {
    Path file = folder.index();
    try {
      if (!SmallFile.read(file, Long.MAX_VALUE - 1).equals(index.text())) {
        find(file, "it is not what the folders say; `orrery suite run` writes it again");
      }
    } catch (ArtifactException missing) {
      find(file, String.valueOf(missing.getMessage()));
    }
  }
}
