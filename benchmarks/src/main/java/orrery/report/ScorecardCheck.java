package orrery.report;

import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import orrery.artifact.ArtifactException;

/**
 * Checks a scorecard that was read: that every part is there, and that its parts fit each other.
 *
 * @param file for messages
 * @param remedy what to do about a wrong one
 */
record ScorecardCheck(Path file, String remedy) {
  /** Requires that nothing is missing within a record, at any depth. */
  static void complete(Path file, String remedy, @Nullable Object read) throws ArtifactException {
    new ScorecardCheck(file, remedy).complete("", read);
  }

  private void complete(String place, @Nullable Object value) throws ArtifactException {
    if (value == null) throw wrong(place.isEmpty() ? "it is empty" : place + " is missing");
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) complete(place + "[" + i + "]", list.get(i));
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> e : map.entrySet()) complete(place + "." + e.getKey(), e.getValue());
    } else if (value instanceof Record) {
      for (RecordComponent c : value.getClass().getRecordComponents()) {
        complete(place.isEmpty() ? c.getName() : place + "." + c.getName(), part(c, value));
      }
    }
  }

  private static @Nullable Object part(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component + " cannot be read", e);
    }
  }

  /** Requires that the parts fit each other. */
  void check(Scorecard card) throws ArtifactException {
    if (card.truths().isEmpty()) throw wrong("it has no truth");
    int edges = card.edges().size();
    for (Scorecard.Truth t : card.truths()) numbers("truth " + t.name(), t.edges(), edges);
    Set<String> measures = new HashSet<>();
    for (Scorecard.Measure m : card.measures()) {
      if (!measures.add(m.id())) throw wrong("measure " + m.id() + " comes twice");
    }
    Set<String> names = new HashSet<>();
    for (Scorecard.Entry e : card.entries()) {
      if (!names.add(e.name())) throw wrong("entry " + e.name() + " comes twice");
      check(e, edges, measures);
    }
  }

  private void check(Scorecard.Entry e, int edges, Set<String> measures) throws ArtifactException {
    String name = "entry " + e.name();
    scores(name, e.scores(), edges);
    scores(name, e.deviations(), edges);
    numbers(name, e.choice().edges(), edges);
    for (Scorecard.Found f : e.circuits()) numbers(name, f.edges(), edges);
    for (Scorecard.Figure f : e.figures()) {
      if (!measures.contains(f.measure())) {
        throw wrong(name + " has a figure " + f.measure() + " that no measure explains");
      }
      pair(name, f.interval());
      if (f.nu().size() > 1) throw wrong(name + " has more than one ν of " + f.measure());
    }
    for (Scorecard.Curve c : e.curves()) {
      for (Scorecard.Point p : c.points()) pair(name, p.band());
    }
  }

  private void scores(String name, List<Double> scores, int edges) throws ArtifactException {
    if (!scores.isEmpty() && scores.size() != edges) {
      throw wrong(name + " has " + scores.size() + " scores for " + edges + " edges");
    }
  }

  private void numbers(String name, List<Integer> numbers, int edges) throws ArtifactException {
    int last = -1;
    for (int n : numbers) {
      if (n <= last || n >= edges) {
        throw wrong(name + " has edge " + n + " of " + edges + " out of order or range");
      }
      last = n;
    }
  }

  private void pair(String name, List<Double> ends) throws ArtifactException {
    if (!ends.isEmpty() && ends.size() != 2) throw wrong(name + " has an interval of one end");
  }

  private ArtifactException wrong(String what) {
    return new ArtifactException(file, what, remedy);
  }
}
