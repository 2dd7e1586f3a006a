package orrery.causal;

import java.util.List;
import java.util.Optional;

/**
 * A program's meaning: a directed acyclic graph of variables over a space of inputs.
 *
 * @param name the program's name
 * @param inputs the legal inputs; its {@code causal} says how selectors are masked
 * @param tokens the variable of the input token
 * @param variables every variable that an output (or a decoy) needs, parents before children
 * @param outputs what the program answers
 */
public record CausalModel(
    String name,
    InputSpace inputs,
    Variable tokens,
    List<Variable> variables,
    List<Output> outputs) {
  /**
   * One output.
   *
   * @param variable its value at each position
   * @param name its name
   * @param at where it is judged
   * @param numeric whether it is declared a number (a regression output), not a class per value
   */
  public record Output(Variable variable, String name, At at, boolean numeric) {
    /** Whether the output is judged at {@code position} of an input of {@code length}. */
    public boolean judgedAt(int position, int length) {
      return switch (at.place()) {
        case EVERY -> true;
        case FIRST -> position == 0;
        case LAST -> position == length - 1;
        case INDEX -> position == at.index();
      };
    }
  }

  /** Where an output is judged; {@code index} counts only for {@link Place#INDEX}. */
  public record At(Place place, int index) {
    /** Judged at every position. */
    public static final At EVERYWHERE = new At(Place.EVERY, 0);
  }

  /** The places at which an output may be judged. */
  public enum Place {
    /** Every position. */
    EVERY,
    /** The first position. */
    FIRST,
    /** The last position of the input. */
    LAST,
    /** One position, by its index. */
    INDEX
  }

  /** The variable with this name. */
  public Optional<Variable> variable(String variableName) {
    return variables.stream().filter(v -> v.name().equals(variableName)).findFirst();
  }
}
