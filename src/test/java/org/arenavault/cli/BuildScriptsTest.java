package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.arenavault.cli.common.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that build and test: what they say, how they end, and that nothing of them goes on. */
@Timeout(120)
class BuildScriptsTest {

    @TempDir
    private Path folder;

    private InstalledScripts scripts;

    @BeforeEach
    void install() throws IOException {
        scripts = new InstalledScripts(folder.resolve("bin"));
        scripts.with("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertThat(left).isEmpty();
        }
    }

    /** Classes move, and nobody runs it often: what it names is there. */
    @Test
    void whatQualityMeasuresIsThere() throws Exception {
        Process quality = new ProcessBuilder("sh", "scripts/quality", "-n").redirectErrorStream(true).start();
        String said = new String(quality.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(quality.waitFor()).as(said).isZero();
        assertThat(said).contains("venti.format: org.arenavault.venti.format.* with", "restore.placing: ");
    }

    @Test
    void progressEndsAsItsCommandEndsAndShowsWhatAFailureSaid() throws Exception {
        InstalledScripts.Run good = scripts.run("progress", "build", "sh", "-c", "echo much");
        assertThat(good.code()).isZero();
        assertThat(good.out() + good.errors()).contains("build: done in ").doesNotContain("much");
        InstalledScripts.Run bad = scripts.run("progress", "build", "sh", "-c", "echo this is why; exit 7");
        assertThat(bad.code()).isEqualTo(7);
        assertThat(bad.errors()).contains("this is why", "build: FAILED after ", "exit code 7");
        assertNothingLeft();
    }

    @Test
    void progressTellsSecondsFilesAndWhatMavenIsAt() throws Exception {
        InstalledScripts.Run run = scripts.run("progress", "build", "sh", "-c", """
                echo 'Downloaded from central: one (1 kB at 2 kB/s)'
                echo '[INFO] Downloaded from central: two (1 kB at 2 kB/s)'
                echo '[INFO] --- maven-compiler-plugin:3.14.1:compile (default-compile) @ arenavault ---'
                sleep 7""");
        assertThat(run.code()).isZero();
        assertThat(run.errors()).containsPattern("build: \\d+ s; 2 files downloaded; compiler-plugin compile")
                .doesNotContain("\u001b");
    }

    @Test
    void whoStopsProgressStopsItsCommand() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", scripts.path("progress").toString(), "build", "sleep", "60");
        builder.environment().put("TMPDIR", folder.resolve("tmp").toString());
        Process progress = builder.redirectErrorStream(true).start();
        List<ProcessHandle> sleeping = List.of();
        while (sleeping.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(20);
            sleeping = progress.descendants()
                    .filter(each -> each.info().arguments().map(words -> List.of(words).contains("60")).orElse(false))
                    .toList();
        }
        progress.destroy();
        assertThat(progress.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(progress.exitValue()).isEqualTo(143);
        for (ProcessHandle each : sleeping) {
            each.onExit().get(30, TimeUnit.SECONDS);
        }
        assertNothingLeft();
    }

    /** A Java that somebody has for other programs may be too old for this one. */
    @Test
    void aPackageStartsItsOwnJavaWhateverJavaHomeSays() throws Exception {
        Path java = folder.resolve("lib/runtime/bin/java");
        Path jar = folder.resolve("lib/app/arenavault.jar");
        Files.createDirectories(java.getParent());
        Files.createDirectories(jar.getParent());
        Files.move(scripts.path("arenavault.jar"), jar);
        Files.writeString(java, "#!/bin/sh\necho own \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        InstalledScripts.Run run = scripts.run("arenavault", "status", "home");
        assertThat(run.code()).as(run.errors()).isZero();
        assertThat(run.out()).startsWith("own ")
                .endsWith("-jar %s/../lib/app/arenavault.jar status home\n".formatted(scripts.path(".").normalize()));
    }

    @Test
    void aJavaThatMakesNoArchiveOfClassesIsNoFailure() throws Exception {
        Path jar = Files.write(folder.resolve("some.jar"), new byte[10]);
        Path old = Files.write(folder.resolve("some.jsa"), new byte[10]);
        InstalledScripts.Run run = scripts.run("archive-classes", jar.toString(), "false");
        assertThat(run.code()).isZero();
        assertThat(run.errors()).contains("makes no archive of classes");
        assertThat(old).as("an archive of another jar").doesNotExist();
        assertNothingLeft();
    }

    private List<String> archived(Path sources) throws Exception {
        Path archive = folder.resolve("source.tar.gz");
        Process archiving = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("scripts/ArchiveSources.java").toAbsolutePath().toString(), archive.toString(),
                "2026-01-01T00:00:00Z").directory(sources.toFile()).redirectErrorStream(true).start();
        String said = new String(archiving.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(archiving.waitFor()).as(said).isZero();
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    private static void git(Path sources, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command).directory(sources.toFile()).redirectErrorStream(true).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(said).isZero();
    }

    /** Notes, keys and scores that somebody keeps beside the sources do not get onto discs. */
    @Test
    void theSourceArchiveOfACloneHasWhatGitKnows() throws Exception {
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Files.createDirectories(sources.resolve("src/main"));
        Files.createDirectories(sources.resolve("docs"));
        for (String name : List.of("README.md", "src/main/A.java", "src/main/gone.txt", "docs/a b.md")) {
            Files.writeString(sources.resolve(name), name);
        }
        List<String> all = List.of("arenavault/README.md", "arenavault/docs/a b.md", "arenavault/src/main/A.java");

        Files.writeString(sources.resolve("src/main/left.orig"), "no source");
        Files.writeString(sources.resolve("unknown.txt"), "nothing of a checkout");
        List<String> walked = new ArrayList<>(all);
        walked.add("arenavault/src/main/gone.txt");
        assertThat(archived(sources)).as("no clone").containsExactlyElementsOf(walked);

        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, "git"))),
                "git is not here");
        git(sources, "init", "-q");
        git(sources, "add", "README.md", "src/main/A.java", "src/main/gone.txt", "docs");
        Files.delete(sources.resolve("src/main/gone.txt"));
        Files.writeString(sources.resolve("docs/last.vac"), "a score");
        Files.writeString(sources.resolve("src/main/key.pem"), "a key");
        assertThat(archived(sources)).as("a clone").containsExactlyElementsOf(all);
    }

    @Test
    void aFreshMachineHasNoFreshMachineInIt() throws Exception {
        scripts.with("ARENAVAULT_FRESH", "yes");
        InstalledScripts.Run run = scripts.run("test-fresh", "--quick");
        assertThat(run.code()).as(run.errors()).isZero();
        assertThat(run.out()).contains("SKIPPED: this is a fresh machine already");
        assertNothingLeft();
    }

    @Test
    void whatTheyDoNotKnowIsAMistake() throws Exception {
        for (String script : List.of("quickstart", "test-fresh", "tools", "progress")) {
            assertThat(scripts.run(script, "--nothing").code()).as(script).isEqualTo(ExitCode.USAGE);
        }
    }
}
