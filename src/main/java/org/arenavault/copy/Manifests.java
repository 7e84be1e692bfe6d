package org.arenavault.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;

/** Where manifests lie with their media: beside a file, as {@code FILE.manifest}, or at the end of a device. */
final class Manifests {

    private static final String SUFFIX = ".manifest";

    private Manifests() {
    }

    /** The file that is meant beside a medium. */
    static Path beside(Path medium) {
        return PlainFiles.beside(medium, SUFFIX);
    }

    /**
     * Puts a manifest beside a file.
     *
     * @return false if something else is there
     */
    static boolean putBeside(Path manifest, Path medium) throws IOException {
        Path beside = beside(medium.toRealPath());
        if (PlainFiles.exists(beside) && !isManifest(beside)) {
            return false;
        }
        DurableFiles.replace(beside, OwnFiles.get(manifest, () -> PlainFiles.bytes(manifest)));
        return true;
    }

    private static boolean isManifest(Path file) throws IOException {
        try (InputStream in = PlainFiles.read(file)) {
            byte[] start = in.readNBytes(CopyManifest.FIRST_LINE.length());
            return new String(start, StandardCharsets.ISO_8859_1).equals(CopyManifest.FIRST_LINE);
        }
    }

    /**
     * Puts a manifest behind the copy on a device.
     *
     * @param end of the copy
     * @return false if there is no room
     */
    static boolean putOn(Path manifest, Path device, long end, Disks disks) throws IOException {
        try (Storage text = OwnFiles.on(disks).openToRead(manifest); Storage medium = disks.openToWrite(device)) {
            return MediumManifest.write(medium, end, text);
        }
    }
}
