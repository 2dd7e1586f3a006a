package orrery.verify;

import java.util.Arrays;
import orrery.causal.Variable;
import orrery.circuit.CompiledModel;
import orrery.circuit.Placement;
import orrery.circuit.Readout;
import orrery.model.ActivationBatch;
import orrery.model.Site;

/** Decodes a variable where it stands and compares it with the interpreter. */
final class PlacementCheck implements Check {
  private final Placement placement;
  private final Tally tally;
  private final Inputs inputs;
  private final int[][] index; // [coordinate] dimensions
  private final double[][] weight; // [coordinate] their weights

  PlacementCheck(Placement placement, CompiledModel model) {
    this.placement = placement;
    this.inputs = new Inputs(model.vocabulary());
    this.tally = new Tally(placement.variable().name(), Sites.after(placement.time()).hookName());
    int n = placement.readout().directions().rows();
    index = new int[n][];
    weight = new double[n][];
    for (int c = 0; c < n; c++) {
      double[] row = placement.readout().directions().rowToArray(c);
      int[] used =
          java.util.stream.IntStream.range(0, row.length).filter(d -> row[d] != 0).toArray();
      index[c] = used;
      weight[c] = Arrays.stream(used).mapToDouble(d -> row[d]).toArray();
    }
  }

  Tally tally() {
    return tally;
  }

  @Override
  public Site site() {
    return Sites.after(placement.time());
  }

  @Override
  public void prepare(Expected expected) {
    expected.evaluation().codes(placement.variable());
  }

  @Override
  public void at(ActivationBatch values, Expected expected) {
    int[] codes = expected.evaluation().codes(placement.variable());
    Tally own = tally.fresh();
    double[] coordinates = new double[index.length];
    for (int row = 0; row < values.rows(); row++) {
      long sequence = values.sequence(row);
      int length = expected.input(sequence).length;
      for (int p = 0; p < length; p++) {
        int code = codes[expected.at(sequence, p)];
        if (code < 0) continue;
        for (int c = 0; c < coordinates.length; c++) {
          double sum = placement.readout().offsets()[c];
          for (int i = 0; i < index[c].length; i++) {
            sum += weight[c][i] * values.get(row, p + 1, index[c][i]);
          }
          coordinates[c] = sum;
        }
        Readout.Decoded decoded = placement.readout().decode(coordinates);
        if (!own.compare(decoded.code() == code, decoded.margin())) {
          report(own, expected, sequence, p, code, decoded.code());
        }
      }
    }
    tally.add(own);
  }

  private void report(Tally own, Expected expected, long sequence, int p, int code, int decoded) {
    Variable v = placement.variable();
    own.disagree(
        sequence,
        new Certificate.Disagreement(
            v.name(),
            tally.site(),
            inputs.show(expected.input(sequence)),
            p,
            v.domain().value(code).toString(),
            v.domain().value(decoded).toString()));
  }
}
