package orrery.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import orrery.causal.Annotations;
import orrery.causal.CausalModel;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.types.Domain;
import orrery.types.Value;

/**
 * Gives variables a place when somebody wants to read them, as early as their parents allow.
 *
 * <p>Three ways to be read, from cheap to dear: as an affine functional of what is there, as one
 * number with known codes, or categorically, so that any function of the value is linear.
 */
final class Realizer {
  private final CausalModel model;
  private final Set<Variable> owned;
  private final Map<Variable, Variable> meanings = new IdentityHashMap<>();
  private final Map<Variable, View> views = new IdentityHashMap<>();
  private final Map<Variable, Cell> headCells = new IdentityHashMap<>();
  private final Map<Variable, Cell> numberCells = new IdentityHashMap<>();
  private final Map<Object, Cell> embeddings = new HashMap<>();
  private final Map<List<Object>, Variable> classVariables = new HashMap<>();
  private final Set<String> labels = new HashSet<>();
  private final Set<Variable> readAround = new LinkedHashSet<>();
  private final HeadPlanner headPlanner = new HeadPlanner(this);
  private final MlpPlanner mlpPlanner = new MlpPlanner(this);
  final List<Cell> cells = new ArrayList<>();
  final List<HeadPlan> heads = new ArrayList<>();
  final List<MlpPlan> mlps = new ArrayList<>();

  /** A realizer; the {@code owned} variables get a cell of their own even where they need none. */
  Realizer(CausalModel model, Set<Variable> owned) {
    this.model = model;
    this.owned = owned;
  }

  CausalModel model() {
    return model;
  }

  int maxLength() {
    return model.inputs().maxLength();
  }

  /** The variable through which {@code x} is computed: itself, or what stands in for it. */
  Variable meaning(Variable x) {
    return meanings.getOrDefault(x, x);
  }

  /** Lets {@code standIn}, over the same domain, compute {@code x}. */
  void replace(Variable x, Variable standIn) {
    meanings.put(x, standIn);
  }

  Cell cell(String label, Variable variable, Encoding encoding, int time) {
    int earliest =
        variable.annotations().layer().isPresent() && time >= 0
            ? pinned(variable, time, variable.annotations().layer().getAsInt())
            : time;
    String unique = label;
    for (int i = 2; !labels.add(unique); i++) unique = label + "." + i;
    Cell cell = new Cell(unique, variable, encoding, earliest);
    cells.add(cell);
    return cell;
  }

  private static int pinned(Variable variable, int time, int layer) {
    if (Schedule.layer(time) > layer) {
      throw new Refusal(
          "E0902",
          variable,
          "`@layer("
              + layer
              + ")` on `"
              + variable.name()
              + "`: it needs what is ready only in layer "
              + Schedule.layer(time));
    }
    return 2 * layer + Math.floorMod(time, 2);
  }

  /** The position variable of the model, or one that stands in for it. */
  Variable positions() {
    for (Variable v : model.variables()) {
      if (v.mechanism() instanceof Mechanism.Position) return v;
    }
    return classVariables.computeIfAbsent(
        List.of("indices"),
        k ->
            new Variable(
                "indices",
                Domain.range(0, maxLength() - 1),
                new Mechanism.Position(),
                Annotations.UNNAMED));
  }

  /** A variable that tells only the classes of {@code parents}' joint values apart. */
  Variable classVariable(String name, List<Variable> parents, Classes classes) {
    List<Object> key = new ArrayList<>(parents);
    key.add(java.util.Arrays.stream(classes.of()).boxed().toList());
    return classVariables.computeIfAbsent(
        key,
        k -> {
          Domain domain = classes.count() == 2 ? Domain.BOOL : Domain.range(0, classes.count() - 1);
          return new Variable(
              name, domain, new Mechanism.Table(parents, classes.of()), Annotations.UNNAMED);
        });
  }

  /** The head's cell of an attention variable. */
  Cell head(Variable x) {
    Cell known = headCells.get(x);
    if (known == null) {
      known = headPlanner.plan(x, (Mechanism.Attention) x.mechanism());
      headCells.put(x, known);
    }
    return known;
  }

  /** The one-number cell of a pointwise variable that asks for it with {@code @encode(num)}. */
  Optional<Cell> number(Variable x) {
    boolean asked =
        owned.contains(x) && x.annotations().encoding().filter("num"::equals).isPresent();
    if (!asked || !(x.mechanism() instanceof Mechanism.Table)) return Optional.empty();
    Cell known = numberCells.get(x);
    if (known == null) {
      known = mlpPlanner.materialize(x, x);
      numberCells.put(x, known);
    }
    return Optional.of(known);
  }

  /** Whether any function of {@code x} can be read without an MLP of its own. */
  boolean isCategorical(Variable variable) {
    if (views.containsKey(variable)) return true;
    Variable x = prepared(variable);
    if (views.containsKey(x)) return true;
    Mechanism m = x.mechanism();
    if (m instanceof Mechanism.Token || m instanceof Mechanism.Position) return true;
    if (m instanceof Mechanism.Attention) return head(x).encoding().isCategorical();
    Mechanism.Table t = (Mechanism.Table) m;
    if (isOwned(variable)) return false;
    return t.parents().isEmpty() || (t.parents().size() == 1 && isCategorical(t.parents().get(0)));
  }

