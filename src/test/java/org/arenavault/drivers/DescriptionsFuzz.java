package org.arenavault.drivers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Descriptions of media, drives and robots of any bytes. */
public final class DescriptionsFuzz {

    private static final Path FOLDER = folder();

    private DescriptionsFuzz() {
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("fuzz");
            Files.createDirectories(folder.resolve("media"));
            Files.createDirectories(folder.resolve("drives"));
            Files.createDirectories(folder.resolve("changers"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Files.write(FOLDER.resolve("media/fuzz.toml"), data);
        Files.write(FOLDER.resolve("drives/fuzz.toml"), data);
        Files.write(FOLDER.resolve("changers/fuzz.toml"), data);
        Descriptions descriptions = new Descriptions(FOLDER);
        try {
            RobotDescription.read(descriptions, "fuzz").reply().ok().forEach(ok -> ok.fits(ok.sample()));
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
        try {
            MediumDescription.read(descriptions, "fuzz").reserveOf(24_438_784);
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
        try {
            DriveDescription.read(descriptions, "fuzz").fits("HL-DT-ST", "BD-RE BH16NS55", "1.04");
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
