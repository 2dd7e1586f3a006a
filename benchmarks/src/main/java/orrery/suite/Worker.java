package orrery.suite;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import orrery.artifact.ArtifactException;

/**
 * The process that makes items beside others, started by {@link Workers}: it tells on standard
 * output what it does, one line a message, and ends when its standard input does, which is when the
 * process that started it is gone.
 */
public final class Worker {
  static final String BEGINS = "begins";
  static final String AT = "at";
  static final String ENDS = "ends";
  static final String SEPARATOR = "\t";

  private static final int GONE = 143;

  private Worker() {}

  /**
   * What a process is told.
   *
   * @param folder the suite's folder
   * @param options of the run
   */
  record Order(Path folder, SuiteRun.Options options) {
    List<String> arguments() {
      return List.of(
          folder.toString(),
          options.shard().toString(),
          Long.toString(options.limit().toMillis()),
          Boolean.toString(options.again()),
          String.join(",", options.except()),
          Integer.toString(options.company().most()),
          String.join(",", options.company().never()));
    }

    static Order of(String[] arguments) {
      return new Order(
          Path.of(arguments[0]),
          new SuiteRun.Options(
              Shard.of(arguments[1]),
              Duration.ofMillis(Long.parseLong(arguments[2])),
              Boolean.parseBoolean(arguments[3]),
              Set.of(arguments[4].split(",")),
              new SuiteRun.Company(
                  Integer.parseInt(arguments[5]), Set.of(arguments[6].split(",")))));
    }
  }

  /** Makes items until none is left. */
  public static void main(String[] arguments) {
    try {
      work(Order.of(arguments));
    } catch (ArtifactException | IOException | InterruptedException failure) {
      System.out.println(failure.getClass().getSimpleName() + ": " + failure.getMessage());
      System.exit(1);
    }
  }

  private static void work(Order order)
      throws ArtifactException, IOException, InterruptedException {
    Thread watch = new Thread(Worker::waitForTheEnd, "end of input");
    watch.setDaemon(true);
    watch.start();
    SuiteFolder folder = new SuiteFolder(order.folder());
    Suite suite = Suite.read(order.folder());
    PrintStream out = new PrintStream(System.out, /* autoFlush= */ true, StandardCharsets.UTF_8);
    new SuiteRun(suite, folder, ModelMaker.all(), order.options(), new Teller(out)).run();
  }

  private static void waitForTheEnd() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException closed) {
      // As good as its end.
    }
    System.exit(GONE); // a training ends its step and keeps where it stands
  }

  /** Tells what happens. */
  private record Teller(PrintStream out) implements SuiteRun.Watcher {
    @Override
    public void begins(Item item) {
      out.println(BEGINS + SEPARATOR + item.id());
    }

    @Override
    public void at(Item item, double share, String what) {
      out.println(AT + SEPARATOR + item.id() + SEPARATOR + share + SEPARATOR + what);
    }

    @Override
    public void ends(Item item, Outcome outcome) {
      out.println(ENDS + SEPARATOR + item.id());
    }

    @Override
    public void died(List<Item> items, String said) {
      throw new AssertionError("a worker starts no processes");
    }
  }
}