  /** The meaning of {@code x}, after sums and disjunctive counts have been put into other terms. */
  Variable prepared(Variable x) {
    if (x.mechanism() instanceof Mechanism.Attention a && !meanings.containsKey(x)) {
      headPlanner.standIn(x, a).ifPresent(v -> replace(x, v));
    }
    return meaning(x);
  }

  /** {@code x} with any function of it readable; an MLP is planned where that needs one. */
  View categorical(Variable variable) {
    View known = views.get(variable);
    if (known != null) return known;
    View view = view(prepared(variable), variable);
    views.put(variable, view);
    return view;
  }

  private View view(Variable x, Variable label) {
    Mechanism m = x.mechanism();
    if (m instanceof Mechanism.Token) return View.whole(embedding("tokens", x));
    if (m instanceof Mechanism.Position) return View.whole(embedding("indices", x));
    if (m instanceof Mechanism.Attention) {
      Cell cell = head(x);
      return cell.encoding().isCategorical() ? View.whole(cell) : View.whole(mlpPlanner.decode(x));
    }
    Mechanism.Table t = (Mechanism.Table) m;
    if (number(x).isPresent()) return View.whole(mlpPlanner.decode(x));
    if (!isOwned(label)) {
      if (t.parents().isEmpty()) return new View(Optional.empty(), t.codes());
      if (t.parents().size() == 1 && isCategorical(t.parents().get(0))) {
        return categorical(t.parents().get(0)).mapped(t.codes());
      }
    }
    return View.whole(mlpPlanner.materialize(x, label));
  }

  private Cell embedding(String kind, Variable x) {
    return embeddings.computeIfAbsent(
        kind, k -> cell(kind, x, new Encoding.OneHot(x.domain()), Schedule.EMBEDDING));
  }

  /** Whether a cell or view of {@code x} is there already. */
  boolean isRealized(Variable x) {
    return views.containsKey(x) || headCells.containsKey(meaning(x));
  }

  /** Whether a variable has a cell of its own from which all who want it read it. */
  boolean isOwned(Variable x) {
    return owned.contains(x);
  }

  /** Notes that somebody computes a variable from its parents instead of reading its own cell. */
  void readsAround(Variable x) {
    readAround.add(x);
  }

  /**
   * The variables of the model that have a cell of their own and are yet read around it: their cell
   * does not hold all that follows from them.
   */
  Set<Variable> readAroundTheirCells() {
    Set<Variable> all = new LinkedHashSet<>(readAround);
    Set<Variable> celled = new LinkedHashSet<>();
    cells.forEach(c -> celled.add(c.variable()));
    all.retainAll(celled);
    all.retainAll(model.variables());
    return all;
  }

  /** The functional that equals {@code h} of {@code x}, where that needs no MLP. */
  Optional<Reading> affine(Variable variable, double[] h) {
    if (isCategorical(variable)) return Optional.of(categorical(variable).read(h));
    Variable x = prepared(variable);
    if (x.mechanism() instanceof Mechanism.Attention) {
      Cell cell = head(x);
      return cell.encoding().functional(h).map(f -> Reading.of(cell, f));
    }
    if (number(x).isPresent()) {
      return number(x).flatMap(c -> c.encoding().functional(h).map(f -> Reading.of(c, f)));
    }
    if (x.mechanism() instanceof Mechanism.Table t && !isOwned(variable)) {
      readsAround(variable);
      return Additive.decompose(t, h).flatMap(parts -> sum(t.parents(), parts));
    }
    return Optional.empty();
  }

  private Optional<Reading> sum(List<Variable> parents, Additive parts) {
    Reading sum = Reading.constant(parts.constant());
    for (int i = 0; i < parents.size(); i++) {
      Optional<Reading> part = affine(parents.get(i), parts.functions().get(i));
      if (part.isEmpty()) return Optional.empty();
      sum = sum.plus(part.get());
    }
    return Optional.of(sum);
  }

  /** {@code x} as one number, where it is one already or is linear in such numbers. */
  Optional<ScalarView> scalar(Variable variable) {
    Variable x = prepared(variable);
    if (x.mechanism() instanceof Mechanism.Attention
        && head(x).encoding() instanceof Encoding.Scalar s) {
      return Optional.of(new ScalarView(Reading.of(head(x), new double[] {1, 0}), s.codes()));
    }
    if (number(x).isPresent() && number(x).get().encoding() instanceof Encoding.Scalar s) {
      return Optional.of(
          new ScalarView(Reading.of(number(x).get(), new double[] {1, 0}), s.codes()));
    }
    if (!x.domain().values().stream().allMatch(Value::isNumber)) return Optional.empty();
    double[] codes = numbers(x.domain());
    return affine(variable, codes).map(r -> new ScalarView(r, codes));
  }

  /** The numbers of a domain, truth values as 0 and 1, anything else as 0. */
  static double[] numbers(Domain domain) {
    return domain.values().stream()
        .mapToDouble(v -> v.isNumber() || v instanceof Value.Truth ? v.toDouble() : 0)
        .toArray();
  }
}
