/**
 * Questions to ask a model, made from its program: prompts, counterfactuals and metrics whose right
 * answers are known.
 */
@NullMarked
package orrery.task;

import org.jspecify.annotations.NullMarked;
