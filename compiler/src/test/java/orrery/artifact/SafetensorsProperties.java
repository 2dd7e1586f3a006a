package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import orrery.model.Matrix;
import orrery.model.MatrixBuilder;

/** Whatever a tensor file holds, reading it gives its tensors or says what is wrong. */
class SafetensorsProperties {
  private static final TensorLimits LIMITS = new TensorLimits(4096, 20, 1 << 20, 10_000);

  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("safetensors");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Property
  void whatIsWrittenIsRead(@ForAll long seed) throws ArtifactException, IOException {
    RandomGenerator random = random(seed);
    SortedMap<String, Tensor> tensors = tensors(random);
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put("format", "pt");
    metadata.put("\"quoted\" \u2713", "\n\u0000");
    Path file = folder.resolve("model.safetensors");

    Safetensors.write(file, tensors, metadata);
    Safetensors.Contents read = Safetensors.read(file);

    assertThat(read.tensors()).isEqualTo(tensors);
    assertThat(read.metadata()).isEqualTo(metadata);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
    Safetensors.write(file, read.tensors(), read.metadata());
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  /**
   * Damage of every kind, often several: reading must neither crash nor take memory that the file
   * does not have.
   */
  @Property(tries = 3000)
  void aDamagedFileIsReadOrRefused(@ForAll long seed) throws ArtifactException, IOException {
    RandomGenerator random = random(seed);
    Path file = folder.resolve("damaged.safetensors");
    Safetensors.write(file, tensors(random), new TreeMap<>());
    byte[] bytes = Files.readAllBytes(file);
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      bytes = damaged(bytes, random);
    }
    Files.write(file, bytes);

    try {
      Safetensors.Contents read = Safetensors.read(file, LIMITS);
      long size = read.tensors().values().stream().mapToLong(Tensor::size).sum();
      assertThat(size * Float.BYTES).isLessThanOrEqualTo(bytes.length);
    } catch (ArtifactException e) {
      assertThat(e).hasMessageContaining(file.toString()).hasMessageEndingWith(".");
    }
  }

  private static byte[] damaged(byte[] bytes, RandomGenerator random) {
    if (bytes.length < 9) {
      return bytes;
    }
    byte[] copy = bytes.clone();
    int header = Math.min(copy.length - 8, 300);
    switch (random.nextInt(6)) {
      case 0 -> copy = Arrays.copyOf(copy, random.nextInt(copy.length));
      case 1 -> copy = Arrays.copyOf(copy, copy.length + random.nextInt(1, 40));
      case 2 -> copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
      case 3 -> copy[random.nextInt(8)] = (byte) random.nextInt();
      case 4 ->
          copy[8 + random.nextInt(header)] =
              (byte) "0123456789{}[]\",:-eN".charAt(random.nextInt(20));
      default -> {
        int from = 8 + random.nextInt(header);
        int to = 8 + random.nextInt(header);
        int length = Math.min(random.nextInt(1, 30), copy.length - Math.max(from, to));
        System.arraycopy(bytes, from, copy, to, length);
      }
    }
    return copy;
  }

  private static SortedMap<String, Tensor> tensors(RandomGenerator random) {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    for (int t = random.nextInt(5); t > 0; t--) {
      List<Integer> shape = new ArrayList<>();
      int rows = 1;
      int columns = 1;
      for (int axis = random.nextInt(4); axis > 0; axis--) {
        int size = random.nextInt(5);
        rows *= shape.isEmpty() ? 1 : columns;
        columns = size;
        shape.add(size);
      }
      MatrixBuilder values = Matrix.builder(rows, columns);
      for (int i = random.nextInt(1 + rows * columns); i > 0; i--) {
        values.set(random.nextInt(rows), random.nextInt(columns), (float) random.nextGaussian());
      }
      tensors.put("blocks.%d.W".formatted(t), new Tensor(shape, values.build()));
    }
    return tensors;
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
