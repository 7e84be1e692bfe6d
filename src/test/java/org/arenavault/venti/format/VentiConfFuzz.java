package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.arenavault.Fuzzing;
import org.arenavault.io.SparseDisks;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.VaultException;

/** Configurations of any bytes: text, text stored in a partition, and the names of partitions in it. */
public final class VentiConfFuzz {

    private static final Path SOURCE = Path.of("/fuzz/venti.conf");

    private VentiConfFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        try {
            VentiConf.parse(data, SOURCE);
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
        try {
            Partition.parse(new String(data, StandardCharsets.ISO_8859_1), SOURCE.getParent());
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
        SparseStorage text = new SparseStorage(data.length);
        text.write(0, data);
        read(text);
        SparseStorage partition = new SparseStorage(1L << 40);
        byte[] stored = new byte[VentiConf.EMBEDDED_SIZE];
        byte[] title = "venti config\n".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(title, 0, stored, 0, title.length);
        System.arraycopy(data, 0, stored, title.length, Math.min(data.length, stored.length - title.length));
        partition.write(VentiConf.EMBEDDED_AT, ByteBuffer.wrap(stored));
        read(partition);
    }

    private static void read(SparseStorage storage) throws IOException {
        try {
            VentiConf.read(SOURCE, new SparseDisks().put(SOURCE, storage));
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
