package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.suite.ItemStore.State;

/** Models that are trained side by side are, file by file, those that are trained alone. */
class TogetherSuiteTest {
  private static final String PROGRAM =
      """
      program %s;
      input tokens[1..3] : "x".."z";
      output answer = %s;
      """;

  @TempDir private static Path scratch;
  private static Path file = Path.of("");
  private static SortedMap<String, String> alone = new java.util.TreeMap<>();

  @BeforeAll
  static void oneAfterAnother() throws Exception {
    Small.suite(scratch, 0);
    Small.program(scratch, "p", PROGRAM.formatted("p", "tokens == \"x\""));
    Small.program(scratch, "q", PROGRAM.formatted("q", "tokens == \"y\""));
    Small.program(scratch, "r", PROGRAM.formatted("r", "tokens"));
    file =
        Small.suite(
            scratch,
            """
            "kinds": ["siit", "natural"], "seeds": 2, "attempts": 2,
            "training": {"steps": 30, "rate": 0.3, "final-rate": 0.3, "batch": 32, "evaluate-every": 10,
                         "held-out-pairs": 32, "heads": 2, "d-model": 8, "d-mlp": 8}
            """);
    Path out = scratch.resolve("alone");
    Small.run(file, out);
    alone = Small.files(out);
    assertThat(alone)
        .containsKeys("failed/p-s0.json", "models/q-natural-s1/item.json", "suite.json");
  }

  @Test
  void filesAreTheSame() throws Exception {
    Path out = scratch.resolve("together");

    Small.Log log = Small.together(file, out, ModelMaker.all(), 3);

    assertThat(log.begun)
        .as("up to three of a kind and shape; the third program has other outputs")
        .containsExactly(
            "p-s0",
            "p-s1",
            "q-s0", // one batch
            "p-natural-s0",
            "p-natural-s1",
            "q-natural-s0", // another
            "q-s1",
            "q-natural-s1",
            "r-s0",
            "r-s1",
            "r-natural-s0",
            "r-natural-s1");
    assertThat(log.failed).contains("p-s0", "p-s1", "q-s0");
    assertThat(differing(out)).isEmpty();
  }

  /** Files that are not what they are where every model was made alone. */
  private static Set<String> differing(Path out) {
    Set<Map.Entry<String, String>> files = new HashSet<>(Small.files(out).entrySet());
    Set<Map.Entry<String, String>> expected = new HashSet<>(alone.entrySet());
    return Stream.concat(
            files.stream().filter(f -> !expected.contains(f)),
            expected.stream().filter(f -> !files.contains(f)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Trains as always, but at every fifth look that somebody takes the time is over. */
  private static final class Hasty implements ModelMaker {
    private final ModelMaker maker = new TrainedMaker();
    private int looks;

    private Progress hurried() {
      return new Progress() {
        @Override
        public void at(double share, String what) {}

        @Override
        public boolean isOver() {
          return ++looks % 5 == 0;
        }
      };
    }

    @Override
    public Made make(Item item, Place place, Progress progress)
        throws ArtifactException, IOException {
      return maker.make(item, place, hurried());
    }

    @Override
    public boolean fits(Item one, Item other) {
      return maker.fits(one, other);
    }

    @Override
    public void makeTogether(List<Order> orders, Delivery delivery)
        throws ArtifactException, IOException {
      maker.makeTogether(
          orders.stream().map(o -> new Order(o.item(), o.place(), hurried())).toList(), delivery);
    }

    @Override
    public Made check(Item item, Path folder, ModelFolder.Contents contents)
        throws ArtifactException {
      return maker.check(item, folder, contents);
    }
  }

  @Test
  void filesAreTheSameWhereTimeRanOut() throws Exception {
    Path out = scratch.resolve("interrupted");
    Map<Kind, ModelMaker> hasty = Map.of(Kind.SIIT, new Hasty(), Kind.NATURAL, new Hasty());
    List<String> begun = new ArrayList<>();
    int runs = 0;
    boolean isLeft = true;
    while (isLeft && runs++ < 60) {
      begun.addAll(Small.together(file, out, hasty, 4).begun);
      isLeft = SuiteIndex.of(Suite.read(out), new SuiteFolder(out)).count(State.WAITING) > 0;
    }

    assertThat(runs).as("all are there after some").isBetween(3, 59);
    assertThat(begun).as("some were begun again").hasSizeGreaterThan(15);
    assertThat(differing(out)).isEmpty();
  }

  /** Whoever was being made when a process died is made alone by the next. */
  @Test
  void filesAreTheSameWhereAProcessDied() throws Exception {
    Path out = scratch.resolve("killed");
    Suite suite = Suite.read(file);
    SuiteFolder folder = new SuiteFolder(out);
    folder.define(suite);
    List<String> said = new ArrayList<>();
    Small.Log log =
        new Small.Log() {
          @Override
          public void begins(Item item) {
            super.begins(item);
            said.add("begins " + item.id());
            if (begun.size() == 3) SuiteKillTest.killOne();
          }

          @Override
          public void ends(Item item, Outcome outcome) {
            said.add("ends " + item.id());
          }
        };
    List<String> three = List.of("p-s0", "p-s1", "q-s0");
    Set<String> others =
        suite.items().stream()
            .map(Item::id)
            .filter(id -> !three.contains(id))
            .collect(Collectors.toSet());
    SuiteRun.Options options =
        new SuiteRun.Options(
            Shard.ALL, SuiteRun.Options.UNLIMITED, false, others, SuiteRun.Company.of(3));

    new Workers(suite, folder, options, log, SuiteKillTest.CLASS_PATH).run(1);

    assertThat(log.deaths).singleElement().asString().startsWith("p-s0 p-s1 q-s0: ");
    assertThat(said.subList(3, said.size()))
        .containsExactlyElementsOf(
            three.stream().flatMap(id -> Stream.of("begins " + id, "ends " + id)).toList());
    assertThat(differing(out))
        .noneMatch(name -> three.stream().anyMatch(id -> name.startsWith("failed/" + id)));
  }
}
