/** The facade: a program in, a verified transformer out. */
@NullMarked
package orrery;

import org.jspecify.annotations.NullMarked;
