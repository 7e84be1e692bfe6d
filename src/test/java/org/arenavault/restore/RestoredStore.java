package org.arenavault.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Disks;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.SystemClock;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/**
 * A store that is to be restored: a folder with a venti.conf.
 *
 * @param disks how its files are opened
 * @param said what the operator was told
 */
record RestoredStore(Path folder, Disks disks, List<String> said) {

    /** A port that nobody listens at. */
    private static final String NOBODY = "tcp!127.0.0.1!1";

    /** One with the configuration of a sample, and nothing else. */
    static RestoredStore like(Path sample, Path folder) throws IOException {
        return of(Files.readString(sample.resolve("venti.conf")).replaceAll("(?m)^(addr|httpaddr).*\n", ""), folder);
    }

    /** One with this configuration. */
    static RestoredStore of(String conf, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("venti.conf"), conf + "addr " + NOBODY + "\n");
        return new RestoredStore(folder, Disks.REAL, new ArrayList<>());
    }

    /** The same over other disks. */
    RestoredStore over(Disks other) {
        return new RestoredStore(folder, other, said);
    }

    Path conf() {
        return folder.resolve("venti.conf");
    }

    VentiConf read() throws IOException {
        return VentiConf.read(conf(), Disks.REAL);
    }

    /** What lies in its folder, by name; the vault apart. */
    List<String> files() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** The bytes of a file in its folder. */
    byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    /** Restores from bare discs in another world. */
    RestoreReport restore(RestoreOptions options, DiscSource discs, World world) throws IOException {
        return new Restore(read(), options, vault(), world).fromBareDiscs(discs);
    }

    World world() {
        Random random = new Random(42);
        return new World(new SystemClock(), disks, new Nobody(said), Progress.SILENT, StopSignal.NEVER,
                () -> new UUID(random.nextLong(), random.nextLong()));
    }

    private Vault vault() {
        return new Vault(folder.resolve("vault"), Disks.REAL, new SystemClock());
    }

    /** Restores from bare discs. */
    RestoreReport restore(RestoreOptions options, DiscSource discs) throws IOException {
        return new Restore(read(), options, vault(), world()).fromBareDiscs(discs);
    }

    /** Restores what a set knows. */
    RestoreReport restore(RestoreOptions options, SetState state, DiscSource discs) throws IOException {
        return new Restore(read(), options, vault(), world()).fromSet(state, discs);
    }

    /** The bytes of an arena that some partition lists; empty if none does. */
    Optional<byte[]> arena(String name) throws IOException {
        for (Partition line : read().arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL))) {
                Optional<Arena> arena = partition.find(name);
                if (arena.isPresent()) {
                    return Optional.of(arena.get().image().read(0, (int) arena.get().size()));
                }
            }
        }
        return Optional.empty();
    }

    private record Nobody(List<String> said) implements Terminal {

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public void print(String line) {
            said.add(line);
        }

        @Override
        public String ask(String question) throws OperatorNeededException {
            throw new OperatorNeededException(OperatorNeededException.Need.ANSWER, question);
        }
    }
}
