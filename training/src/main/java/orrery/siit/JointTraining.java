package orrery.siit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.artifact.ArtifactException;

/**
 * Trainings side by side: the first tries of all plans whose models fit together are one batched
 * computation, then the second tries of those that failed, and so on.
 *
 * <p>What comes of a plan is to the bit what {@link Training#run} makes of it alone (on a GPU:
 * within the intervals of its figures), and so it is where the process was killed and they are gone
 * on with, in whatever company: every plan has its own workspace.
 */
public final class JointTraining {
  /**
   * One of them.
   *
   * @param workspace a folder for checkpoints, which may hold those of an interrupted run; made
   *     where it is not there
   */
  public record Member(TrainingPlan plan, Optional<Path> workspace, Training.Listener listener) {}

  /** Is told what becomes of each member, by its place in the list, as soon as it is known. */
  public interface Receiver {
    /** A training is over. */
    void ended(int member, Training.Outcome outcome) throws ArtifactException, IOException;

    /** A training cannot be: its architecture is too small for the program. */
    void refused(int member, IllegalArgumentException why) throws ArtifactException, IOException;
  }

  /** A member whose training is not over. */
  record Pupil(int number, Member member, Tries tries) {
    TrainingPlan plan() {
      return member.plan();
    }
  }

  private final Receiver receiver;

  private JointTraining(Receiver receiver) {
    this.receiver = receiver;
  }

  /**
   * Trains models.
   *
   * @throws TrainingStopped where the listener of a member wanted it, or the process is asked to
   *     end; the receiver has what was over by then, and what the workspaces hold of the rest is
   *     gone on from
   * @throws orrery.engine.NoTorch where there is no PyTorch, or no such device
   */
  public static void run(List<Member> members, Receiver receiver)
      throws ArtifactException, IOException {
    new JointTraining(receiver).all(members);
  }

  private void all(List<Member> members) throws ArtifactException, IOException {
    List<Pupil> going = new ArrayList<>();
    for (int m = 0; m < members.size(); m++) {
      Member member = members.get(m);
      if (member.workspace().isPresent()) Files.createDirectories(member.workspace().get());
      try {
        going.add(new Pupil(m, member, new Tries(member.plan())));
      } catch (IllegalArgumentException small) {
        receiver.refused(m, small);
      }
    }
    while (!going.isEmpty()) {
      for (List<Ongoing> batch : batches(going)) train(batch);
      going.removeIf(p -> p.tries().isOver());
    }
  }

  /** The next try of everyone, those together that fit; who refuses or is not trained leaves. */
  private List<List<Ongoing>> batches(List<Pupil> going) throws ArtifactException, IOException {
    List<List<Ongoing>> batches = new ArrayList<>();
    for (Pupil pupil : List.copyOf(going)) {
      try {
        begun(pupil).ifPresent(own -> seat(own, batches));
      } catch (IllegalArgumentException small) {
        going.remove(pupil);
        receiver.refused(pupil.number(), small);
      }
    }
    return batches;
  }

  private static void seat(Ongoing own, List<List<Ongoing>> batches) {
    for (List<Ongoing> batch : batches) {
      if (batch.get(0).fits(own)) {
        batch.add(own);
        return;
      }
    }
    batches.add(new ArrayList<>(List.of(own)));
  }

  /** Begins the next try of a member; empty where nothing is trained. */
  private Optional<Ongoing> begun(Pupil pupil) throws ArtifactException, IOException {
    Tries.Try next = pupil.tries().next();
    Optional<Job> job = pupil.tries().job(next);
    if (job.isPresent()) return Optional.of(new Ongoing(pupil, next, job.get()));
    end(pupil, next, new Tries.Trained(next.skeleton().weights(), new Curve(), 0, 0));
    return Optional.empty();
  }

  private void end(Pupil pupil, Tries.Try done, Tries.Trained trained)
      throws ArtifactException, IOException {
    pupil.tries().judge(done, trained);
    if (pupil.tries().isOver()) receiver.ended(pupil.number(), pupil.tries().outcome());
  }

  /** Trains one batch to its end. */
  private void train(List<Ongoing> batch) throws ArtifactException, IOException {
    List<Ongoing> left = new ArrayList<>(batch);
    try (Trainer trainer = Ongoing.trainer(batch)) {
      long every = 1_000_000L * Long.getLong(Training.CHECKPOINT_MILLIS, Training.USUAL_MILLIS);
      long last = System.nanoTime();
      while (!left.isEmpty()) {
        trainer.advance();
        boolean ends = Interruption.isAsked();
        List<Ongoing> looked = left.stream().filter(Ongoing::tell).toList();
        if (looked.isEmpty() && !ends) continue;
        boolean stops = ends || looked.stream().anyMatch(Ongoing::stops);
        List<Ongoing> done = left.stream().filter(o -> !trainer.left().contains(o.run)).toList();
        left.removeAll(done);
        if (stops || System.nanoTime() - last > every) {
          for (Ongoing own : left) own.save(trainer);
          last = System.nanoTime();
        }
        for (Ongoing own : done) end(own.pupil, own.begun, own.trained(trainer.layout()));
        if (stops && !left.isEmpty()) throw new TrainingStopped();
      }
    }
  }
}
