package orrery.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Plain files of bounded size, read as UTF-8 text or hashed; links are not followed. */
public final class SmallFile {
  private static final int BUFFER = 1 << 16;

  private SmallFile() {}

  /** Requires a plain file: no folder, no link, no device. */
  public static void requirePlain(Path file) throws ArtifactException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return;
    if (Files.isSymbolicLink(file)) {
      throw new ArtifactException(
          file,
          "it is a link",
          "Links are not followed out of a model folder: put the file itself there (cp -L).");
    }
    throw new ArtifactException(
        file,
        Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "it is no plain file" : "it is missing",
        "Compile the model again, or restore the file.");
  }

  /** The text of a file of at most so many bytes. */
  public static String read(Path file, long most) throws ArtifactException {
    return read(file, most, "Compile the model again.");
  }

  /**
   * The same.
   *
   * @param remedy what to do where it is no text, a sentence
   */
  public static String read(Path file, long most, String remedy) throws ArtifactException {
    requirePlain(file);
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] bytes = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8));
      if (bytes.length > most) {
        throw new ArtifactException(
            file,
            "it has more than %d bytes".formatted(most),
            "Check that this is the right file.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ArtifactException(file, "it is no UTF-8 text", remedy);
    } catch (IOException e) {
      throw ArtifactException.of(file, "reading it", e);
    }
  }

  /** The SHA-256 of a file, in hexadecimal. */
  public static String sha256(Path file) throws ArtifactException {
    requirePlain(file);
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
    } catch (IOException e) {
      throw ArtifactException.of(file, "reading it", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of a text in UTF-8, in hexadecimal. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
