package orrery;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the compiler know each other in one direction only. */
class LayersTest {
  /** From the ground up: a room may import those before it. */
  private static final List<String> ROOMS =
      List.of(
          "types",
          "diagnostic",
          "syntax",
          "causal",
          "check",
          "layout",
          "lanes",
          "model",
          "weights",
          "circuit",
          "intervention",
          "passes",
          "verify",
          "task",
          "truth",
          "components",
          "sampler",
          "draw",
          "artifact");

  /** Where the tests' own classes are, whoever compiled them. */
  private static final String TESTS =
      LayersTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();

  private static final JavaClasses COMPILER =
      new ClassFileImporter()
          .withImportOption(place -> !place.contains(TESTS))
          .importPackages("orrery");

  static List<String> rooms() {
    return ROOMS;
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsOnlyThoseBeforeIt(String room) {
    List<String> later = new ArrayList<>(ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()));
    later.add("cli");
    noClasses()
        .that()
        .resideInAPackage(inside(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(later.stream().map(LayersTest::inside).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(COMPILER);
  }

  @Test
  void theTextOfAProgramIsForgottenOnceItIsUnderstood() {
    noClasses()
        .that()
        .resideInAnyPackage(
            inside("causal"),
            inside("layout"),
            inside("weights"),
            inside("model"),
            inside("circuit"),
            inside("intervention"),
            inside("passes"),
            inside("verify"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(inside("syntax"), inside("diagnostic"), inside("check"))
        .allowEmptyShould(true)
        .check(COMPILER);
  }

  @Test
  void theMachineStandsAlone() {
    noClasses()
        .that()
        .resideInAPackage(inside("model"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOMS.stream()
                .filter(room -> !room.equals("model"))
                .map(LayersTest::inside)
                .toArray(String[]::new))
        .allowEmptyShould(true)
        .check(COMPILER);
  }

  @Test
  void onlySyntaxKnowsTheParser() {
    classes()
        .that()
        .resideInAPackage("orrery.grammar..")
        .should()
        .onlyBeAccessed()
        .byAnyPackage("orrery.syntax..", "orrery.grammar..")
        .check(COMPILER);
    noClasses()
        .that()
        .resideOutsideOfPackages("orrery.syntax..", "orrery.grammar..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.antlr..")
        .check(COMPILER);
  }

  private static String inside(String room) {
    return "orrery." + room + "..";
  }
}
