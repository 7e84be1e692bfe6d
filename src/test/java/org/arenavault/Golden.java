package org.arenavault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Ventis recorded with a real server, and what the real tools print of them. Some ship with the tests; the
 * others are used where the folder of samples lies beside the checkout.
 */
public final class Golden {

    /** Of recordings that were made so that their archives are small. */
    private static final String SMALL = "-small";
    private static final Path SAMPLES_BESIDE = Path.of("../shared/golden");

    private Golden() {
    }

    /** The samples that can be had here. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of("v4", "multi", "unsummed"));
        for (String name : List.of("v5", "blk16k")) {
            if (Files.isRegularFile(SAMPLES_BESIDE.resolve(name + ".tar.gz"))) {
                names.add(name);
            }
        }
        return names;
    }

    /** These, and two small ones of the formats that are not shipped otherwise. */
    public static List<String> all() {
        List<String> names = names();
        names.add("v5" + SMALL);
        names.add("blk16k" + SMALL);
        return names;
    }

    /** Unpacks a sample into {@code folder}; returns the folder with its venti.conf. */
    public static Path unpack(String name, Path folder) throws IOException {
        try (InputStream packed = open(name);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GzipCompressorInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = folder.resolve(entry.getName()).normalize();
                if (!path.startsWith(folder)) {
                    throw new IOException("sample reaches outside of its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                }
            }
        }
        return folder.resolve(name.replace(SMALL, ""));
    }

    private static InputStream open(String name) throws IOException {
        InputStream shipped = Golden.class.getResourceAsStream("/golden/" + name + ".tar.gz");
        return shipped != null ? shipped : Files.newInputStream(SAMPLES_BESIDE.resolve(name + ".tar.gz"));
    }
}
