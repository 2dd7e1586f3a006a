/** The room of exchange: answers of methods that run elsewhere, in the formats of their tools. */
@NullMarked
package orrery.exchange;

import org.jspecify.annotations.NullMarked;
