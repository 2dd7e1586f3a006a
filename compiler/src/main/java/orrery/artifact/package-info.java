/**
 * Files: models and their tensors, written whole or not at all and read with suspicion. Nothing in
 * a file is run, and every size is checked before memory is taken for it. Imports the machine; only
 * the command line imports this room.
 */
@NullMarked
package orrery.artifact;

import org.jspecify.annotations.NullMarked;
