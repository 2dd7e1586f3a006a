package orrery.cli;

import orrery.causal.InputSpace;
import orrery.circuit.CompiledModel;
import orrery.verify.Acceptance;
import orrery.verify.Certificate;
import orrery.verify.Evidence;
import orrery.verify.Verifier;

/**
 * A model with what stands behind it.
 *
 * @param model as it is shipped, in float32
 * @param certificate which may say that it failed: a certificate of a compiled model, an acceptance
 *     of a trained one
 */
record Build(CompiledModel model, Evidence certificate) {
  /** Compiles and verifies a program. */
  static Build of(
      LoadedProgram program, BuildOptions build, VerifyOptions verify, Console console) {
    CompiledModel plain = program.compile(build.plan(), build.dials());
    CompiledModel model = build.passesOf(plain);
    CompiledModel shipped = model.toFloat32();
    return new Build(shipped, verify(shipped, verify.options(), console));
  }

  /**
   * A program compiled and verified, or a folder's compiled model verified, or a trained model with
   * the acceptance that its folder has.
   *
   * @throws Misuse for build options on a model that is compiled already
   */
  static Build of(Subject subject, BuildOptions build, VerifyOptions verify, Console console) {
    if (subject instanceof Subject.OfProgram p) return of(p.program(), build, verify, console);
    if (!build.written().isEmpty()) {
      throw new Misuse(build.written().strip() + ": a folder is compiled already");
    }
    return asItIs(subject, verify, console);
  }

  /** The same without build options. */
  static Build asItIs(Subject subject, VerifyOptions verify, Console console) {
    CompiledModel shipped = subject.model().toFloat32();
    if (subject instanceof Subject.OfFolder f && f.certificate() instanceof Acceptance own) {
      return new Build(shipped, own);
    }
    return new Build(shipped, verify(shipped, verify.options(), console));
  }

  /** Verifies a model under a progress bar. */
  static Certificate verify(CompiledModel model, Verifier.Options options, Console console) {
    InputSpace space = model.meaning().inputs();
    long inputs =
        space.isAtMost(options.most()) ? space.candidates().longValueExact() : options.sample();
    return Progress.show(
        console, "verifying", inputs, done -> Verifier.verify(model, options, done));
  }

  /**
   * The same, when it passed its verification. A trained model that was not accepted is what it is,
   * and goes on; {@link Caveats} say so.
   *
   * @throws Fault otherwise
   */
  Build passed() {
    if (certificate.passed() || certificate instanceof Acceptance) return this;
    throw new Fault("the build fails its own verification: " + Figures.verdict(certificate));
  }
}
