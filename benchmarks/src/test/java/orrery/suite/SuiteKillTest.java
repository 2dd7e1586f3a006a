package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ModelFolder;
import orrery.suite.ItemStore.State;

/** Processes that are killed lose nothing and leave nothing half-written. */
class SuiteKillTest {
  private static final int PROGRAMS = 12;
  private static final int KILLS = Integer.getInteger("orrery.kills", 4);

  /** Whoever runs tests may load their classes from elsewhere than the Java machine was told. */
  static final String CLASS_PATH =
      Worker.class.getClassLoader() instanceof URLClassLoader loader
          ? Arrays.stream(loader.getURLs())
              .map(URL::getPath)
              .collect(Collectors.joining(File.pathSeparator))
          : System.getProperty("java.class.path");

  @TempDir private Path scratch;
  private Path file = Path.of("");
  private SortedMap<String, String> whole = new java.util.TreeMap<>();

  @BeforeEach
  void aRunThatNobodyDisturbs() throws Exception {
    file = Small.suite(scratch, PROGRAMS);
    Path undisturbed = scratch.resolve("undisturbed");
    Small.run(file, undisturbed);
    whole = Small.files(undisturbed);
  }

  private Process worker(Path out) throws IOException {
    SuiteRun.Options options = SuiteRun.Options.ALL;
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASS_PATH,
                Worker.class.getName()));
    command.addAll(new Worker.Order(out, options).arguments());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  @Test
  void killedProcessesLeaveWholeModelsOnly() throws Exception {
    Path out = scratch.resolve("out");
    Suite suite = Suite.read(file);
    SuiteFolder folder = new SuiteFolder(out);
    folder.define(suite);
    Random random = new Random(4);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = worker(out);
      // The first line is when the first model is begun; a model takes some 30 ms.
      assertThat(process.inputReader().readLine()).startsWith(Worker.BEGINS);
      process.waitFor(random.nextInt(60), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      for (SuiteIndex.Entry e : SuiteIndex.of(suite, folder).entries()) {
        assertThat(e.state()).as(e.why()).isIn(State.DONE, State.WAITING);
        if (e.state() == State.DONE) ModelFolder.read(folder.model(e.item().id()));
      }
    }

    Small.run(file, out);

    assertThat(Small.files(out)).isEqualTo(whole);
  }

  @Test
  void workersThatDieAreReplacedAndNoItemIsMadeTwice() throws Exception {
    Path out = scratch.resolve("out");
    Suite suite = Suite.read(file);
    SuiteFolder folder = new SuiteFolder(out);
    folder.define(suite);
    Small.Log log =
        new Small.Log() {
          @Override
          public void begins(Item item) {
            super.begins(item);
            if (begun.size() == 3) killOne();
          }
        };

    new Workers(suite, folder, SuiteRun.Options.ALL, log, CLASS_PATH).run(2);

    folder.index(suite);
    assertThat(log.deaths).hasSize(1);
    assertThat(log.begun.size() - PROGRAMS).as("%s", log).isBetween(0, 1);
    assertThat(log.done).doesNotHaveDuplicates();
    assertThat(Small.files(out)).isEqualTo(whole);
  }

  /** The process that was started last; this one has no children but workers. */
  static void killOne() {
    ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .max(Comparator.comparing(ProcessHandle::pid))
        .orElseThrow()
        .destroyForcibly();
  }
}
