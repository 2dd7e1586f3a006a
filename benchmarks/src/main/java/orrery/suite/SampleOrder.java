package orrery.suite;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import orrery.sampler.Demand;
import orrery.sampler.Difficulty.Stratum;
import orrery.sampler.Operation;
import orrery.sampler.OutputType;
import orrery.sampler.Quotas;
import orrery.sampler.Range;

/**
 * A sample as a person orders it: settings by name, as text, on the command line or in a suite's
 * file.
 *
 * @param count how many programs
 * @param seed of all that is drawn
 * @param demand what programs are wanted
 * @param quotas how many of each stratum
 * @param settings as they were written, every other at its default
 */
public record SampleOrder(
    int count, long seed, Demand demand, Quotas quotas, Map<String, String> settings) {
  /** The settings that there are. */
  public static final List<String> NAMES =
      List.of(
          "count",
          "seed",
          "strata",
          "variables",
          "depth",
          "vocabulary",
          "length",
          "outputs",
          "causal",
          "types",
          "only",
          "without",
          "require",
          "layers",
          "d_model");

  private static final int MOST = 100_000;

  /** Copies the settings. */
  public SampleOrder {
    settings = new TreeMap<>(settings);
  }

  /**
   * The order that some settings make.
   *
   * @throws IllegalArgumentException where one is wrong: the message says what it must be
   */
  public static SampleOrder of(Map<String, String> settings) {
    settings
        .keySet()
        .forEach(
            name -> {
              if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                    "`%s` is no setting of a sample; there are %s"
                        .formatted(name, String.join(", ", NAMES)));
              }
            });
    Reader read = new Reader(settings);
    int count = read.range("count", new Range(100, 100)).most();
    if (count < 1 || count > MOST) throw new IllegalArgumentException("`count` is from 1 to " + MOST);
    Map<Stratum, Double> shares = read.text("strata").map(SampleOrder::shares).orElse(Quotas.USUAL);
    return new SampleOrder(
        count, read.seed(), demand(read), Quotas.of(count, shares), settings);
  }

  private static Demand demand(Reader read) {
    Demand usual = Demand.DEFAULT;
    Set<Operation> allowed = EnumSet.noneOf(Operation.class);
    allowed.addAll(read.set("only", Operation::named, usual.allowed()));
    allowed.removeAll(read.set("without", Operation::named, Set.of()));
    Demand.Limits limits = usual.limits();
    Range layers = read.range("layers", new Range(1, limits.layers()));
    Range width = read.range("d_model", new Range(1, limits.dModel()));
    return new Demand(
        read.range("variables", usual.variables()),
        read.range("depth", usual.depth()),
        read.range("vocabulary", usual.vocabulary()),
        read.range("length", usual.longest()),
        read.range("outputs", usual.outputs()),
        read.set("causal", SampleOrder::causal, usual.causal()),
        allowed,
        read.set("require", Operation::named, Set.of()),
        read.set("types", OutputType::named, usual.types()),
        new Demand.Limits(
            layers.most(),
            width.most(),
            limits.heads(),
            limits.mlpUnits(),
            limits.domain(),
            limits.classes()));
  }

  private static Optional<Boolean> causal(String text) {
    return switch (text) {
      case "yes", "true" -> Optional.of(true);
      case "no", "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** {@code 1:10,2:15,3-4:75}: shares of strata, by their labels. */
  private static Map<Stratum, Double> shares(String text) {
    Map<Stratum, Double> shares = new EnumMap<>(Stratum.class);
    for (String part : text.split(",", -1)) {
      String[] both = part.strip().split(":", -1);
      Optional<Stratum> stratum =
          Arrays.stream(Stratum.values()).filter(s -> s.label().equals(both[0])).findFirst();
      if (stratum.isEmpty() || both.length != 2 || !both[1].matches("[0-9]{1,6}([.][0-9]{1,6})?")) {
        String labels =
            Arrays.stream(Stratum.values()).map(Stratum::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
            "`strata` must be shares such as 1:10,3-4:60,5-8:30, not `%s`; the strata are %s"
                .formatted(part.strip(), labels));
      }
      shares.put(stratum.get(), Double.parseDouble(both[1]));
    }
    return shares;
  }

  /** Settings by name. */
  private record Reader(Map<String, String> settings) {
    Optional<String> text(String name) {
      return Optional.ofNullable(settings.get(name));
    }

    long seed() {
      String text = text("seed").orElse("0");
      if (!text.matches("-?[0-9]{1,18}")) {
        throw new IllegalArgumentException("`seed` must be a whole number, not `" + text + "`");
      }
      return Long.parseLong(text);
    }

    Range range(String name, Range usual) {
      Optional<String> text = text(name);
      if (text.isEmpty()) return usual;
      String[] ends = text.get().strip().split("[.][.]", -1);
      boolean numbers = Arrays.stream(ends).allMatch(e -> e.matches("[0-9]{1,6}"));
      if (!numbers || ends.length > 2) {
        throw new IllegalArgumentException(
            "`%s` must be a number or a range such as 2..6, not `%s`".formatted(name, text.get()));
      }
      return new Range(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
    }

    <T> Set<T> set(String name, Function<String, Optional<T>> named, Set<T> usual) {
      Optional<String> text = text(name);
      if (text.isEmpty()) return usual;
      Set<T> set = new TreeSet<>();
      for (String part : text.get().split(",", -1)) {
        String label = part.strip().toLowerCase(Locale.ROOT);
        set.add(
            named
                .apply(label)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "`%s` does not know `%s`".formatted(name, label))));
      }
      return set;
    }
  }
}
