package org.arenavault.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arenavault.io.Disks;
import org.arenavault.io.SystemClock;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reading a ledger and folding it: 2,000 arenas recorded, some 8,000 lines. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerFoldJmh {

    private static final int ARENAS = 2000;

    private Path folder;
    private Vault vault;

    /** Makes the vault. */
    @Setup
    public void prepare() throws IOException {
        folder = Files.createTempDirectory("ledger-jmh");
        vault = new Vault(StatusVault.create(folder, ARENAS), Disks.REAL, new SystemClock());
    }

    /** Removes it. */
    @TearDown
    public void remove() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** The whole ledger. */
    @Benchmark
    public SetState ledgerFold() throws IOException {
        return vault.open(new SetName("home")).read();
    }
}
