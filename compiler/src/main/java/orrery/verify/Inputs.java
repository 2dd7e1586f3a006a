package orrery.verify;

import java.util.Arrays;
import java.util.stream.Collectors;
import orrery.circuit.Vocabulary;

/** Shows inputs as a person writes them. */
record Inputs(Vocabulary vocabulary) {
  String show(int[] input) {
    return Arrays.stream(input)
        .mapToObj(t -> vocabulary.alphabet().value(t).toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
