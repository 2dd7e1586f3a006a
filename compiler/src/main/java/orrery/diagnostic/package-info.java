/** What the compiler says about a user's mistake: where it is, what it means and how to mend it. */
@NullMarked
package orrery.diagnostic;

import org.jspecify.annotations.NullMarked;
