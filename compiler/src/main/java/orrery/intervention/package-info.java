/**
 * Exact interventions on the edges of the residual stream: what is asked ({@link
 * orrery.intervention.Task}), and the machine that answers ({@link orrery.intervention.Engine}).
 */
@NullMarked
package orrery.intervention;

import org.jspecify.annotations.NullMarked;
