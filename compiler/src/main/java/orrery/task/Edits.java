package orrery.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import orrery.causal.InputSpace;

/** Legal inputs that differ from another in one token, or in two. */
record Edits(InputSpace space, Random random) {
  /** The legal inputs that differ in one token, in random order. */
  List<int[]> single(int[] input) {
    List<int[]> edited = new ArrayList<>();
    for (int p = 0; p < input.length; p++) {
      for (int token = 0; token < space.alphabet().size(); token++) {
        if (token != input[p]) edited.add(with(input, p, token));
      }
    }
    List<int[]> legal = new ArrayList<>(space.legalOf(edited));
    Collections.shuffle(legal, random);
    return legal;
  }

  /** Legal inputs that differ in up to two tokens, as far as {@code tries} draws find some. */
  List<int[]> twofold(int[] input, int tries) {
    List<int[]> edited = new ArrayList<>();
    for (int i = 0; i < tries; i++) {
      int[] once = with(input, random.nextInt(input.length), drawToken());
      edited.add(with(once, random.nextInt(input.length), drawToken()));
    }
    return space.legalOf(edited);
  }

  private int drawToken() {
    return random.nextInt(space.alphabet().size());
  }

  private static int[] with(int[] input, int position, int token) {
    int[] edited = input.clone();
    edited[position] = token;
    return edited;
  }
}
