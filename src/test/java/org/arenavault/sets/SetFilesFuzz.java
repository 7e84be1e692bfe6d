package org.arenavault.sets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.arenavault.Fuzzing;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.VaultException;

/** The files that people and other sites bring: set.toml, bundles, the files of the Plan 9 scripts; any bytes. */
public final class SetFilesFuzz {

    private static final Path FOLDER = folder();

    private SetFilesFuzz() {
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entry point of the fuzzer; the first byte chooses which kind of file. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        byte[] content = Arrays.copyOfRange(data, 1, data.length);
        try {
            switch (data[0] & 3) {
                case 0 -> config(content);
                case 1 -> bundle(content);
                case 2 -> bundle(packed(content));
                default -> plan9(content);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e.getMessage().replace(FOLDER.toString(), ""));
        } finally {
            empty(FOLDER);
        }
    }

    private static void config(byte[] content) throws IOException {
        SetConfigFile file = new SetConfigFile(Files.write(FOLDER.resolve("set.toml"), content), Disks.REAL);
        SetConfig config = file.read();
        file.write(config);
        if (!file.read().equals(config)) {
            throw new IllegalStateException("came back as another: " + config);
        }
    }

    private static void bundle(byte[] content) throws IOException {
        Path file = Files.write(FOLDER.resolve("bundle"), content);
        Path vault = FOLDER.resolve("vault");
        new Vault(vault, Disks.REAL, new ManualClock()).importSet(file, Optional.empty());
    }

    private static byte[] packed(byte[] tar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tar);
        }
        return bytes.toByteArray();
    }

    private static void plan9(byte[] content) throws IOException {
        int cut = content.length == 0 ? 0 : (content[0] & 0xFF) % content.length;
        Files.write(FOLDER.resolve("disc"), Arrays.copyOf(content, cut));
        Files.write(FOLDER.resolve("ondisc"), Arrays.copyOfRange(content, cut, content.length));
        Plan9Files files = Plan9Files.read(FOLDER);
        if (files.byDisc().stream().mapToInt(List::size).sum() != files.onDisc().size()) {
            throw new IllegalStateException("arenas were lost: " + files);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    empty(entry);
                }
                Files.delete(entry);
            }
        }
    }
}
