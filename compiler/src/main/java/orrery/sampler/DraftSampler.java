package orrery.sampler;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import orrery.causal.CausalModel;
import orrery.causal.Variable;
import orrery.check.Frontend;
import orrery.diagnostic.Diagnostics;
import orrery.diagnostic.Source;

/**
 * Draws one program that reads like a person's, binding by binding, each kept only where the
 * checker accepts the program so far, as {@link ProgramSampler} does.
 *
 * <p>Every binding is about what nothing reads yet, and the last ones join what is left, so that
 * all of a program reaches its answers.
 */
final class DraftSampler {
  private static final int ATTEMPTS = 16;

  private final Demand demand;
  private final RandomGenerator random;
  private final int bindings;
  private final int outputs;
  private final Alphabet alphabet;
  private final Choices choices;
  private final StringBuilder body = new StringBuilder();
  private final Set<Observed> seen = new HashSet<>();
  private final Set<Operation> operations = EnumSet.noneOf(Operation.class);

  /** A sampler of one program of so many bindings. */
  DraftSampler(Demand demand, RandomGenerator random, int bindings) {
    this.demand = demand;
    this.random = random;
    this.bindings = bindings;
    int wanted = random.nextInt(3) == 0 ? demand.outputs().draw(random) : demand.outputs().least();
    this.outputs = Math.min(wanted, Math.min(Answers.MOST, bindings));
    this.alphabet = Alphabet.draw(random, demand);
    this.choices = new Choices(demand, random);
    List<Boolean> causal = demand.causal().stream().sorted().toList();
    if (causal.get(random.nextInt(causal.size()))) body.append("option causal;\n");
    body.append(alphabet.declaration()).append('\n');
  }

  /** The meaning of a text; empty where it has an error. */
  private static Optional<CausalModel> meaning(String text, Diagnostics diagnostics) {
    return Frontend.load(new Source("sampled.rasp", text), Map.of(), diagnostics)
        .map(Frontend.Meant::model);
  }

  /**
   * The program; empty where a binding was not found, too much was left unread, or the checker
   * warns of something.
   */
  Optional<Draft> draw() {
    CausalModel input = input();
    seen.add(Observed.of(input.tokens(), input));
    Names names = new Names(input.tokens().domain(), alphabet.longest());
    Bindings statements = new Bindings(random, choices, names);
    for (int i = 0; i < bindings; i++) {
      if (!extend(i, names, statements)) return Optional.empty();
    }
    if (!operations.containsAll(demand.required())) return Optional.empty();
    return finish(names);
  }

  private boolean extend(int number, Names names, Bindings statements) {
    int left = bindings - number;
    boolean joining = names.unread().size() - outputs >= left;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      choices.begin();
      Bound one = joining ? names.unread().get(0) : names.focus(random);
      Bound two = joining ? names.unread().get(1) : names.partner(one, random);
      boolean turned = random.nextBoolean();
      Optional<Bindings.Binding> drawn =
          statements.draw(number + 1, turned ? two : one, turned ? one : two);
      if (drawn.isEmpty()) continue;
      Bindings.Binding binding = drawn.get();
      if (joining && !statements.reads(binding, List.of(one, two))) continue;
      if (!accept(binding, names)) continue;
      body.append(binding.text());
      operations.addAll(choices.keep());
      return true;
    }
    return false;
  }

  /** Takes a binding that is legal, is not nearly constant, and is no other name's twin. */
  private boolean accept(Bindings.Binding binding, Names names) {
    String answered = body + binding.text() + "output answer = " + binding.name() + ";\n";
    Optional<CausalModel> meaning = meaning(answered, new Diagnostics());
    if (meaning.isEmpty()) return false;
    Variable own = meaning.get().outputs().get(0).variable();
    if (own.domain().size() > demand.limits().domain()) return false;
    Observed observed = Observed.of(own, meaning.get());
    if (observed.isMonotonous() || !seen.add(observed)) return false;
    names.add(new Bound(binding.name(), observed.domain(own.domain())), binding.text());
    return true;
  }

  private CausalModel input() {
    return meaning(body + "output tokens;\n", new Diagnostics())
        .orElseThrow(() -> new AssertionError("not an input: " + alphabet));
  }

  private Optional<Draft> finish(Names names) {
    List<Bound> unread = names.unread();
    if (unread.size() > outputs) return Optional.empty();
    List<Bound> answered = new ArrayList<>(unread);
    List<Bound> others = new ArrayList<>(names.bindings());
    others.removeAll(unread);
    while (answered.size() < outputs && !others.isEmpty()) {
      answered.add(others.remove(random.nextInt(others.size())));
    }
    if (!demand.outputs().holds(answered.size())) return Optional.empty();
    List<OutputType> types = demand.types().stream().sorted().toList();
    OutputType type = types.get(random.nextInt(types.size()));
    Answers answers = new Answers(random);
    StringBuilder text = new StringBuilder(body).append('\n');
    for (int i = 0; i < answered.size(); i++) {
      text.append(answers.declared(i, answered.get(i), type));
    }
    String whole = text.toString();
    Diagnostics warnings = new Diagnostics();
    Optional<CausalModel> meaning = meaning(whole, warnings);
    if (!warnings.all().isEmpty()) return Optional.empty(); // a person would not keep it
    return meaning.map(m -> new Draft(whole, operations, bindings, m));
  }
}
