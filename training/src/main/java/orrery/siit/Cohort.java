package orrery.siit;

import java.util.ArrayList;
import java.util.List;
import orrery.circuit.CompiledModel;
import orrery.components.Architecture;
import orrery.components.Assignment;
import orrery.components.ComponentModel;
import orrery.engine.Processor;
import orrery.model.TransformerConfig;

/**
 * Models of one shape that are trained side by side as one batched computation, step by step, and
 * looked at when asked: no retries and no certificate. For measurements; {@link Training} is for
 * models that are kept.
 */
public final class Cohort implements AutoCloseable {
  /**
   * One model.
   *
   * @param compiled the compiled model whose circuit it is to have
   * @param architecture its shape
   * @param recipe how it is trained
   * @param seed of its assignment, inputs, initial weights and pairs
   */
  public record Member(
      CompiledModel compiled, Architecture architecture, Recipe recipe, long seed) {
    private Job job() {
      Assignment assignment =
          Assignment.random(compiled, architecture, Seeds.of(seed, "assignment"));
      TransformerConfig config = architecture.config(compiled);
      CompiledModel skeleton =
          assignment.skeleton(Training.initial(config, recipe, Seeds.of(seed, "initial")));
      ComponentModel meaning = ComponentModel.of(skeleton);
      Schooling schooling = new Schooling(compiled.meaning(), seed);
      Places places = schooling.places(skeleton, meaning, recipe);
      return schooling.job(skeleton, meaning, places, recipe, Seeds.of(seed, "pairs"));
    }
  }

  private final List<Trainer.Run> runs = new ArrayList<>();
  private final Trainer trainer;

  /**
   * Starts every model from its initial weights.
   *
   * @throws IllegalArgumentException where they cannot be one batch, or a program does not fit
   * @throws orrery.engine.NoTorch where there is no PyTorch, or no such device
   */
  public Cohort(List<Member> members, Processor processor) {
    members.forEach(m -> runs.add(new Trainer.Run(m.job())));
    this.trainer = new Trainer(runs, processor);
  }

  /**
   * Some steps of every model that is still trained. A model is trained no more once three looks in
   * a row, each {@link Recipe#evaluateEvery} steps after the last, found every figure at its
   * threshold, or its recipe has no more steps.
   */
  public void advance(long steps) {
    for (long i = 0; i < steps && !trainer.left().isEmpty(); i++) trainer.advance();
  }

  /** How many steps were done. */
  public long step() {
    return trainer.step();
  }

  /** How many models are still trained. */
  public int left() {
    return trainer.left().size();
  }

  /** How many arrays outside the Java heap are held between two steps. */
  public int arrays() {
    return trainer.arrays();
  }

  /** How many steps each model was trained, in their order. */
  public List<Long> steps() {
    List<Trainer.Run> left = trainer.left();
    return runs.stream().map(r -> left.contains(r) ? trainer.step() : r.lastStep()).toList();
  }

  /** How many models were found at their threshold. */
  public int reached() {
    return (int) runs.stream().filter(Trainer.Run::accepted).count();
  }

  /** Where every model that is still trained stands on its held-out pairs. */
  public List<Standing> standings() {
    if (trainer.left().isEmpty()) return List.of();
    return trainer.looks().stream().map(Standing::of).toList();
  }

  @Override
  public void close() {
    trainer.close();
  }
}
