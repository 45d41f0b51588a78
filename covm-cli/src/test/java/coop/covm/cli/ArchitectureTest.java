package coop.covm.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of docs/architecture.md. */
class ArchitectureTest {
  private static final String BASE = "coop.covm.";

  private static JavaClasses all = new ClassFileImporter().importPackages();

  @BeforeAll
  static void readClasses() {
    all =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("coop.covm");
  }

  @Test
  void allModulesAreLookedAt() {
    assertThat(all.stream().map(c -> c.getPackageName()).distinct())
        .contains(
            "coop.covm",
            BASE + "storage",
            BASE + "storage.file",
            BASE + "value",
            BASE + "syntax",
            BASE + "compiler",
            BASE + "bytecode",
            BASE + "engine",
            BASE + "format",
            BASE + "lint",
            BASE + "profile",
            BASE + "dialogue",
            BASE + "migration",
            BASE + "cli.bench",
            BASE + "cli.repl",
            BASE + "cli");
  }

  @Test
  void theStorageNeverKnowsTheMachine() {
    mayUse("storage", "storage", "value", "error");
    mayUse("value", "value", "error");
    mayUse("error", "error");
  }

  @Test
  void theSyntaxKnowsNothingOfWhatIsMadeOfIt() {
    mayUse("syntax", "syntax", "value", "error");
  }

  @Test
  void theBytecodeKnowsNeitherCompilerNorEngine() {
    mayUse("bytecode", "bytecode", "storage", "value", "error");
  }

  @Test
  void theCompilerAndTheEngineNeverSeeEachOther() {
    mayUse("compiler", "compiler", "syntax", "bytecode", "storage", "value", "error");
    mayUse("engine", "engine", "bytecode", "storage", "value", "error");
  }

  @Test
  void whatLaysProgramsOutKnowsOnlyTheirTextAndTheirModules() {
    mayUse("format", "format", "syntax", "bytecode", "value", "error");
  }

  @Test
  void lintKnowsOnlyTheTreeAndTheTableOfInstructions() {
    mayUse("lint", "lint", "syntax", "bytecode", "value", "error");
  }

  @Test
  void whatMeasuresTheEngineIsUnknownToIt() {
    mayUse("profile", "profile", "engine", "bytecode", "storage", "value", "error");
  }

  @Test
  void theWayInForJavaProgramsKnowsNothingOfTheCommand() {
    noClasses()
        .that()
        .resideInAPackage("coop.covm")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "cli..", BASE + "storage.spi..", BASE + "storage.file..")
        .check(all);
  }

  @Test
  void theMachineReachesTheStoreOnlyThroughItsFace() {
    noClasses()
        .that()
        .resideInAnyPackage(BASE + "syntax..", BASE + "compiler..", BASE + "engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            BASE + "storage.spi..", BASE + "storage.file..", BASE + "storage.memory..")
        .check(all);
  }

  @Test
  void onlyTheCommandKnowsPicocliAndEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + "cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..")
        .check(all);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(BASE + "cli.Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(all);
  }

  @Test
  void noPartsUseEachOtherInACircle() {
    slices().matching("coop.covm.(*)..").should().beFreeOfCycles().check(all);
  }

  @Test
  void backendsKnowOnlyTheirContract() {
    noClasses()
        .that()
        .resideInAnyPackage(BASE + "storage.log..", BASE + "storage.spi..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BASE + "storage.file..", BASE + "storage.memory..")
        .check(all);
    noClasses()
        .that()
        .resideInAPackage(BASE + "storage.file..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "storage.memory..")
        .check(all);
  }

  @Test
  void whatIsPrintedIsNotToldByWhom() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "cli.output..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "cli")
        .check(all);
  }

  @Test
  void theShellIsNotToldByWhomItIsCalled() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "cli.repl..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "cli")
        .check(all);
  }

  @Test
  void whatMeasuresStoresKnowsNothingOfOptionsAndAloneKnowsHistograms() {
    noClasses()
        .that()
        .resideInAPackage(BASE + "cli.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "cli")
        .check(all);
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + "cli.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.HdrHistogram..")
        .check(all);
  }

  @Test
  void onlyWhatReadsWhatIsTypedKnowsJLine() {
    noClasses()
        .that()
        .haveNameNotMatching(".*[.]repl[.](TypedShell|EditedLines|Typing|Highlighting)([$].*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(all);
  }

  @Test
  void dialoguesAreUnknownToWhatRunsThem() {
    noClasses()
        .that()
        .resideInAnyPackage("coop.covm", BASE + "engine..", BASE + "compiler..", BASE + "syntax..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BASE + "dialogue..")
        .check(all);
  }

  @Test
  void everyPackageIsNullMarked() {
    classes()
        .that()
        .haveSimpleName("package-info")
        .should()
        .beAnnotatedWith("org.jspecify.annotations.NullMarked")
        .check(all);
    long packages = all.stream().map(c -> c.getPackageName()).distinct().count();
    long described = all.stream().filter(c -> c.getSimpleName().equals("package-info")).count();
    assertThat(described).isEqualTo(packages);
  }

  /** The classes of a part use, of ours, only these parts. */
  private static void mayUse(String part, String... used) {
    String[] allowed = new String[used.length];
    for (int i = 0; i < used.length; i++) {
      allowed[i] = BASE + used[i] + "..";
    }
    noClasses()
        .that()
        .resideInAPackage(BASE + part + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("coop.covm..").and(not(resideInAnyPackage(allowed))))
        .check(all);
  }
}
