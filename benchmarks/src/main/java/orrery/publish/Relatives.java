package orrery.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orrery.artifact.ModelFolder;
import orrery.leaderboard.Member;
import orrery.leaderboard.Profile;
import orrery.suite.Kind;

/**
 * Which models of a publication belong together.
 *
 * @param sketches all of its models, in their order
 */
record Relatives(List<Sketch> sketches) {
  /**
   * What must be known of a model to find its relatives.
   *
   * @param design equal for models of one shape with the same assignment of components; empty where
   *     a model was not trained
   */
  record Sketch(Member member, Profile profile, Optional<String> design) {
    static Sketch of(Member member, Profile profile, ModelFolder.Contents contents) {
      Optional<String> design =
          contents
              .model()
              .build()
              .training()
              .map(t -> contents.model().weights().config() + " " + t.assignment());
      return new Sketch(member, profile, design);
    }

    String id() {
      return member.id();
    }
  }

  /** The compiled model of the same program; empty where there is none, or it is that itself. */
  Optional<String> compiled(Sketch of) {
    if (of.profile().kind() == Kind.COMPILED) return Optional.empty();
    return family(of).stream()
        .filter(s -> s.profile().kind() == Kind.COMPILED)
        .map(Sketch::id)
        .findFirst();
  }

  /** The model with the circuit that a negative control is the twin of. */
  Optional<String> twin(Sketch of) {
    if (!of.profile().isControl()) return Optional.empty();
    return alike(of).stream()
        .filter(s -> s.profile().kind() == Kind.SIIT)
        .map(Sketch::id)
        .findFirst();
  }

  /** The negative controls of a model with the circuit. */
  List<String> controls(Sketch of) {
    if (of.profile().kind() != Kind.SIIT) return List.of();
    return alike(of).stream().filter(s -> s.profile().isControl()).map(Sketch::id).toList();
  }

  private List<Sketch> family(Sketch of) {
    return sketches.stream()
        .filter(s -> s.profile().family().equals(of.profile().family()))
        .toList();
  }

  private List<Sketch> alike(Sketch of) {
    List<Sketch> alike = new ArrayList<>(family(of));
    alike.removeIf(s -> s.design().isEmpty() || !s.design().equals(of.design()));
    return alike;
  }
}
