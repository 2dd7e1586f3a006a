package orrery.cli;

import java.util.List;
import orrery.discovery.MethodRefusal;
import orrery.discovery.Methods;
import orrery.report.Assessment;
import picocli.CommandLine.Option;

/** The option that says which methods are put to the test. */
final class MethodList {
  /** What a first look at a model wants to know, in the order of the report. */
  static final String USUAL =
      "eap,eap-ig-inputs,eap-ig-activations,clean-corrupted,atp-star,relp,gim,nap-ig,hisp,ifr,cd-t,"
          + "exact-nodes,acdc,subnetwork-probing:steps=100";

  private static final String NONE = "none";

  @Option(
      names = "--methods",
      paramLabel = "LIST",
      description = {
        "Methods, NAME or NAME:KEY=VALUE, with commas between; none stops after the verification.",
        "truth and causal-scrubbing know the program: the truth itself, and its hypothesis tested.",
        "Default: " + USUAL + "."
      })
  private String methods = USUAL;

  /**
   * The methods.
   *
   * @throws Misuse where the list is written wrongly
   */
  List<Methods.Asked> methods() {
    if (methods.equals(NONE)) return List.of();
    try {
      List<Methods.Asked> asked = Methods.asked(methods);
      Assessment.requireDistinct(asked.stream().flatMap(a -> a.free().stream()).toList());
      return asked;
    } catch (MethodRefusal refusal) {
      throw new Misuse("--methods " + methods + ": " + refusal.getMessage());
    }
  }

  /** The methods as they are written. */
  String list() {
    return methods;
  }

  /** The option as it is written; nothing where it is the usual list. */
  String written() {
    return methods.equals(USUAL) ? "" : " --methods " + methods;
  }
}
