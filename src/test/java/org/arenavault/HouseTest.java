package org.arenavault;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.Environment;
import org.arenavault.io.LogLines;
import org.arenavault.io.NativeLibraries;
import org.arenavault.io.NewFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.sets.SetConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house: packages stand on floors, and each imports only what stands below it. */
class HouseTest {

    /** From the top floor to the ground. */
    private static final List<String> FLOORS = List.of("cli", "report", "backup", "restore.sending", "restore",
            "restore.mending", "restore.increments", "restore.placing", "restore.reading", "restore.catalog",
            "restore.repair", "mirror",
            "sets", "settings", "changer", "media", "optical", "scsi", "drivers", "history", "fossil", "parity",
            "venti", "disk", "ninep", "copy", "io");

    private static JavaClasses house;

    @BeforeAll
    static void read() {
        String tests = HouseTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        house = new ClassFileImporter().withImportOption(place -> !place.contains(tests))
                .importPackages("org.arenavault");
    }

    /** What they say of the whole program takes much memory. */
    @AfterAll
    static void forget() {
        house = null;
    }

    /** A floor with all packages below it, unless these are floors themselves. */
    private static String packageOf(String floor) {
        boolean split = FLOORS.stream().anyMatch(other -> other.startsWith(floor + "."));
        return "org.arenavault." + floor + (split ? "" : "..");
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

    /** What {@code --json} prints is a record of {@code report.json}; nobody builds it by hand. */
    @Test
    void reportsBecomeJsonInOnePlace() {
        // this reads what the program prints on another machine
        noClasses().that().resideInAPackage("org.arenavault.cli..").and().doNotHaveSimpleName("RemoteFossil")
                .should().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson..").check(house);
        noClasses().that().resideOutsideOfPackage("org.arenavault.cli..")
                .and().haveNameNotMatching(".*\\.copy\\.Copy(Json|Manifest)")
                .should().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.databind.node..").check(house);
        noClasses().that().resideInAPackage("org.arenavault.report..").and().doNotHaveSimpleName("ReportJson")
                .and().haveNameNotMatching(".*\\.ReportJson\\$.*")
                .should().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.databind..").check(house);
    }

    /** What is created elsewhere gets its mode from the umask of whoever starts the program. */
    @Test
    void filesComeIntoBeingInOneWay() {
        List<String> makers = List.of("newOutputStream", "newBufferedWriter", "newByteChannel", "write", "writeString",
                "createFile", "createDirectory", "createDirectories", "createTempFile", "createTempDirectory", "copy",
                "createLink");
        noClasses().that().doNotHaveFullyQualifiedName(NewFiles.class.getName())
                .and().doNotHaveFullyQualifiedName(NativeLibraries.class.getName())
                .should().callMethodWhere(named(Files.class, makers))
                .orShould().callMethodWhere(named(File.class,
                        List.of("createNewFile", "createTempFile", "mkdir", "mkdirs")))
                .orShould().callConstructor(FileOutputStream.class, File.class)
                .orShould().callConstructor(FileOutputStream.class, String.class)
                .orShould().callConstructor(FileOutputStream.class, String.class, boolean.class)
                .orShould().callConstructor(FileOutputStream.class, File.class, boolean.class)
                .orShould().dependOnClassesThat().belongToAnyOf(FileWriter.class, AsynchronousFileChannel.class)
                .orShould().accessField(StandardOpenOption.class, "CREATE")
                .orShould().accessField(StandardOpenOption.class, "CREATE_NEW")
                .check(house);
    }

    /** What takes the place of something else is written beside it, and forced where its reader cannot do without. */
    @Test
    void filesTakeEachOthersPlaceInOneWay() {
        noClasses().that().doNotHaveFullyQualifiedName(DurableFiles.class.getName())
                .should().callMethodWhere(named(Files.class, List.of("move")))
                .orShould().callMethodWhere(named(File.class, List.of("renameTo"))).check(house);
    }

    /** JNA by itself unpacks its native part below the home folder, and leaves a folder there. */
    @Test
    void librariesAreLoadedInOneWay() {
        noClasses().that().doNotHaveFullyQualifiedName(NativeLibraries.class.getName())
                .should().callMethodWhere(named(Native.class, List.of("load", "loadLibrary", "register")))
                .check(house);
    }

    private static DescribedPredicate<JavaMethodCall> named(Class<?> owner, List<String> methods) {
        return DescribedPredicate.describe("%s.%s".formatted(owner.getSimpleName(), methods),
                call -> call.getTargetOwner().isEquivalentTo(owner) && methods.contains(call.getName()));
    }

    /** Calls into the system and its libraries stand where nobody has to look for them. */
    @Test
    void nativeCodeIsCalledOnTheGroundFloorAndFromTransports() {
        noClasses().that(not(resideInAnyPackage("org.arenavault.io", "org.arenavault.scsi.sgio",
                        "org.arenavault.scsi.iscsi")))
                .should().dependOnClassesThat().resideInAPackage("com.sun.jna..").check(house);
        noClasses().that(not(resideInAPackage("org.arenavault.io")))
                .should().dependOnClassesThat().resideInAPackage("com.fazecast..").check(house);
    }

    /** A test stops the clock, and a run can be repeated, only as far as nobody asks beside {@code World}. */
    @Test
    void timeAndChanceComeThroughTheWorld() {
        noClasses().that(not(resideInAnyPackage("org.arenavault.io", "org.arenavault.scsi.sgio",
                        "org.arenavault.scsi.iscsi")))
                // these wait for a socket or a thread, whatever the clock says; an emulated drive's clock is one
                .and().doNotHaveSimpleName("Interrupt").and().doNotHaveSimpleName("FossilConsole")
                .and().doNotHaveSimpleName("StatusClient").and().doNotHaveSimpleName("Listener")
                .and().doNotHaveSimpleName("InstantClock")
                .should().callMethodWhere(named(System.class, List.of("nanoTime", "currentTimeMillis")))
                .orShould().callMethodWhere(named(Thread.class, List.of("sleep")))
                .orShould().callMethodWhere(named(Instant.class, List.of("now")))
                .orShould().callMethodWhere(named(LocalDate.class, List.of("now")))
                .orShould().callMethodWhere(named(Math.class, List.of("random")))
                .orShould().dependOnClassesThat().belongToAnyOf(ThreadLocalRandom.class, SecureRandom.class)
                .check(house);
        noClasses().that().doNotHaveSimpleName("Main")
                .should().callMethodWhere(named(UUID.class, List.of("randomUUID"))).check(house);
    }

    /** Whoever wants to know what a run depends on reads one class. */
    @Test
    void theEnvironmentIsAskedInOnePlace() throws IOException {
        noClasses().that().doNotHaveFullyQualifiedName(Environment.class.getName())
                .should().callMethodWhere(named(System.class, List.of("getenv"))).check(house);
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            for (Path source : all.filter(path -> path.toString().endsWith(".java")
                    && !path.endsWith("Environment.java") && !path.endsWith("NativeLibraries.java")).toList()) {
                assertThat(Files.readString(source)).as(source.toString())
                        .doesNotContain("\"user.home\"", "\"user.name\"", "\"java.io.tmpdir\"");
            }
        }
    }

