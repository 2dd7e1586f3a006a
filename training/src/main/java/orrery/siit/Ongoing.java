package orrery.siit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import orrery.artifact.ArtifactException;

/** A try in training: where its checkpoint is, and who hears of it. */
final class Ongoing {
  final JointTraining.Pupil pupil;
  final Tries.Try begun;
  final Trainer.Run run;
  private final Optional<Path> file;
  private final String identity;
  private final Optional<Checkpoint> earlier;
  private final Optional<BatchShape> shape;
  private int heard;

  /** Begins a try, or goes on with it where the workspace has a checkpoint. */
  Ongoing(JointTraining.Pupil pupil, Tries.Try begun, Job job) {
    this.pupil = pupil;
    this.begun = begun;
    this.run = new Trainer.Run(job);
    String name = "attempt-" + begun.number() + ".safetensors";
    this.file = pupil.member().workspace().map(w -> w.resolve(name));
    this.identity = pupil.plan().identity() + "/" + begun.number();
    this.earlier = file.flatMap(f -> Checkpoint.read(f, identity));
    this.shape = BatchShape.of(pupil.plan());
    this.heard = earlier.map(c -> c.curve().rows().size()).orElse(0);
  }

  /** Whether both can be one batch from here on: a trainer does one and the same step of all. */
  boolean fits(Ongoing other) {
    return shape.isPresent() && shape.equals(other.shape) && step() == other.step();
  }

  /** Where it stands at the beginning. */
  private long step() {
    return earlier.map(Checkpoint::step).orElse(0L);
  }

  /** Trains tries that fit from where they stand. */
  static Trainer trainer(List<Ongoing> batch) {
    List<Trainer.Run> runs = batch.stream().map(o -> o.run).toList();
    Trainer trainer = new Trainer(runs, batch.get(0).pupil.plan().processor());
    List<Checkpoint> from = batch.stream().flatMap(o -> o.earlier.stream()).toList();
    if (!from.isEmpty()) trainer.resume(from);
    return trainer;
  }

  /** Tells of a look that nobody has heard of; whether there was one. */
  boolean tell() {
    List<Curve.Row> rows = run.curve.rows();
    if (rows.size() == heard) return false;
    pupil.member().listener().looked(begun.number(), begun.recipe(), rows.get(heard));
    heard = rows.size();
    return true;
  }

  /** Whether its listener wants training to end. */
  boolean stops() {
    return pupil.member().listener().stops();
  }

  /** Keeps where it stands. */
  void save(Trainer trainer) throws ArtifactException {
    if (file.isPresent()) trainer.checkpoint(run, identity).write(file.get());
  }

  /** What has become of it. */
  Tries.Trained trained(ParameterLayout layout) {
    return new Tries.Trained(layout.weights(run.best), run.curve, run.lastStep(), run.bestFigure);
  }
}
