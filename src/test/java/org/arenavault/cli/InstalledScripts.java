package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts as they are installed somewhere, with the program beside them. */
public final class InstalledScripts {

    private static final Path SCRIPTS = Path.of("scripts");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * What a script came to.
     *
     * @param code its exit code
     * @param out its standard output
     * @param errors its standard error
     */
    record Run(int code, String out, String errors) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Installs them all in a folder, which is also where their vault is. */
    public InstalledScripts(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> all = Files.list(SCRIPTS)) {
            for (Path script : all.filter(Files::isRegularFile).toList()) {
                Files.copy(script, folder.resolve(script.getFileName()));
            }
        }
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        attributes.put(Attributes.Name.CLASS_PATH, Arrays.stream(System.getProperty("java.class.path")
                .split(File.pathSeparator)).map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(folder.resolve("arenavault.jar")), manifest).close();
        with("ARENAVAULT_HOME", vault().toString());
        with("JAVA_HOME", System.getProperty("java.home"));
        with("JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    /** Where their vault is. */
    public Path vault() {
        return folder.resolve("vault");
    }

    /** Where a script is. */
    public Path path(String script) {
        return folder.resolve(script);
    }

    /** Sets a variable for all that run from now on. */
    void with(String name, String value) {
        environment.put(name, value);
    }

    /** The same as words before a command for a shell. */
    String settings() {
        return environment.entrySet().stream().map(e -> "%s='%s'".formatted(e.getKey(), e.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** Runs one to its end, with nobody at a terminal. */
    Run run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", path(script).toString()));
        words.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("%s does not end: %s".formatted(words, Files.readString(errors, UTF_8)));
        }
        return new Run(process.exitValue(), Files.readString(out, UTF_8), Files.readString(errors, UTF_8));
    }
}
