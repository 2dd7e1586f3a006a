package orrery.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each trick that a tensor file can play is named in what the user reads. */
class HostileTensorFileTest {
  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                                            | 4 | its tensors take 0 bytes, but 4 are there
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}                        | 0 | its tensors take 4 bytes, but 0 are there
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}                        | 8 | tensor a begins at byte 4, the one before ends at 0
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 4 | tensor b begins at byte 0, the one before ends at 4
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | 8 | it has two tensors a
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}                        | 4 | tensor a of shape [2] takes 8 bytes, but has those from 0 to 4
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}                        | 4 | tensor a of shape [1] takes 4 bytes, but has those from 4 to 0
          {'a':{'dtype':'F32','shape':[-1,-1],'data_offsets':[0,4]}}                    | 4 | tensor a has a size of -1
          {'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}}    | 0 | its header has a number that is no size
          {'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,0]}}     | 0 | its header has a number that is no size
          {'a':{'dtype':'F32','shape':[1e3],'data_offsets':[0,4000]}}                   | 4000 | its header has a number that is no size
          {'a':{'dtype':'F32','shape':[2000000000,0],'data_offsets':[0,0]}}             | 0 | tensor a of shape [2000000000, 0] is too large
          {'a':{'dtype':'F32','shape':[3000000000,0],'data_offsets':[0,0]}}             | 0 | tensor a of shape [3000000000, 0] is too large
          {'a':{'dtype':'F32','shape':[0,3000000000],'data_offsets':[0,0]}}             | 0 | its header has a number that is no size
          {'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1],'data_offsets':[0,4]}}        | 4 | tensor a has a shape or place that is no list of sizes
          {'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}}                      | 4 | tensor a has a shape or place that is no list of sizes
          {'a':{'dtype':'F16','shape':[2],'data_offsets':[0,4]}}                        | 4 | tensor a is of type F16
          {'a':{'dtype':'F32','shape':[1]}}                                             | 4 | tensor a lacks its type, shape or place
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'code':'x'}}             | 4 | tensor a has an entry code
          {'a':{'dtype':'F32','shape':[1],'shape':[1],'data_offsets':[0,4]}}            | 4 | tensor a has two entries shape
          {'a':[[[[[[[[[]]]]]]]]]}                                                      | 0 | its header is no JSON object of tensors
          {'__metadata__':{'a':{}}}                                                     | 0 | its __metadata__ is no map of text to text
          {'__metadata__':{},'__metadata__':{}}                                         | 0 | it has two entries __metadata__
          [1]                                                                           | 0 | its header is no JSON object of tensors
          {} {}                                                                         | 0 | its header is no JSON object of tensors
          {'a':                                                                         | 0 | its header is no JSON object of tensors
          """)
  void aBadHeaderIsNamed(String header, int dataBytes, String wrong) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);

    refused(bytes(json.length, json, dataBytes), wrong);
  }

  @Test
  void aHeaderLengthIsCheckedBeforeMemoryIsTaken() throws IOException {
    byte[] json = {'{', '}'};

    refused(bytes(Long.MAX_VALUE, json, 0), "its header claims 9223372036854775807 bytes");
    refused(bytes(-1, json, 0), "its header claims 18446744073709551615 bytes");
    refused(bytes(3, json, 0), "its header claims 3 bytes, but 2 follow");
    refused(bytes((16L << 20) + 1, json, 0), "its header claims 16777217 bytes, at most 16777216");
    refused(new byte[7], "it has 7 bytes, a tensor file has at least 8");
    refused(bytes(1, new byte[] {(byte) 0xFF}, 0), "its header is no UTF-8 text");
  }

  @Test
  void manyEmptyTensorsWithManyRowsAreRefusedTogether() throws IOException {
    StringBuilder header = new StringBuilder("{");
    for (int t = 0; t < 1000; t++) {
      header.append(
          "\"t%d\":{\"dtype\":\"F32\",\"shape\":[1000000,0],\"data_offsets\":[0,0]},".formatted(t));
    }
    header.setCharAt(header.length() - 1, '}');
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);

    refused(bytes(json.length, json, 0), "is too large");
  }

  /**
   * Zeros cost disk (not even that in a sparse file) and no memory; other values are counted as
   * they come.
   */
  @Test
  void aHugeFileOfZerosIsReadAndOneOfValuesIsRefused() throws Exception {
    long values = 100_000_000;
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1000,100000],\"data_offsets\":[0,%d]}}"
            .formatted(values * 4);
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("huge.safetensors");
    Files.write(file, bytes(json.length, json, 0));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8 + json.length + values * 4);
    }

    TensorLimits limits = new TensorLimits(1000, 10, Long.MAX_VALUE, 2000);
    assertThat(Safetensors.read(file, limits).tensors().values())
        .singleElement()
        .satisfies(tensor -> assertThat(tensor.values().nonZeros()).isZero());

    byte[] ones = new byte[4 * 2000];
    for (int i = 2; i < ones.length; i += 4) {
      ones[i] = (byte) 0x80; // 0x3F80_0000 is 1.0f
      ones[i + 1] = 0x3F;
    }
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(8 + json.length);
      sparse.write(ones);
    }
    assertThatThrownBy(() -> Safetensors.read(file, limits))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("its values do not fit into memory");
    assertThatThrownBy(() -> Safetensors.read(file, new TensorLimits(1000, 10, 1000, 2000)))
        .hasMessageContaining("at most 1000 are read");
  }

  @Test
  void valuesThatAreNoFiniteNumbersAreRefused() throws IOException {
    byte[] json =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}"
            .getBytes(StandardCharsets.UTF_8);
    byte[] bytes = bytes(json.length, json, 8);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, Float.NaN);

    refused(bytes, "tensor a holds NaN at row 0, column 1");
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> Safetensors.read(folder))
        .isInstanceOf(ArtifactException.class)
        .hasMessage("%s: there is no such file. Name a tensor file.".formatted(folder));
    assertThatThrownBy(() -> Safetensors.read(folder.resolve("none")))
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("there is no such file");
  }

  private void refused(byte[] bytes, String wrong) throws IOException {
    Path file = folder.resolve("hostile.safetensors");
    Files.write(file, bytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(ArtifactException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(wrong)
        .hasMessageEndingWith(".");
  }

  private static byte[] bytes(long claimed, byte[] json, int dataBytes) {
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(claimed)
        .put(json)
        .array();
  }
}
