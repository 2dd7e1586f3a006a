package orrery.sampler;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Which operations a binding is made of: what is allowed, and first what is still required. */
final class Choices {
  private final Demand demand;
  private final RandomGenerator random;
  private final Set<Operation> missing;
  private final Set<Operation> taken = EnumSet.noneOf(Operation.class);

  Choices(Demand demand, RandomGenerator random) {
    this.demand = demand;
    this.random = random;
    this.missing = EnumSet.noneOf(Operation.class);
    missing.addAll(demand.required());
  }

  /** Forgets what an attempt at a binding took. */
  void begin() {
    taken.clear();
  }

  /** What the attempt has taken is part of the program. */
  Set<Operation> keep() {
    missing.removeAll(taken);
    return EnumSet.copyOf(taken);
  }

  /** Whether an operation is allowed. */
  boolean may(Operation operation) {
    return demand.allowed().contains(operation);
  }

  /** One of some operations, as far as they are allowed; required ones first. */
  Optional<Operation> among(List<Operation> operations) {
    List<Operation> allowed = operations.stream().filter(this::may).toList();
    List<Operation> first = allowed.stream().filter(missing::contains).toList();
    List<Operation> from = first.isEmpty() || random.nextInt(4) == 0 ? allowed : first;
    if (from.isEmpty()) return Optional.empty();
    return Optional.of(take(from.get(random.nextInt(from.size()))));
  }

  /** Notes that an operation is used. */
  Operation take(Operation operation) {
    taken.add(operation);
    return operation;
  }
}
