package orrery.cli;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.tongfei.progressbar.ProgressBar;
import orrery.suite.Item;
import orrery.suite.Outcome;
import orrery.suite.Shard;
import orrery.suite.SuiteIndex;
import orrery.suite.SuiteRun;

/** What a suite's run shows: a bar on a person's screen, a line a model in a pipe. */
final class SuiteProgress implements SuiteRun.Watcher, AutoCloseable {
  private final Console console;
  private final Optional<ProgressBar> bar;
  private final Map<String, String> running = new LinkedHashMap<>();
  private final Set<String> dead = new HashSet<>();
  private final long total;
  private long done;
  private long failed;

  SuiteProgress(Console console, SuiteIndex before, Shard shard) {
    this.console = console;
    List<SuiteIndex.Entry> own = before.of(shard).entries();
    this.total = own.size();
    this.done = own.stream().filter(e -> e.outcome().isPresent()).count();
    this.bar = Progress.bar(console, "suite", total);
    bar.ifPresent(b -> b.stepTo(done));
  }

  @Override
  public void begins(Item item) {
    running.put(item.id(), item.id());
    show();
  }

  @Override
  public void at(Item item, double share, String what) {
    running.put(
        item.id(), String.format(Locale.ROOT, "%s %.0f%% %s", item.id(), 100 * share, what));
    show();
  }

  @Override
  public void ends(Item item, Outcome outcome) {
    running.remove(item.id());
    dead.remove(item.id());
    boolean isDone = outcome.made().accepted();
    done++;
    if (!isDone) failed++;
    show();
    if (!isDone) {
      say("failed %s: %s".formatted(item.id(), SuiteFigures.firstLine(outcome.made().reason())));
    } else if (bar.isEmpty()) {
      say("done %s: %s".formatted(item.id(), SuiteFigures.line(outcome.made().figures())));
    }
  }

  @Override
  public void died(List<Item> items, String said) {
    items.forEach(i -> running.remove(i.id()));
    items.forEach(i -> dead.add(i.id()));
    String what =
        items.isEmpty() ? "a process" : "the process that made " + SuiteFigures.names(items);
    say(what + " died" + (said.isEmpty() ? "" : "; it last said: " + said));
  }

  /** Whether the process of every item that is left was well when it ended. */
  boolean isWell() {
    return dead.isEmpty();
  }

  private void say(String line) {
    console.err().println(bar.isPresent() ? line : "[%d/%d] %s".formatted(done, total, line));
    console.err().flush();
  }

  private void show() {
    String failures = failed == 0 ? "" : failed + " failed; ";
    bar.ifPresent(
        b -> {
          b.stepTo(done);
          b.setExtraMessage(failures + String.join(", ", running.values()));
        });
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
