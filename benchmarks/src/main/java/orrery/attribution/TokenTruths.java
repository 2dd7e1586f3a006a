package orrery.attribution;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import orrery.causal.CausalModel;
import orrery.causal.Variable;

/** The token truths of one program; what inputs of one length share is computed once. */
public final class TokenTruths {
  private final CausalModel model;
  private final Map<Integer, LengthSpace> spaces = new HashMap<>();

  /** The truths of a program. */
  public TokenTruths(CausalModel model) {
    this.model = model;
  }

  /**
   * All legal inputs of a length.
   *
   * @throws AttributionRefusal where they are too many
   */
  public LengthSpace space(int length) {
    LengthSpace known = spaces.get(length);
    if (known != null) return known;
    LengthSpace made = LengthSpace.of(model, length);
    spaces.put(length, made);
    return made;
  }

  /** The truths about one answer, as {@link TokenTruth#of}. */
  public TokenTruth of(int[] input, CausalModel.Output output, int position) {
    if (!model.inputs().isLegal(input)) throw new IllegalArgumentException("no legal input");
    Variable variable = output.variable();
    BitSet visible = new BitSet();
    visible.set(0, model.inputs().causal() ? position + 1 : input.length);
    Optional<TokenTruth.Worth> worth = Optional.empty();
    Optional<String> refusal = Optional.empty();
    try {
      Game chances = space(input.length).chances(input, variable, position);
      worth = Optional.of(TokenTruth.Worth.of(chances));
    } catch (AttributionRefusal tooMany) {
      refusal = Optional.ofNullable(tooMany.getMessage());
    }
    return new TokenTruth(
        visible,
        Provenance.of(model, input, variable, position),
        Sensitivity.of(model, input, variable, position),
        worth,
        refusal);
  }
}
