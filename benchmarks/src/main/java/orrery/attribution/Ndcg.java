package orrery.attribution;

import orrery.metrics.Ranking;

/**
 * Normalised discounted cumulative gain over all ranks, a true item counting 1 (Järvelin and
 * Kekäläinen 2002, with the discount 1/log₂(rank + 1)); tied items share the mean of their
 * discounts (McSherry and Najork 2008, section 2).
 */
final class Ndcg {
  private Ndcg() {}

  /** The score, 0 to 1. */
  static double of(Ranking ranking) {
    double gained = 0;
    int rank = 0;
    for (int g = 0; g < ranking.groups(); g++) {
      double discounts = 0;
      for (int i = 0; i < ranking.size(g); i++) discounts += discount(++rank);
      gained += ranking.hits(g) * discounts / ranking.size(g);
    }
    double most = 0;
    for (int i = 1; i <= ranking.positives(); i++) most += discount(i);
    return gained / most;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 1);
  }
}
