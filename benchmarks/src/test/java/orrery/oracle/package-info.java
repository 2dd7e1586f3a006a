/** Second opinions from independent libraries. */
@NullMarked
package orrery.oracle;

import org.jspecify.annotations.NullMarked;
