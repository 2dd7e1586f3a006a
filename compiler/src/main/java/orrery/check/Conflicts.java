package orrery.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;

/**
 * Reads without a value at some position, in a program whose outputs are not judged everywhere.
 *
 * <p>Such a read is no mistake where nobody looks: where its variable reaches outputs through
 * tables only, and none of them is judged at that position.
 */
final class Conflicts {
  private final Checking checking;
  private final boolean mayBeExcused;
  private final List<Postponed> postponed = new ArrayList<>();

  private record Postponed(
      Mechanism.Attention attention, Attentions.Request request, List<Checking.Frame> frames) {}

  Conflicts(Checking checking, boolean mayBeExcused) {
    this.checking = checking;
    this.mayBeExcused = mayBeExcused;
  }

  /** Whether an output is judged at one place only. */
  boolean mayBeExcused() {
    return mayBeExcused;
  }

  /** Puts the question off until all outputs are known. */
  void postpone(Mechanism.Attention attention, Attentions.Request request) {
    postponed.add(new Postponed(attention, request, List.copyOf(checking.frames())));
  }

  /** Reports what is wrong after all. */
  void judge(Findings found) {
    for (Postponed p : postponed) {
      checking.statement(() -> judge(p, found));
    }
  }

  private void judge(Postponed p, Findings found) {
    for (Variable v : checking.nodes().all()) {
      if (v.mechanism() != p.attention()) continue;
      Optional<Reach.Witness> witness = judged(v, found);
      if (witness.isEmpty()) continue;
      for (int i = p.frames().size() - 1; i >= 0; i--) {
        checking.frames().push(p.frames().get(i));
      }
      Evaluation.Conflict.Kind kind =
          checking.reach().conflict(v).orElseThrow(() -> new AssertionError(v)).kind();
      throw checking.fail(
          diagnostic(
              p.attention(), p.request(), Optional.of(new Reach.ConflictAt(kind, witness.get()))));
    }
  }

  /** A position at which {@code v} has no value and somebody looks. */
  private Optional<Reach.Witness> judged(Variable v, Findings found) {
    List<Variable> reached = new ArrayList<>();
    Deque<Variable> todo = new ArrayDeque<>(List.of(v));
    boolean everywhere = false;
    while (!todo.isEmpty()) {
      Variable at = todo.remove();
      if (reached.contains(at)) continue;
      reached.add(at);
      everywhere |= found.assumptions().stream().anyMatch(a -> a.condition() == at);
      for (Variable child : checking.nodes().all()) {
        if (!child.parents().contains(at)) continue;
        everywhere |= child.mechanism() instanceof Mechanism.Attention;
        todo.add(child);
      }
    }
    boolean anywhere = everywhere;
    List<CausalModel.Output> outputs =
        found.outputs().stream().filter(o -> reached.contains(o.variable())).toList();
    return checking
        .reach()
        .findMissing(
            v,
            (position, length) ->
                anywhere || outputs.stream().anyMatch(o -> o.judgedAt(position, length)));
  }

  /** The diagnostic of a conflict. */
  Diagnostic diagnostic(
      Mechanism.Attention attention,
      Attentions.Request request,
      Optional<Reach.ConflictAt> conflict) {
    Reach.ConflictAt at = conflict.orElseThrow(() -> new AssertionError("no conflict"));
    return at.kind() == Evaluation.Conflict.Kind.DIFFERENT_VALUES
        ? AttentionProblems.differentValues(attention, at, request, checking)
        : AttentionProblems.undefinedValue(attention, at, request, checking);
  }
}
