package org.arenavault.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * The files of the running program. The build puts documents, scripts and sources into the jar; a program that runs
 * from a folder of classes has no jar, and no archive of sources that could be told to be its own.
 */
final class RunningProgram implements ProgramFiles {

    private static final String FOLDER = "/META-INF/arenavault/";
    /** Bytes; no jar of this program comes near. */
    private static final long LARGEST = 256L << 20;

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        if (name.equals(JAR)) {
            Optional<Path> jar = jar();
            return jar.isPresent() ? Optional.of(PlainFiles.bytes(jar.get())) : Optional.empty();
        }
        if (name.equals(SOURCE) && jar().isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = RunningProgram.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    private static Optional<Path> jar() throws IOException {
        CodeSource source = RunningProgram.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null || !"file".equals(source.getLocation().getProtocol())) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(source.getLocation().toURI());
            return PlainFiles.isFile(path) && Files.size(path) <= LARGEST ? Optional.of(path) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            // a class loader of another kind, which knows no file
            return Optional.empty();
        }
    }
}
