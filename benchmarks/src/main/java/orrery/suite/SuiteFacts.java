package orrery.suite;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * How difficult the programs of a suite are.
 *
 * @param facts by the names of those programs of which it is known
 * @param refusals why a program cannot be compiled, by its name
 */
public record SuiteFacts(Map<String, Facts> facts, Map<String, String> refusals) {
  /** A stratum that every suite is asked about: InterpBench has 35 of 84 models in it. */
  private static final Stratum THREE =
      new Stratum(
          "three or more components",
          Map.of("components", new Stratum.Range(3, Integer.MAX_VALUE)),
          0);

  /** Copies the maps. */
  public SuiteFacts {
    facts = new LinkedHashMap<>(facts);
    refusals = new LinkedHashMap<>(refusals);
  }

  /** What the models of a folder tell. */
  public static SuiteFacts of(SuiteIndex index) {
    Map<String, Facts> facts = new LinkedHashMap<>();
    for (SuiteIndex.Entry e : index.entries()) {
      e.facts().ifPresent(f -> facts.putIfAbsent(e.item().program().name(), f));
    }
    return new SuiteFacts(facts, Map.of());
  }

  /** What the compiled programs tell; {@code done} hears how many have been compiled. */
  public static SuiteFacts compiled(Suite suite, LongConsumer done) {
    Map<String, Facts> facts = new LinkedHashMap<>();
    Map<String, String> refusals = new LinkedHashMap<>();
    long n = 0;
    for (SuiteProgram program : suite.programs()) {
      try {
        facts.put(program.name(), Facts.of(CompiledTwin.of(program, suite.spec().build())));
      } catch (ItemRefusal refusal) {
        refusals.put(program.name(), String.valueOf(refusal.getMessage()));
      }
      done.accept(++n);
    }
    return new SuiteFacts(facts, refusals);
  }

  /** How many programs are in each stratum, and how many have three components or more. */
  public List<StratumCount> strata(List<Stratum> strata) {
    List<Stratum> all = new ArrayList<>(strata);
    if (all.stream().noneMatch(s -> s.ranges().equals(THREE.ranges()))) all.add(THREE);
    return all.stream()
        .map(s -> new StratumCount(s, facts.values().stream().filter(s::has).count(), facts.size()))
        .toList();
  }

  /** The facts for machines, by program. */
  public JsonObject json() {
    JsonObject json = new JsonObject();
    facts.forEach((name, f) -> json.add(name, f.json()));
    return json;
  }
}
