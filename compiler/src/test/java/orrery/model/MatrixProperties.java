package orrery.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** A matrix is the array that was written, whatever its form. */
class MatrixProperties {
  @Property
  void aMatrixHoldsWhatWasWrittenInAnyOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 9) int columns,
      @ForAll @IntRange(max = 120) int writes) {
    RandomGenerator random = TransformerProperties.random(seed);
    double[][] expected = new double[rows][columns];
    MatrixBuilder builder = Matrix.builder(rows, columns);
    for (int i = 0; i < writes; i++) {
      int r = random.nextInt(rows);
      int c = random.nextInt(columns);
      double value = random.nextInt(-2, 3);
      if (random.nextBoolean()) {
        builder.set(r, c, value);
        expected[r][c] = value;
      } else {
        builder.add(r, c, value);
        expected[r][c] += value;
      }
    }

    Matrix matrix = builder.build();

    long nonZeros = 0;
    for (int r = 0; r < rows; r++) {
      assertThat(matrix.rowToArray(r)).isEqualTo(Matrix.of(expected).rowToArray(r));
      for (int c = 0; c < columns; c++) {
        assertThat(matrix.get(r, c)).isEqualTo(expected[r][c]);
        nonZeros += expected[r][c] != 0 ? 1 : 0;
      }
    }
    assertThat(matrix.nonZeros()).isEqualTo(nonZeros);
    assertThat(matrix).isEqualTo(Matrix.of(expected)).hasSameHashCodeAs(Matrix.of(expected));
  }

  @Property
  void aProductIsTheSumOfProducts(
      @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double density) {
    RandomGenerator random = TransformerProperties.random(seed);
    int inner = random.nextInt(1, 8);
    Matrix a = random(random, random.nextInt(1, 8), inner, density);
    Matrix b = random(random, inner, random.nextInt(1, 8), density);

    Matrix product = a.times(b);

    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < b.columns(); c++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += a.get(r, k) * b.get(k, c);
        }
        assertThat(product.get(r, c)).isCloseTo(sum, within(1e-12));
      }
    }
    assertThat(product.transpose()).isEqualTo(b.transpose().times(a.transpose()));
  }

  @Property
  void aSparseAndADenseMatrixOfTheSameEntriesAreEqual(@ForAll long seed) {
    Matrix matrix = random(TransformerProperties.random(seed), 5, 4, 0.5);
    Matrix sparse = matrix.beside(Matrix.zero(5, 400)).resized(5, 4);
    Matrix dense = matrix.map(x -> x + 1).map(x -> x - 1);

    assertThat(sparse).isEqualTo(matrix);
    for (int r = 0; r < 5; r++) {
      for (int c = 0; c < 4; c++) {
        assertThat(dense.get(r, c)).isCloseTo(matrix.get(r, c), within(1e-15));
      }
    }
    assertThat(matrix.plus(Matrix.builder(5, 4).set(1, 2, 1).build())).isNotEqualTo(matrix);
  }

  @Property
  void partsPutTogetherAreTheWhole(@ForAll long seed) {
    Matrix matrix = random(TransformerProperties.random(seed), 6, 5, 0.4);

    assertThat(matrix.rowsBetween(0, 2).above(matrix.rowsBetween(2, 6))).isEqualTo(matrix);
    assertThat(matrix.resized(9, 9).resized(6, 5)).isEqualTo(matrix);
    assertThat(matrix.rowsAt(5, 4, 3, 2, 1, 0).rowsAt(5, 4, 3, 2, 1, 0)).isEqualTo(matrix);
    assertThat(matrix.beside(matrix).transpose())
        .isEqualTo(matrix.transpose().above(matrix.transpose()));
  }

  @Property(tries = 30)
  void aRandomRotationIsOrthogonal(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int n) {
    Matrix r = Orthogonal.random(n, TransformerProperties.random(seed));

    Matrix product = r.times(r.transpose());

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        assertThat(product.get(i, j)).isCloseTo(i == j ? 1 : 0, within(1e-13));
      }
    }
  }

  /** A million entries of a matrix with 10^12 places: nothing is ever as large as the places. */
  @Example
  void costIsLinearInTheNonZeros() {
    int size = 1_000_000;
    MatrixBuilder builder = Matrix.builder(size, size);
    for (int i = size - 1; i >= 0; i--) {
      builder.add(i, size - 1 - i, i + 1);
    }

    Matrix matrix = builder.build();

    assertThat(matrix.nonZeros()).isEqualTo(size);
    assertThat(matrix.get(7, size - 8)).isEqualTo(8);
    assertThat(matrix.transpose().transpose()).isEqualTo(matrix);
  }

  @Example
  void aWrongShapeIsRefusedWithBothShapes() {
    assertThatThrownBy(() -> Matrix.zero(3, 4).times(Matrix.zero(5, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[3, 4] · [5, 2]");
    assertThatThrownBy(() -> Matrix.zero(3, 4).get(3, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Matrix.identity(2).map(x -> x * 1e300).toFloat32())
        .hasMessage("1.0E300 is no finite float32");
  }

  static Matrix random(RandomGenerator random, int rows, int columns, double density) {
    MatrixBuilder builder = Matrix.builder(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        if (random.nextDouble() < density) {
          builder.set(r, c, random.nextGaussian());
        }
      }
    }
    return builder.build();
  }
}
