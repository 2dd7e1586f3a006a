/** The room of reports: scorecards as JSON, CSV and self-contained HTML. */
@NullMarked
package orrery.report;

import org.jspecify.annotations.NullMarked;
