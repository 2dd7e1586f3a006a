package orrery.components;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import orrery.causal.CausalModel;
import orrery.causal.Evaluation;
import orrery.causal.InputBatch;

/** Legal inputs, each once, and which of them answer what. */
final class WordPool {
  private static final int BATCH = 4096;

  /** A value that an output may have at a judged position. */
  record Answer(int output, int code) implements Comparable<Answer> {
    @Override
    public int compareTo(Answer other) {
      int order = Integer.compare(output, other.output);
      return order != 0 ? order : Integer.compare(code, other.code);
    }
  }

  private final CausalModel program;
  private final List<int[]> words = new ArrayList<>();
  private final Set<IntBuffer> seen = new HashSet<>();
  private final Map<Answer, List<Integer>> byAnswer = new TreeMap<>();

  /** A pool of nothing; every value of an output has its group from the start. */
  WordPool(CausalModel program) {
    this.program = program;
    for (int o = 0; o < program.outputs().size(); o++) {
      int values = program.outputs().get(o).variable().domain().size();
      for (int code = 0; code < values; code++) {
        byAnswer.put(new Answer(o, code), new ArrayList<>());
      }
    }
  }

  /** The inputs, in the order in which they came. */
  List<int[]> words() {
    return words;
  }

  /** By answer, the numbers of the inputs that give it somewhere; empty for what none gives. */
  Map<Answer, List<Integer>> byAnswer() {
    return byAnswer;
  }

  /** Those of some legal words that are not yet here, each once. */
  List<int[]> fresh(List<int[]> legal) {
    Set<IntBuffer> own = new HashSet<>();
    return legal.stream()
        .filter(w -> !seen.contains(IntBuffer.wrap(w)) && own.add(IntBuffer.wrap(w)))
        .toList();
  }

  /** Adds legal words, those that are here already not again. */
  void add(List<int[]> legal) {
    List<int[]> fresh = fresh(legal);
    for (int from = 0; from < fresh.size(); from += BATCH) {
      addBatch(fresh.subList(from, Math.min(fresh.size(), from + BATCH)));
    }
  }

  private void addBatch(List<int[]> fresh) {
    List<Set<Answer>> answers = answers(fresh);
    for (int i = 0; i < fresh.size(); i++) {
      int number = words.size();
      words.add(fresh.get(i));
      seen.add(IntBuffer.wrap(fresh.get(i)));
      for (Answer a : answers.get(i)) byAnswer.getOrDefault(a, List.of()).add(number);
    }
  }

  /** By word, what it answers at any judged position. */
  List<Set<Answer>> answers(List<int[]> some) {
    InputBatch batch = InputBatch.of(some, program.inputs().maxLength());
    Evaluation evaluation = new Evaluation(batch, program.inputs().causal());
    List<Set<Answer>> all = new ArrayList<>();
    for (int row = 0; row < some.size(); row++) all.add(new HashSet<>());
    for (int o = 0; o < program.outputs().size(); o++) {
      CausalModel.Output output = program.outputs().get(o);
      int[] codes = evaluation.codes(output.variable());
      for (int row = 0; row < some.size(); row++) {
        int length = some.get(row).length;
        for (int p = 0; p < length; p++) {
          int code = codes[batch.at(row, p)];
          if (output.judgedAt(p, length) && code >= 0) all.get(row).add(new Answer(o, code));
        }
      }
    }
    return all;
  }
}
