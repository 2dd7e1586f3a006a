package orrery.task;

/**
 * What is lost at one position of one output, from its own logits.
 *
 * <p>An output that is a class has one logit a value and its answer's probability is their softmax.
 * An output that is a number has one logit, the number itself; where a probability is asked for, it
 * is read as the mean of a Gaussian whose standard deviation is the least distance between two
 * values that the number can take.
 */
sealed interface Loss {
  /** The loss on an output's logits. */
  double value(double[] logits);

  /** Its derivative with respect to each of them. */
  double[] gradient(double[] logits);

  /** Logit of the counterfactual's answer − logit of the clean answer. */
  record LogitDifference(int clean, int counterfactual) implements Loss {
    @Override
    public double value(double[] logits) {
      return logits[counterfactual] - logits[clean];
    }

    @Override
    public double[] gradient(double[] logits) {
      double[] slopes = new double[logits.length];
      slopes[counterfactual] = 1;
      slopes[clean] = -1;
      return slopes;
    }
  }

  /** How much of the way from the clean answer to the counterfactual's a number has gone. */
  record Movement(double clean, double counterfactual) implements Loss {
    @Override
    public double value(double[] logits) {
      return (logits[0] - clean) / (counterfactual - clean);
    }

    @Override
    public double[] gradient(double[] logits) {
      return new double[] {1 / (counterfactual - clean)};
    }
  }

  /**
   * KL(clean ‖ now).
   *
   * @param clean the log probabilities of the clean run
   */
  record Divergence(double[] clean) implements Loss {
    @Override
    public double value(double[] logits) {
      double[] now = logSoftmax(logits);
      double sum = 0;
      for (int i = 0; i < now.length; i++) {
        double p = Math.exp(clean[i]);
        if (p > 0) sum += p * (clean[i] - now[i]);
      }
      return sum;
    }

    @Override
    public double[] gradient(double[] logits) {
      double[] slopes = logSoftmax(logits);
      for (int i = 0; i < slopes.length; i++) slopes[i] = Math.exp(slopes[i]) - Math.exp(clean[i]);
      return slopes;
    }
  }

  /** −log probability of an answer. */
  record CrossEntropy(int answer) implements Loss {
    @Override
    public double value(double[] logits) {
      return -logSoftmax(logits)[answer];
    }

    @Override
    public double[] gradient(double[] logits) {
      double[] slopes = logSoftmax(logits);
      for (int i = 0; i < slopes.length; i++) slopes[i] = Math.exp(slopes[i]);
      slopes[answer] -= 1;
      return slopes;
    }
  }

  /** 1 − probability of an answer. */
  record Improbability(int answer) implements Loss {
    @Override
    public double value(double[] logits) {
      return -Math.expm1(logSoftmax(logits)[answer]);
    }

    @Override
    public double[] gradient(double[] logits) {
      double[] slopes = logSoftmax(logits);
      double p = Math.exp(slopes[answer]);
      for (int i = 0; i < slopes.length; i++) slopes[i] = p * Math.exp(slopes[i]);
      slopes[answer] -= p;
      return slopes;
    }
  }

  /** Mean squared difference from the logits of the clean run. */
  record SquaredError(double[] clean) implements Loss {
    @Override
    public double value(double[] logits) {
      double sum = 0;
      for (int i = 0; i < clean.length; i++) {
        sum += (logits[i] - clean[i]) * (logits[i] - clean[i]);
      }
      return sum / clean.length;
    }

    @Override
    public double[] gradient(double[] logits) {
      double[] slopes = new double[clean.length];
      for (int i = 0; i < slopes.length; i++) {
        slopes[i] = 2 * (logits[i] - clean[i]) / clean.length;
      }
      return slopes;
    }
  }

  /** 1 where another class's logit is the largest (of equal ones the first); flat. */
  record WrongClass(int answer) implements Loss {
    @Override
    public double value(double[] logits) {
      int best = 0;
      for (int i = 1; i < logits.length; i++) if (logits[i] > logits[best]) best = i;
      return best == answer ? 0 : 1;
    }

    @Override
    public double[] gradient(double[] logits) {
      return new double[logits.length];
    }
  }

  /**
   * 1 where a number is as near to another value as to the answer, or nearer; flat.
   *
   * @param numbers the values that it can take
   */
  record WrongNumber(double[] numbers, double answer) implements Loss {
    @Override
    public double value(double[] logits) {
      double own = Math.abs(logits[0] - answer);
      for (double n : numbers) {
        if (n != answer && Math.abs(logits[0] - n) <= own) return 1;
      }
      return 0;
    }

    @Override
    public double[] gradient(double[] logits) {
      return new double[1];
    }
  }

  /**
   * −log density of a number under a Gaussian, its constant left out; between Gaussians of one
   * width this is their KL, too.
   */
  record Gaussian(double mean, double deviation) implements Loss {
    @Override
    public double value(double[] logits) {
      double z = (logits[0] - mean) / deviation;
      return z * z / 2;
    }

    @Override
    public double[] gradient(double[] logits) {
      return new double[] {(logits[0] - mean) / (deviation * deviation)};
    }
  }

  /** 1 − density of a number under a Gaussian, relative to that of the mean. */
  record GaussianComplement(Gaussian gaussian) implements Loss {
    @Override
    public double value(double[] logits) {
      return -Math.expm1(-gaussian.value(logits));
    }

    @Override
    public double[] gradient(double[] logits) {
      double density = Math.exp(-gaussian.value(logits));
      return new double[] {density * gaussian.gradient(logits)[0]};
    }
  }

  /** The log probabilities of a softmax. */
  static double[] logSoftmax(double[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (double l : logits) most = Math.max(most, l);
    double sum = 0;
    for (double l : logits) sum += Math.exp(l - most);
    double log = most + Math.log(sum);
    double[] result = new double[logits.length];
    for (int i = 0; i < result.length; i++) result[i] = logits[i] - log;
    return result;
  }
}
