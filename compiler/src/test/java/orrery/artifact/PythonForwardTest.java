package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import orrery.model.ActivationFunction;
import orrery.model.AttentionDirection;
import orrery.model.Matrix;
import orrery.model.RandomWeights;
import orrery.model.ReferenceTransformer;
import orrery.model.TransformerConfig;
import orrery.model.Weights;

/**
 * What a Python user reads from our files is the model; needs {@code python3} and is skipped
 * without one.
 */
class PythonForwardTest {
  @TempDir Path folder = Path.of("");

  private List<String> python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return output.lines().toList();
    } catch (IOException e) {
      assumeTrue(false, "no python3: " + e.getMessage());
      throw e;
    }
  }

  @ParameterizedTest
  @EnumSource
  void plainPythonGivesTheSameLogits(AttentionDirection direction) throws Exception {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    TransformerConfig config =
        new TransformerConfig(2, 3, 9, 4, 11, 6, 5, 8, ActivationFunction.RELU, direction);
    Weights weights = RandomWeights.full(config, random, 0.4).toFloat32();
    Safetensors.write(folder.resolve("model.safetensors"), StateDict.of(weights), new TreeMap<>());
    Files.writeString(
        folder.resolve("config.json"),
        new GsonBuilder().serializeNulls().create().toJson(TransformerLensConfig.toJson(config)));
    Path script = folder.resolve("tl_forward.py");
    try (InputStream in = PythonForwardTest.class.getResourceAsStream("/tl_forward.py")) {
      Files.copy(in, script);
    }
    int[][] tokens = RandomWeights.tokens(random, config, 4);

    List<String> arguments = new ArrayList<>(List.of(script.toString(), folder.toString()));
    for (int[] sequence : tokens) {
      arguments.add(
          Arrays.stream(sequence).mapToObj(String::valueOf).collect(Collectors.joining(",")));
    }
    List<String> lines = python(arguments.toArray(String[]::new));

    assertThat(lines).hasSameSizeAs(tokens);
    for (int s = 0; s < tokens.length; s++) {
      Matrix expected = new ReferenceTransformer(weights).run(tokens[s]).logits();
      Matrix actual = Matrix.of(new Gson().fromJson(lines.get(s), double[][].class));
      assertThat(actual.rows()).isEqualTo(expected.rows());
      for (int p = 0; p < expected.rows(); p++) {
        for (int o = 0; o < expected.columns(); o++) {
          assertThat(actual.get(p, o)).isCloseTo(expected.get(p, o), within(1e-9));
        }
      }
    }
  }

  @Test
  void aNpzIsAZipOfArraysAsNumpyDocumentsThem() throws Exception {
    Path file = folder.resolve("model.npz");
    TreeMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("a.W", Tensor.of(Matrix.of(new double[][] {{1, 2, 3}, {0, 0, -0.5}})));
    tensors.put("b", Tensor.vector(Matrix.of(new double[][] {{7}})));
    tensors.put("c", new Tensor(List.of(2, 0, 3), Matrix.zero(0, 3)));
    Npz.write(file, tensors);

    List<String> lines =
        python(
            "-c",
            """
            import ast, struct, sys, zipfile
            archive = zipfile.ZipFile(sys.argv[1])
            assert archive.testzip() is None
            for name in archive.namelist():
                data = archive.read(name)
                assert data[:8] == b"\\x93NUMPY\\x01\\x00"
                (length,) = struct.unpack("<H", data[8:10])
                assert (10 + length) % 64 == 0 and data[9 + length] == ord("\\n")
                header = ast.literal_eval(data[10:10 + length].decode())
                body = data[10 + length:]
                print(name, sorted(header.items()), struct.unpack("<%df" % (len(body) // 4), body))
            """,
            file.toString());

    String header = " [('descr', '<f4'), ('fortran_order', False), ('shape', %s)] ";
    assertThat(lines)
        .containsExactly(
            "a.W.npy" + header.formatted("(2, 3)") + "(1.0, 2.0, 3.0, 0.0, 0.0, -0.5)",
            "b.npy" + header.formatted("(1,)") + "(7.0,)",
            "c.npy" + header.formatted("(2, 0, 3)") + "()");
    byte[] bytes = Files.readAllBytes(file);
    Npz.write(file, tensors);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }
}
