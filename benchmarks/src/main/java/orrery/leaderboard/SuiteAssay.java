package orrery.leaderboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import orrery.artifact.ArtifactException;
import orrery.artifact.Drafts;
import orrery.artifact.ModelFolder;
import orrery.artifact.ModelHash;
import orrery.artifact.SmallFile;
import orrery.circuit.CompiledModel;
import orrery.circuit.ResidualGraph;
import orrery.discovery.Method;
import orrery.discovery.MethodRefusal;
import orrery.discovery.Methods;
import orrery.intervention.Engine;
import orrery.report.Assessment;
import orrery.report.ReportFiles;
import orrery.report.Scorecard;
import orrery.report.TrainingAccount;
import orrery.suite.Shard;
import orrery.task.MadeTask;
import orrery.task.TaskOptions;
import orrery.task.TaskRefusal;
import orrery.task.Tasks;

/**
 * Puts methods to the test on every model below a folder. What comes of each is kept below {@code
 * assay/}; a model that is done is not done again, and one that was interrupted goes on where it
 * was.
 *
 * @param folder of a suite, or any that has model folders in it
 * @param strata how models are told apart by difficulty
 * @param question what is asked of every model
 */
public record SuiteAssay(Path folder, Strata strata, Question question) {
  /** The folder of what came of it. */
  public static final String ASSAYS = "assay";

  /** The assay of a folder, by the strata of the suite in it. */
  public static SuiteAssay of(Path folder, Question question) throws ArtifactException {
    return new SuiteAssay(folder, Strata.of(folder), question);
  }

  /**
   * What is asked of every model.
   *
   * @param methods as they are written on the command line
   * @param task how the task of each is made
   * @param edges the most edges that a model may have
   * @param machine runs a model
   * @param about what a report says of the machine, the version and the command
   */
  public record Question(
      String methods,
      TaskOptions task,
      int edges,
      Function<CompiledModel, Engine> machine,
      About about) {
    /** The same for the same question only. */
    String hash() {
      return SmallFile.sha256(
          String.join(
              "\n",
              methods,
              task.toString(),
              String.valueOf(edges),
              about.engine(),
              about.version()));
    }
  }

  /**
   * What a report says.
   *
   * @param engine the machine and its precision
   * @param version of Orrery
   * @param command what makes this again
   */
  public record About(String engine, String version, String command) {}

  /** What came of a model. */
  public enum End {
    /** It was assessed. */
    DONE,
    /** It had been assessed before. */
    KEPT,
    /** There is no scorecard of it, and a reason. */
    LEFT,
    /** Something broke; it is tried again next time. */
    BROKEN
  }

  /**
   * A model that is over.
   *
   * @param why it has no scorecard; empty where it has one
   */
  public record Ended(String id, End end, Optional<String> why) {}

  /**
   * Runs all models of a part, some at once.
   *
   * @param members all models of the folder
   * @param shard the part of them that is run here
   * @param jobs how many at once; what comes of a model does not depend on it
   * @param done is told of each, from any thread, one at a time
   * @return what came of each, in the order of the models
   */
  public List<Ended> run(List<Member> members, Shard shard, int jobs, Consumer<Ended> done)
      throws IOException {
    Methods.asked(question.methods()); // refused here, not once a model
    List<Member> own = new ArrayList<>();
    for (int i = shard.number() - 1; i < members.size(); i += shard.count()) {
      own.add(members.get(i));
    }
    ExecutorService workers = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<Ended>> running = new ArrayList<>();
      for (Member m : own) running.add(workers.submit(() -> told(m, done)));
      List<Ended> all = new ArrayList<>();
      for (Future<Ended> f : running) all.add(result(f));
      return all;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Ended result(Future<Ended> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) throw io;
      throw new AssertionError(e.getCause());
    }
  }

  private Ended told(Member member, Consumer<Ended> done) throws IOException {
    Ended ended = one(member);
    synchronized (done) {
      done.accept(ended);
    }
    return ended;
  }

  private Ended one(Member member) throws IOException {
    Path own = folder.resolve(ASSAYS).resolve(member.id());
    ModelFolder.Contents contents;
    try {
      contents = member.read();
    } catch (ArtifactException e) {
      return new Ended(member.id(), End.BROKEN, Optional.of(String.valueOf(e.getMessage())));
    }
    Profile profile = Profile.of(contents, strata);
    String asked = question.hash();
    String key = SmallFile.sha256(ModelHash.of(contents.model()) + asked);
    Optional<AssayNote> before = before(own).filter(n -> n.key().equals(key));
    if (before.isPresent()) {
      Optional<String> left = before.get().left();
      return new Ended(member.id(), left.isPresent() ? End.LEFT : End.KEPT, left);
    }
    Files.createDirectories(own);
    Drafts.sweep(own);
    Drafts.sweep(own.resolve(ReportFiles.ANSWERS));
    try {
      Optional<String> left = assess(contents, profile, member.folder(), own);
      new AssayNote(member.id(), key, asked, profile, left).write(own);
      return new Ended(member.id(), left.isPresent() ? End.LEFT : End.DONE, left);
    } catch (RuntimeException | AssertionError broken) {
      String why = "it broke: " + broken.getClass().getSimpleName() + ", " + broken.getMessage();
      new AssayNote(member.id(), "", asked, profile, Optional.of(why)).write(own);
      return new Ended(member.id(), End.BROKEN, Optional.of(why));
    }
  }

  private static Optional<AssayNote> before(Path own) {
    try {
      return AssayNote.read(own);
    } catch (ArtifactException damaged) {
      return Optional.empty();
    }
  }

  /** Assesses a model; otherwise says why not. */
  private Optional<String> assess(
      ModelFolder.Contents contents, Profile profile, Path from, Path own) throws IOException {
    CompiledModel model = contents.model();
    if (!profile.passed() && !profile.isControl()) {
      return Optional.of("its certificate says that it failed: its circuit is no ground truth");
    }
    int edges = ResidualGraph.of(model.weights()).edgeCount();
    if (edges > question.edges()) {
      return Optional.of("%d edges, more than %d".formatted(edges, question.edges()));
    }
    try {
      MadeTask made = Tasks.of(model, question.task());
      if (made.effectiveSize() == 0) return Optional.of("no pair of inputs has different answers");
      ReportFiles.write(
          card(contents, made, own), TrainingAccount.of(model, contents.certificate(), from), own);
      return Optional.empty();
    } catch (TaskRefusal | MethodRefusal refusal) {
      return Optional.of(String.valueOf(refusal.getMessage()));
    }
  }

  private Scorecard card(ModelFolder.Contents contents, MadeTask made, Path own)
      throws IOException {
    CompiledModel model = contents.model();
    About about = question.about();
    try (Engine machine = question.machine().apply(model)) {
      Methods.Known known = new Methods.Known(model, machine, made);
      List<Method> methods =
          Methods.asked(question.methods()).stream().map(a -> a.on().apply(known)).toList();
      return Assessment.of(
              new Assessment.Question(
                  model,
                  made,
                  new Assessment.About(
                      Sentences.size(model),
                      Sentences.verdict(contents.certificate()),
                      about.version(),
                      about.command()),
                  about.engine()),
              machine,
              methods,
              Optional.of(own),
              (what, step, steps) -> {})
          .card();
    }
  }
}
