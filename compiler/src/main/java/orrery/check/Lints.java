package orrery.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orrery.causal.Mechanism;
import orrery.causal.Variable;
import orrery.diagnostic.Diagnostic;
import orrery.diagnostic.Fix;
import orrery.diagnostic.Source;
import orrery.diagnostic.Span;
import orrery.syntax.Identifier;

/** Warnings about programs that have a meaning, but hardly the one that was wanted. */
final class Lints {
  private final Checking checking;
  private final Map<Mechanism, Attentions.Request> averages = new HashMap<>();
  private final Set<Mechanism> told = new HashSet<>();

  Lints(Checking checking) {
    this.checking = checking;
  }

  /** Remembers an {@code aggregate} that is the mean of several integers. */
  void averaged(Variable v, Attentions.Request request) {
    boolean codes =
        request
            .value()
            .orElseThrow(() -> new AssertionError("a mean of nothing"))
            .variable()
            .map(
                x ->
                    x.domain().values().stream().allMatch(y -> CallSite.isInteger(y) || y.isNone()))
            .orElse(false);
    if (codes) averages.put(v.mechanism(), request);
  }

  /** Warns where such a mean is compared for equality or looked up. */
  void compared(Pointwise operand, Span use) {
    for (Rule.Leaf leaf : operand.leaves()) {
      Mechanism m = source(leaf.variable());
      Optional<Attentions.Request> request = Optional.ofNullable(averages.get(m));
      if (request.isEmpty() || !told.add(m)) continue;
      String selector = request.get().selector().name().orElse("s");
      checking.warn(
          Diagnostic.warning(
                  "W0402",
                  use,
                  "this asks whether a mean is exactly one value; did you mean `pick`, `first` or"
                      + " `last`?")
              .withLabel(request.get().span(), "several positions may be averaged here")
              .withFix(Fix.advice("aggregate(last(" + selector + "), …)")));
    }
  }

  /** The mechanism behind a variable and its copies. */
  private static Mechanism source(Variable v) {
    boolean copy =
        v.mechanism() instanceof Mechanism.Table t
            && t.parents().size() == 1
            && t.parents().get(0).domain().equals(v.domain());
    return copy ? source(v.parents().get(0)) : v.mechanism();
  }

  /** Warns where a binding hides a builtin function that the file calls. */
  void hides(Identifier name, Set<String> builtins) {
    if (!builtins.contains(name.text())) return;
    Source source = name.span().source();
    Pattern call = Pattern.compile("(?<![\\w.\"])" + Pattern.quote(name.text()) + "\\s*\\(");
    for (int line = 1; line <= source.lines(); line++) {
      String text = source.lineText(line).replaceAll("#.*", "");
      Matcher m = call.matcher(text);
      if (m.find() && !text.strip().startsWith("def " + name.text())) {
        checking.warn(NameProblems.hidesBuiltin(name, line));
        return;
      }
    }
  }
}
