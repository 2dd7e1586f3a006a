/**
 * Suites: many models from one declarative file, made by many processes, each whole or not at all.
 *
 * <p>{@link orrery.suite.SuiteSpec} is the file, {@link orrery.suite.Suite} the models that it asks
 * for, {@link orrery.suite.ModelMaker} makes one of them, {@link orrery.suite.SuiteRun} all.
 */
@NullMarked
package orrery.suite;

import org.jspecify.annotations.NullMarked;