    /** A channel may create what it opens; where it does not, it is named here. */
    @Test
    void channelsOnFilesAreOpenedOnTheGroundFloor() {
        noClasses().that(not(resideInAPackage("org.arenavault.io..")))
                .should().callMethodWhere(named(FileChannel.class, List.of("open")))
                .orShould().dependOnClassesThat().belongToAnyOf(RandomAccessFile.class)
                .check(house);
    }

    /** Where a pipe stands in a file's place, opening or reading it waits for ever. */
    @Test
    void filesAreReadThroughTheGate() {
        List<String> readers = List.of("newInputStream", "newBufferedReader", "newByteChannel", "readAllBytes",
                "readString", "readAllLines", "lines", "mismatch");
        noClasses().that().doNotHaveFullyQualifiedName(PlainFiles.class.getName())
                .should().callMethodWhere(named(Files.class, readers))
                .orShould().callConstructor(FileInputStream.class, File.class)
                .orShould().callConstructor(FileInputStream.class, String.class)
                .orShould().dependOnClassesThat().belongToAnyOf(FileReader.class).check(house);
        noClasses().that().resideOutsideOfPackage("org.arenavault.io..")
                .should().callMethodWhere(named(FileChannel.class, List.of("open"))).check(house);
    }

    /** What reaches a terminal passes Plain, which {@code World} and {@code CommandContext} see to. */
    @Test
    void nobodyPrintsBesideTheContext() {
        noClasses().that().doNotHaveSimpleName("Main")
                .and().haveNameNotMatching(Pattern.quote(LogLines.class.getName()) + "(\\$.*)?")
                .should().accessField(System.class, "out").orShould().accessField(System.class, "err").check(house);
    }

