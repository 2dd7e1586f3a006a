package orrery.task;

import java.util.List;
import java.util.stream.Stream;

/** Where the other halves of pairs come from. */
interface Counterfactuals {
  /** Inputs that may stand against one of a pool's, in random order, none of them the same. */
  Stream<Answering.Input> of(Answering.Input clean);

  /** Any other input. */
  record AnyOther(Pool pool, java.util.Random random) implements Counterfactuals {
    @Override
    public Stream<Answering.Input> of(Answering.Input clean) {
      List<Answering.Input> inputs = pool.inputs();
      int start = random.nextInt(inputs.size());
      return Stream.concat(
              inputs.subList(start, inputs.size()).stream(), inputs.subList(0, start).stream())
          .filter(other -> !other.isSame(clean));
    }
  }

  /** The same input with one token replaced. */
  record OneToken(Edits edits, Answering answering) implements Counterfactuals {
    @Override
    public Stream<Answering.Input> of(Answering.Input clean) {
      return answering.inputs(edits.single(clean.tokens())).stream();
    }
  }
}
