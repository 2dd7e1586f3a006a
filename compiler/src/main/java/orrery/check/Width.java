package orrery.check;

/** The least and the greatest number of positions that a selector may select. */
record Width(int least, int most) {}
