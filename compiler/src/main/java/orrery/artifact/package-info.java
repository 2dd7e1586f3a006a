/**
 * Files: models and their tensors, written whole or not at all and read with suspicion. Nothing in
 * a file is run, and every size is checked before memory is taken for it. Start at {@code
 * ModelFolder}; {@code Export} writes the shapes of other tools. Imports every room below it; only
 * the command line imports this one.
 */
@NullMarked
package orrery.artifact;

import org.jspecify.annotations.NullMarked;
