/**
 * The room of leaderboards: methods put to the test on many models, and what is said of all of them
 * together.
 */
@NullMarked
package orrery.leaderboard;

import org.jspecify.annotations.NullMarked;
