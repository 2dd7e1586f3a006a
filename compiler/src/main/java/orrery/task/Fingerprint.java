package orrery.task;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.TreeMap;
import orrery.circuit.BuildRecord;
import orrery.circuit.Component;
import orrery.intervention.Reference;
import orrery.intervention.Task;

/** Hashes by which a report says what was asked: equal questions, equal hashes. */
public final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** The SHA-256 of a program's text and the values of its parameters. */
  public static String of(BuildRecord build) {
    Fingerprint all = new Fingerprint();
    all.line(build.program());
    new TreeMap<>(build.parameters()).forEach((name, value) -> all.line(name + "=" + value));
    return all.text();
  }

  /** The SHA-256 of a program and a task: its pairs, its reference, its metric's name. */
  public static String of(String programHash, Task task) {
    Fingerprint all = new Fingerprint();
    all.line(programHash);
    all.rows(task.prompts().clean());
    all.rows(task.prompts().corrupt());
    all.line(task.metric().name());
    all.reference(task.reference());
    return all.text();
  }

  private void reference(Reference reference) {
    line(reference.name());
    if (reference instanceof Reference.Mean m) rows(m.prompts());
    if (reference instanceof Reference.MeanByPosition m) rows(m.prompts());
    if (reference instanceof Reference.Noise n) line(n.scale() + " " + n.seed());
    if (reference instanceof Reference.Constant c) {
      new TreeMap<Component, orrery.model.Vector>(c.values())
          .forEach((writer, v) -> line(writer + " " + Arrays.toString(v.toArray())));
    }
  }

  private void rows(int[][] rows) {
    for (int[] row : rows) line(Arrays.toString(row));
  }

  private void line(String line) {
    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private String text() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
