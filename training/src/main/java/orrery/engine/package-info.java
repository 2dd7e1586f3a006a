/** The differentiable engine's room: gradients, large models and the GPU. */
@NullMarked
package orrery.engine;

import org.jspecify.annotations.NullMarked;