    /** What a bundle or a label says of files, servers and drives passes the methods that refuse it of foreign sets. */
    @Test
    void theSourceAndTheRecorderOfASetAreAskedOfItsConfigAlone() {
        noClasses().that().doNotHaveFullyQualifiedName(SetConfig.class.getName())
                // these open what the command line names, and show words
                .and().doNotHaveSimpleName("InitCommand").and().doNotHaveSimpleName("SetAdoptCommand")
                .and().doNotHaveSimpleName("SetImportPlan9Command").and().doNotHaveSimpleName("SetRebuildCommand")
                .should().callMethodWhere(named(SetConfig.Source.class, List.of("partitions")))
                .check(house);
        noClasses().that().doNotHaveFullyQualifiedName(SetConfig.class.getName())
                .and().doNotHaveSimpleName("SetShowCommand")
                .and().doNotHaveFullyQualifiedName("org.arenavault.report.json.SetReports$Show")
                .and().doNotHaveSimpleName("SetConfigFile")
                // a policy is shown and compared as words, and put into the file
                .and().haveNameNotMatching(".*\\.sets\\.Policy(\\$.*)?")
                .should().callMethodWhere(named(SetConfig.MediumChoice.class, List.of("device")))
                .orShould().callMethodWhere(named(SetConfig.Source.class, List.of("indexUrl", "conf", "arenas")))
                .check(house);
    }

    /** What stat cannot tell is not absent: "no ledger" would be a false claim where its disk fails. */
    @Test
    void absenceIsToldInOnePlace() {
        List<String> askers = List.of("exists", "notExists", "isRegularFile", "isDirectory", "isSymbolicLink",
                "isWritable");
        noClasses().that().doNotHaveFullyQualifiedName(PlainFiles.class.getName())
                // what these ask for is the kernel's, or a device of which another step tells what ails it
                .and().doNotHaveSimpleName("SystemDevices").and().doNotHaveSimpleName("SgIoTransport")
                .and().doNotHaveSimpleName("DeviceTable").and().doNotHaveSimpleName("OpenFiles")
                .and().doNotHaveSimpleName("SerialLine").and().doNotHaveSimpleName("EmulatedJukebox")
                .should().callMethodWhere(named(Files.class, askers))
                .orShould().callMethodWhere(named(File.class, List.of("exists", "isFile", "isDirectory", "canWrite")))
                .check(house);
    }

    /** What a command ends with is computed from what was asked and what is done, and nowhere else. */
    @Test
    void exitCodesAreComputedInOnePlace() throws IOException {
        Pattern chosen = Pattern.compile("ExitCode\\.(DONE|FAILED|OPERATOR)\\s*:|:\\s*ExitCode\\.(DONE|FAILED|OPERATOR)"
                + "|return ExitCode\\.(FAILED|OPERATOR)|= ExitCode\\.(FAILED|OPERATOR)");
        Path sources = Path.of("src/main/java/org/arenavault/cli");
        try (Stream<Path> all = Files.walk(sources)) {
            for (Path source : all.filter(path -> path.toString().endsWith(".java")
                    && !path.endsWith("ExitCode.java")).toList()) {
                for (String line : Files.readAllLines(source)) {
                    assertThat(chosen.matcher(line.replaceAll("==.*", "")).find()).as("%s: %s", source, line).isFalse();
                }
            }
        }
    }

    /** Why a disc is not taken people read in the same words, whoever looks at it. */
    @Test
    void whatADiscIsAndWhyItIsNotTakenIsWordedInOnePlace() throws IOException {
        Pattern words = Pattern.compile("\"[^\"]*(this disc (is|was|cannot|carries) |this is (a %|disc )|blank one is"
                + "|disc %s was |cannot be written here)");
        List<String> places = List.of("Recognition.java", "SeenDisc.java", "Unfit.java", "UnlabelledMatch.java");
        for (String floor : List.of("media", "changer", "sets", "backup", "restore", "cli")) {
            try (Stream<Path> all = Files.walk(Path.of("src/main/java/org/arenavault", floor))) {
                for (Path source : all.filter(path -> path.toString().endsWith(".java")
                        && !places.contains(path.getFileName().toString())).toList()) {
                    for (String line : Files.readAllLines(source)) {
                        assertThat(!line.strip().startsWith("*") && words.matcher(line).find())
                                .as("%s: %s", source, line).isFalse();
                    }
                }
            }
        }
    }

