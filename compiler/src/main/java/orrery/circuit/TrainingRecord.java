package orrery.circuit;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the weights of a model were trained: everything that must be known to train them again.
 *
 * @param kind which of the twins this is
 * @param settings the objective's settings, by name
 * @param seeds by what each of them decides
 * @param assignment the component that plays the part of each component of the compiled model;
 *     injective. For a negative control it is that of the twin with the circuit
 * @param versions of engine, device and precision, by name
 * @param steps how many steps were done; 0 for weights that were only drawn
 */
public record TrainingRecord(
    Kind kind,
    SortedMap<String, String> settings,
    SortedMap<String, Long> seeds,
    SortedMap<Component, Component> assignment,
    SortedMap<String, String> versions,
    long steps) {
  /** Which twin a trained model is. */
  public enum Kind {
    /**
     * Trained to have the program's circuit and nothing else: strict interchange intervention
     * training (Gupta et al. 2024, InterpBench, section 3).
     */
    SIIT("was trained by strict interchange intervention training"),
    /** Trained on behaviour only; a negative control. */
    NATURAL("was trained on behaviour only"),
    /**
     * Trained on behaviour and on interchanged variables, but not strictly (Geiger et al. 2022,
     * interchange intervention training); a negative control.
     */
    IIT("was trained by interchange interventions without the strict objective"),
    /** Not trained: the weights as they were drawn; a negative control. */
    RANDOM("was not trained: its weights are as they were drawn");

    private final String how;

    Kind(String how) {
      this.how = how;
    }

    /** How the weights came about; words that go on from "it". */
    public String how() {
      return how;
    }

    /** Whether the training aims at the program's circuit and excludes any other. */
    public boolean aimsAtCircuit() {
      return this == SIIT;
    }
  }

  /** A record that later changes of the maps do not reach. */
  public TrainingRecord {
    settings = copy(settings);
    seeds = copy(seeds);
    assignment = copy(assignment);
    versions = copy(versions);
    if (steps < 0) throw new IllegalArgumentException("a negative number of steps: " + steps);
    if (assignment.values().stream().distinct().count() < assignment.size()) {
      throw new IllegalArgumentException("two components are assigned to one");
    }
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> copy(Map<K, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<K, V>(map));
  }
}
