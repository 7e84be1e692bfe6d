package org.arenavault;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house: packages stand on floors, and each imports only what stands below it. */
class HouseTest {

    /** From the top floor to the ground. */
    private static final List<String> FLOORS = List.of("cli", "report", "backup", "restore", "mirror", "sets",
            "protect", "changer", "media", "optical", "scsi", "drivers", "history", "fossil", "venti", "copy", "io");

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        house = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.arenavault");
    }

    private static String packageOf(String floor) {
        return "org.arenavault." + floor + "..";
    }

    @Test
    void everyClassStandsOnAFloor() {
        classes().that().resideInAPackage("org.arenavault..").and().doNotHaveSimpleName("package-info")
                .should().resideInAnyPackage(FLOORS.stream().map(HouseTest::packageOf).toArray(String[]::new))
                .check(house);
    }

    @Test
    void nothingImportsUpward() {
        for (int i = 1; i < FLOORS.size(); i++) {
            String[] above = FLOORS.subList(0, i).stream().map(HouseTest::packageOf).toArray(String[]::new);
            noClasses().that().resideInAPackage(packageOf(FLOORS.get(i)))
                    .should().dependOnClassesThat().resideInAnyPackage(above)
                    .allowEmptyShould(true).check(house);
        }
    }

    @Test
    void thereAreNoCircles() {
        slices().matching("org.arenavault.(**)").should().beFreeOfCycles().check(house);
    }

    @Test
    void theLedgerKnowsNothingOfDrives() {
        noClasses().that().resideInAPackage("org.arenavault.sets..")
                .should().dependOnClassesThat().resideInAnyPackage("org.arenavault.scsi..", "org.arenavault.optical..",
                        "org.arenavault.changer..").check(house);
    }

    @Test
    void ventiKnowsNothingOfMedia() {
        List<String> others = new ArrayList<>(FLOORS);
        others.removeAll(List.of("venti", "io"));
        noClasses().that().resideInAPackage("org.arenavault.venti..").should().dependOnClassesThat()
                .resideInAnyPackage(others.stream().map(HouseTest::packageOf).toArray(String[]::new)).check(house);
    }

    @Test
    void theEmulatorIsReachedThroughCommandsAlone() {
        noClasses().that(not(resideInAnyPackage("org.arenavault.scsi.emulator..", "org.arenavault.changer..",
                        "org.arenavault.cli..")))
                .should().dependOnClassesThat(resideInAPackage("org.arenavault.scsi.emulator..")).check(house);
    }
}
