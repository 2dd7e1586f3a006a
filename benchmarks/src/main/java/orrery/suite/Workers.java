package orrery.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the items of a suite in several processes side by side: Java machines like this one, with
 * its class path and its options. Each takes whatever item is free. One that dies is replaced.
 */
public final class Workers {
  private static final int MOST_DEATHS = 2;

  /** Options of this Java machine that are its own business. */
  private static final List<String> OURS =
      List.of("-Dorrery.screen", "-Dorrery.stderr", "-agentlib", "-javaagent", "-Xlog");

  private final Suite suite;
  private final SuiteFolder folder;
  private final SuiteRun.Options options;
  private final SuiteRun.Watcher watcher;
  private final String classPath;
  private final ItemStore store;
  private final long end;
  private final Map<String, Integer> deaths = new HashMap<>();
  private final Set<Process> running = java.util.concurrent.ConcurrentHashMap.newKeySet();

  /**
   * Workers of a folder in which the suite is defined already.
   *
   * @param watcher hears of all of them, one message at a time
   */
  public Workers(
      Suite suite, SuiteFolder folder, SuiteRun.Options options, SuiteRun.Watcher watcher) {
    this(suite, folder, options, watcher, System.getProperty("java.class.path"));
  }

  /** The same where the classes are elsewhere than this Java machine was told. */
  Workers(
      Suite suite,
      SuiteFolder folder,
      SuiteRun.Options options,
      SuiteRun.Watcher watcher,
      String classPath) {
    this.suite = suite;
    this.folder = folder;
    this.options = options;
    this.watcher = watcher;
    this.classPath = classPath;
    this.store = new ItemStore(folder);
    this.end = System.nanoTime() + options.limit().toNanos();
  }

  /** Runs so many processes until there is nothing more to make. */
  public void run(int jobs) throws IOException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int j = 0; j < jobs; j++) {
        all.add(
            threads.submit(
                () -> {
                  work();
                  return true;
                }));
      }
      for (Future<?> one : all) one.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof IOException io) throw io;
      throw new AssertionError("a thread that waits for a worker failed", failure.getCause());
    } finally {
      running.forEach(Process::destroyForcibly);
      threads.shutdownNow();
    }
  }

  /** One process after the other, until one ends of its own accord. */
  private void work() throws IOException, InterruptedException {
    boolean isDead = true;
    while (isDead) {
      Process process = start();
      running.add(process);
      Conversation talk = new Conversation();
      talk.listen(process);
      isDead = process.waitFor() != 0;
      running.remove(process);
      if (isDead) bury(talk);
    }
  }

  private synchronized void bury(Conversation talk) throws IOException {
    watcher.died(List.copyOf(talk.current), talk.said);
    if (!talk.hasBegun) {
      throw new IOException("a process that makes models does not start: " + talk.said);
    }
    for (Item item : talk.current) deaths.merge(item.id(), 1, Integer::sum);
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (OURS.stream().noneMatch(option::startsWith)) command.add(option);
    }
    command.add("-cp");
    command.add(classPath);
    command.add(Worker.class.getName());
    command.addAll(new Worker.Order(folder.path().toAbsolutePath(), left()).arguments());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** The options of a process that starts now. */
  private synchronized SuiteRun.Options left() {
    Set<String> except = new TreeSet<>(options.except());
    deaths.forEach(
        (id, times) -> {
          if (times >= MOST_DEATHS) except.add(id);
        });
    Set<String> never = new TreeSet<>(options.company().never());
    never.addAll(deaths.keySet());
    Duration limit = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    return new SuiteRun.Options(
        options.shard(),
        limit,
        options.again(),
        except,
        new SuiteRun.Company(options.company().most(), never));
  }

  /** What one process tells. */
  private final class Conversation {
    private final Set<Item> current = new LinkedHashSet<>();
    private boolean hasBegun;
    private String said = "";

    void listen(Process process) throws IOException {
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) hear(line);
      } catch (IOException cut) {
        said = String.valueOf(cut.getMessage()); // the process was killed
      }
    }

    private void hear(String line) {
      String[] parts = line.split(Worker.SEPARATOR, 4);
      Optional<Item> item = parts.length < 2 ? Optional.empty() : suite.item(parts[1]);
      if (item.isEmpty()) {
        if (!line.isBlank()) said = line.strip();
        return;
      }
      synchronized (Workers.this) {
        tell(parts, item.get());
      }
    }

    private void tell(String[] parts, Item item) {
      switch (parts[0]) {
        case Worker.BEGINS -> {
          current.add(item);
          hasBegun = true;
          watcher.begins(item);
        }
        case Worker.AT -> {
          if (parts.length == 4) watcher.at(item, Double.parseDouble(parts[2]), parts[3]);
        }
        case Worker.ENDS -> {
          current.remove(item);
          store.find(item).outcome().ifPresent(o -> watcher.ends(item, o));
        }
        default -> said = String.join(" ", parts);
      }
    }
  }
}
