package orrery.verify;

import orrery.model.ActivationBatch;
import orrery.model.Site;

/** One comparison at one site of the running model, for every sequence of a batch. */
interface Check {
  /** Where it looks. */
  Site site();

  /** Readies what the batch needs of the interpreter; called before the pass, on one thread. */
  void prepare(Expected expected);

  /** Compares a batch; called on several threads. */
  void at(ActivationBatch values, Expected expected);
}
