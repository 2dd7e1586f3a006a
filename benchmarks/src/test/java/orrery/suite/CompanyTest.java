package orrery.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import orrery.artifact.ArtifactException;
import orrery.artifact.ModelFolder;
import orrery.suite.ItemStore.State;

/** Who is made beside whom, and what becomes of the rest where something breaks. */
class CompanyTest {
  @TempDir private Path scratch;
  private Path file = Path.of("");

  @BeforeEach
  void twoProgramsOfThreeSeeds() throws IOException {
    Small.suite(scratch, 2);
    file = Small.suite(scratch, "\"kinds\": [\"siit\"], \"seeds\": 3");
  }

  private Path out() {
    return scratch.resolve("out");
  }

  /** Copies, and remembers in which company; models of one program fit. */
  private static class Copier implements ModelMaker {
    final List<String> made = new ArrayList<>();

    @Override
    public Made make(Item item, Place place, Progress progress)
        throws ArtifactException, IOException {
      made.add(item.id());
      return copied(item, place);
    }

    static Made copied(Item item, Place place) throws ArtifactException, IOException {
      new CompiledMaker().make(item, place, Progress.NONE);
      return new Made(true, "", new TreeMap<>(), List.of());
    }

    @Override
    public boolean fits(Item one, Item other) {
      return one.program().equals(other.program());
    }

    @Override
    public void makeTogether(List<Order> orders, Delivery delivery)
        throws ArtifactException, IOException {
      made.add(String.join("+", orders.stream().map(o -> o.item().id()).toList()));
      for (Order order : orders) delivery.made(order, copied(order.item(), order.place()));
    }

    @Override
    public Made check(Item item, Path folder, ModelFolder.Contents contents) {
      return Made.refused("nobody asks");
    }
  }

  private Small.Log run(ModelMaker maker, SuiteRun.Company company) throws Exception {
    SuiteRun.Options options =
        new SuiteRun.Options(Shard.ALL, SuiteRun.Options.UNLIMITED, false, Set.of(), company);
    return Small.run(file, out(), Map.of(Kind.SIIT, maker), options);
  }

  private long done() throws Exception {
    return SuiteIndex.of(Suite.read(out()), new SuiteFolder(out())).count(State.DONE);
  }

  @Test
  void onlyWhoFitsIsMadeTogetherAndNotTooMany() throws Exception {
    Copier two = new Copier();

    Small.Log log = run(two, SuiteRun.Company.of(2));

    assertThat(two.made).containsExactly("p0-s0+p0-s1", "p0-s2", "p1-s0+p1-s1", "p1-s2");
    assertThat(log.done).hasSize(6).doesNotHaveDuplicates();
    assertThat(done()).isEqualTo(6);
    Copier again = new Copier();
    run(again, SuiteRun.Company.of(2));
    assertThat(again.made).isEmpty();
  }

  @Test
  void whoHasBroughtDownAProcessIsMadeAlone() throws Exception {
    Copier copier = new Copier();

    run(copier, new SuiteRun.Company(3, Set.of("p0-s1", "p1-s0")));

    assertThat(copier.made).containsExactly("p0-s0+p0-s2", "p0-s1", "p1-s0", "p1-s1+p1-s2");
  }

  @Test
  void whoIsThereOrHeldByAnotherProcessIsNoCompany() throws Exception {
    Suite suite = Suite.read(file);
    SuiteFolder folder = new SuiteFolder(out());
    folder.define(suite);
    Copier first = new Copier();
    SuiteRun.Options but =
        new SuiteRun.Options(
            Shard.ALL,
            SuiteRun.Options.UNLIMITED,
            false,
            Set.of("p0-s0", "p0-s1", "p0-s2", "p1-s0", "p1-s2"),
            SuiteRun.Company.NONE);
    Small.run(file, out(), Map.of(Kind.SIIT, first), but);
    assertThat(first.made).containsExactly("p1-s1");
    Copier copier = new Copier();
    SuiteRun.Options all =
        new SuiteRun.Options(
            Shard.ALL, SuiteRun.Options.UNLIMITED, false, Set.of(), SuiteRun.Company.of(3));
    try (Claims claims = Claims.open(folder.claims());
        Claims.Claim held = claims.take(suite.items().get(1)).orElseThrow()) {
      List<Item> others =
          new SuiteRun(suite, folder, Map.of(Kind.SIIT, copier), all, new Small.Log()).run();

      assertThat(held.lock().isValid()).isTrue();
      assertThat(others).containsExactly(suite.items().get(1));
    }
    assertThat(copier.made).containsExactly("p0-s0+p0-s2", "p1-s0+p1-s2");
  }

  @Test
  void whatBreaksInCompanyIsMadeAlone() throws Exception {
    Copier broken =
        new Copier() {
          @Override
          public Made make(Item item, Place place, Progress progress)
              throws ArtifactException, IOException {
            if (item.id().equals("p0-s1")) throw new IllegalStateException("oh");
            return super.make(item, place, progress);
          }

          @Override
          public void makeTogether(List<Order> orders, Delivery delivery)
              throws ArtifactException, IOException {
            made.add(orders.size() + " together");
            Order first = orders.get(0);
            delivery.made(first, copied(first.item(), first.place()));
            throw new IllegalStateException("oh");
          }
        };

    Small.Log log = run(broken, SuiteRun.Company.of(3));

    assertThat(broken.made).containsExactly("3 together", "p0-s2", "3 together", "p1-s1", "p1-s2");
    assertThat(log.done).containsExactly("p0-s0", "p0-s2", "p1-s0", "p1-s1", "p1-s2");
    assertThat(log.failed).containsExactly("p0-s1");
  }

  @Test
  void whatWasDeliveredBeforeTheTimeWasOverIsThere() throws Exception {
    Copier slow =
        new Copier() {
          @Override
          public void makeTogether(List<Order> orders, Delivery delivery)
              throws ArtifactException, IOException {
            Order last = orders.get(orders.size() - 1);
            delivery.made(last, copied(last.item(), last.place()));
            throw new OutOfTime();
          }
        };

    Small.Log log = run(slow, SuiteRun.Company.of(3));

    assertThat(log.done).containsExactly("p0-s2", "p1-s2");
    assertThat(log.failed).isEmpty();
    assertThat(done()).isEqualTo(2);
    Copier copier = new Copier();
    run(copier, SuiteRun.Company.of(3));
    assertThat(copier.made).containsExactly("p0-s0+p0-s1", "p1-s0+p1-s1");
  }

  @Test
  void aProcessIsToldWhatTheRunIs() {
    SuiteRun.Options options =
        new SuiteRun.Options(
            Shard.of("2/3"),
            Duration.ofSeconds(5),
            true,
            Set.of("a"),
            new SuiteRun.Company(7, Set.of("b", "c")));
    Worker.Order order = new Worker.Order(Path.of("/s"), options);

    assertThat(Worker.Order.of(order.arguments().toArray(String[]::new))).isEqualTo(order);
  }
}
