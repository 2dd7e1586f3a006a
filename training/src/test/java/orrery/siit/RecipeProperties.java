package orrery.siit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Settings are text that says everything, and bad ones are sentences. */
class RecipeProperties {
  @Provide
  Arbitrary<Recipe> recipes() {
    Arbitrary<Double> share = Arbitraries.doubles().between(0, 1);
    Arbitrary<Double> weight = Arbitraries.doubles().between(0, 100);
    Arbitrary<Double> below = Arbitraries.doubles().between(0, true, 1, false);
    Arbitrary<Integer> whole = Arbitraries.integers().between(1, 1_000_000);
    return Combinators.combine(
            Combinators.combine(share, share, share, share, below, below).as(Shares::new),
            Combinators.combine(weight, weight, weight, weight, weight).as(Weights::new),
            Combinators.combine(whole, whole, whole, whole).as(Sizes::new),
            Arbitraries.of(Recipe.Schedule.class),
            Arbitraries.of(Recipe.Sampling.class),
            Arbitraries.of(true, false))
        .as(RecipeProperties::recipe);
  }

  private record Shares(double a, double b, double c, double d, double beta1, double beta2) {}

  private record Weights(double behaviour, double iit, double strict, double edge, double decay) {}

  private record Sizes(int batch, int steps, int every, int pairs) {}

  private static Recipe recipe(
      Shares s,
      Weights w,
      Sizes n,
      Recipe.Schedule schedule,
      Recipe.Sampling sampling,
      boolean detach) {
    return new Recipe(
        n.batch(),
        n.steps(),
        1e-9 + s.d(),
        s.d() / 3,
        schedule,
        s.beta1(),
        s.beta2(),
        w.decay(),
        w.decay() + 0.1,
        w.edge() / 3,
        w.behaviour() + 1e-3,
        w.iit(),
        w.strict(),
        w.edge(),
        sampling,
        detach,
        s.a(),
        s.b(),
        s.a() / 2,
        s.b() / 2,
        s.c(),
        0.5 + s.a() / 2,
        n.every(),
        n.pairs());
  }

  @Property(tries = 300)
  void settingsSayEverything(@ForAll("recipes") Recipe recipe) {
    assertThat(Recipe.of(recipe.settings())).isEqualTo(recipe);
    assertThat(Recipe.DEFAULT.with(recipe.settings())).isEqualTo(recipe);
    assertThat(Recipe.of(new TreeMap<>(recipe.settings()))).isEqualTo(recipe);
  }

  @Property(tries = 100)
  void theStepSizeGoesFromTheFirstToTheLast(@ForAll("recipes") Recipe recipe) {
    assertThat(recipe.rateAt(0)).isCloseTo(recipe.rate(), within(1e-15));
    double last =
        recipe.schedule() == Recipe.Schedule.CONSTANT ? recipe.rate() : recipe.finalRate();
    for (long step : new long[] {recipe.steps(), recipe.steps() + 100L}) {
      assertThat(recipe.rateAt(step)).isCloseTo(last, within(1e-15));
    }
    assertThat(recipe.rateAt(recipe.steps() / 2)).isBetween(last - 1e-15, recipe.rate() + 1e-15);
  }

  private static void requireSentence(String name, String value, String sentence) {
    assertThatThrownBy(() -> Recipe.DEFAULT.with(name, value))
        .as("%s=%s", name, value)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Example
  void badSettingsAreSentences() {
    requireSentence("stepz", "3", "`stepz` is no setting; the settings are batch, steps, rate,");
    requireSentence("steps", "3.5", "steps=3.5: must be a whole number");
    requireSentence("steps", "", "steps=: must be a whole number");
    requireSentence("steps", "0", "there must be a pair and a step");
    requireSentence("rate", "fast", "rate=fast: must be a number");
    requireSentence("rate", "NaN", "rate=NaN: must be a number");
    requireSentence("rate", "0", "rate must be above 0");
    requireSentence("rate", "1e-4", ": must be from 0 to rate=1.0E-4");
    requireSentence("detach", "yes", "detach=yes: must be true or false");
    requireSentence(
        "sampling", "some", "sampling=some: must be one of individual, sample-all, all, mixed");
    requireSentence("schedule", "steep", "must be one of constant, linear, cosine");
    requireSentence("beta2", "1", "decays must be in [0, 1)");
    requireSentence("clip", "0", "clip above 0");
    requireSentence("strict", "-1", "weights of losses must be 0 or more");
    requireSentence("sets", "1.5", "shares must be from 0 to 1");
    requireSentence("threshold", "0", "the threshold must be above 0");
    requireSentence("evaluate-every", "0", "there must be something to look at");
    assertThatThrownBy(() -> Recipe.of(Map.of("steps", "3")))
        .hasMessage("the setting `batch` is missing");
  }

  @Example
  void settingsThatFitOnlyTogetherAreTakenTogether() {
    Recipe slow = Recipe.DEFAULT.with(Map.of("rate", "1e-4", "final-rate", "1e-5"));

    assertThat(slow.rate()).isEqualTo(1e-4);
  }
}
