package orrery.exchange;

import java.util.Optional;
import orrery.artifact.EdgeNames.End;

/**
 * What a file says of one edge or one component.
 *
 * @param place where in the file: {@code edges.input->a0.h0<q>}, {@code line 7}
 * @param name as it stands there
 * @param from the component, or where the edge begins
 * @param to where the edge ends; empty for a component
 * @param values a score for each example, or one for all; 1 or 0 in a circuit
 */
record Row(String place, String name, End from, Optional<End> to, double[] values) {}