    /** Text is no protocol: what others are to know of a failure, its type tells. */
    @Test
    void nobodyTakesAMessageApart() throws IOException {
        Pattern apart = Pattern.compile("(getMessage|sentence|happened)\\(\\)\\)?\\s*\\.(contains|startsWith"
                + "|endsWith|indexOf|substring|matches|split|replace\\(|replaceFirst)");
        // what the system and a library say in words alone,
        List<String> readers = List.of("SystemFault.java", "JsonWords.java");
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            for (Path source : all.filter(path -> path.toString().endsWith(".java")
                    && !readers.contains(path.getFileName().toString())).toList()) {
                assertThat(apart.matcher(Files.readString(source)).find()).as(source.toString()).isFalse();
            }
        }
    }

    /** The line of a stage that nobody can close stays on the terminal, before all that come later. */
    @Test
    void whoBeginsAStageOfProgressHoldsIt() throws IOException {
        Pattern begun = Pattern.compile("rogress(\\(\\))?\\s*\\.begin\\(");
        Pattern held = Pattern.compile("Progress\\.Stage \\w+ =\\s+[\\w.()]*" + begun);
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            for (Path source : all.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                assertThat(held.matcher(text).results()).as(source.toString())
                        .hasSameSizeAs(begun.matcher(text).results().toList());
            }
        }
    }

    /** What was opened before something failed is closed in whatever way it failed. */
    @Test
    void whatIsClosedOnFailureIsClosedOnEveryFailure() throws IOException {
        Pattern partly = Pattern.compile("catch \\((?![^)]*Error)[^)]*\\) \\{\\s+[\\w.]+\\.close\\(\\);[^}]*throw e;");
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            for (Path source : all.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(partly.matcher(Files.readString(source)).find()).as(source.toString()).isFalse();
            }
        }
    }

    /** A name stands for one thing. */
    @Test
    void noTwoClassesHaveOneName() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            assertThat(all.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".java")
                    && !name.equals("package-info.java"))).doesNotHaveDuplicates();
        }
    }

    /** Fields in a row of more than eight are mistaken for each other. These mirror a file, whose keys name them. */
    @Test
    void noRecordHasMoreThanEightFields() {
        Set<String> mirrors = Set.of("MediumDescription", "SetConfig", "ParityJson$Header");
        assertThat(house.stream().filter(type -> type.isRecord() && type.reflect().getRecordComponents().length > 8)
                .map(type -> type.getName().replaceFirst(".*\\.", "")).filter(name -> !mirrors.contains(name)))
                .isEmpty();
    }

    /** What does not fit into one's head at once is two things. */
    @Test
    void noFileIsLongerThan450Lines() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("src"))) {
            for (Path source : all.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(Files.readAllLines(source)).as(source.toString()).hasSizeLessThanOrEqualTo(450);
            }
        }
    }

    /**
     * A ladder over the cases of a sealed type passes over the next case silently: the type has a method instead, or a
     * {@code match} that wants an answer for each. Exceptions are told by their type, as {@code catch} does.
     */
    @Test
    void theCasesOfASealedTypeAreNotAskedForOneByOne() throws IOException {
        Set<String> cases = house.stream().map(JavaClass::reflect).filter(HouseTest::isCaseOfASealedType)
                .map(Class::getName).collect(Collectors.toSet());
        assertThat(cases).hasSizeGreaterThan(50);
        noClasses().should(askFor(cases)).check(house);
        String names = cases.stream().map(name -> name.replaceAll(".*[.$]", "")).distinct()
                .collect(Collectors.joining("|"));
        Pattern cast = Pattern.compile("\\((\\w+\\.)?(%s)\\) ?[a-z(]".formatted(names));
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            for (Path source : all.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (String line : Files.readAllLines(source)) {
                    boolean code = !line.strip().startsWith("*") && !line.strip().startsWith("/");
                    assertThat(code && cast.matcher(line).find()).as("%s: %s", source, line).isFalse();
                }
            }
        }
    }

    private static boolean isCaseOfASealedType(Class<?> type) {
        return !Throwable.class.isAssignableFrom(type) && !type.isAnonymousClass()
                && Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                        .anyMatch(Class::isSealed);
    }

    private static ArchCondition<JavaClass> askFor(Set<String> cases) {
        return new ArchCondition<>("ask for a case of a sealed type") {
            @Override
            public void check(JavaClass asking, ConditionEvents events) {
                asking.getInstanceofChecks().stream().filter(asked -> cases.contains(asked.getRawType().getName()))
                        .forEach(asked -> events.add(SimpleConditionEvent.satisfied(asking, asked.toString())));
                // an enumeration names itself to find its constants
                asking.getReferencedClassObjects().stream().filter(asked -> !asked.getRawType().equals(asking))
                        .filter(asked -> cases.contains(asked.getRawType().getName()))
                        .forEach(asked -> events.add(SimpleConditionEvent.satisfied(asking, asked.toString())));
            }
        };
    }

    @Test
    void ventiKnowsNothingOfMedia() {
        List<String> others = new ArrayList<>(FLOORS);
        others.removeAll(List.of("venti", "disk", "ninep", "io"));
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
