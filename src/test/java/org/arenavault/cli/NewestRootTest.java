package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.arenavault.Golden;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.optical.QuickFolder;
import org.arenavault.venti.StockTools;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A venti that a real server has written is backed up, lost with everything, and restored from its discs: the newest
 * root, which no sealed arena holds whole, is whole again.
 */
class NewestRootTest {

    @TempDir
    private Path temp;

    private Site site;
    private Path venti;
    private String device;
    private Path back;

    static Stream<String> samples() {
        return Golden.all().stream();
    }

    /** Records a sample on discs of eight megabytes; vault, arenas and index are gone afterwards, but for a copy. */
    private void recordAndLose(String sample) throws IOException {
        site = new Site(temp);
        venti = Golden.unpack(sample, temp);
        Path conf = venti.resolve("venti.conf");
        Files.write(conf, Files.readAllLines(conf).stream().filter(line -> !line.contains("addr ")).toList());
        device = site.recorder("rec", "bd-r", 5, 8_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        site.done("set", "config", "home", "increments.when=always", "increments.at_least=0", "increments.share=100%");
        site.done("backup", "home", "--yes");
        assertThat(site.done("status", "home")).contains("on no disc: nothing");
        back = Files.createDirectory(temp.resolve("back")).resolve("venti.conf");
        Files.copy(conf, back);
    }

    private void loseTheVault() throws IOException {
        QuickFolder.remove(temp.resolve("vault"));
    }

    private String newestRoot() throws IOException {
        return Files.readString(venti.resolve("second.vac")).strip();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itIsWholeAgain(String sample) throws IOException {
        recordAndLose(sample);
        Path guided = Files.createDirectory(temp.resolve("guided")).resolve("venti.conf");
        Files.copy(back, guided);
        assertThat(site.done("restore", "home", "--conf", guided.toString(), "--format"))
                .contains("Newest root with its whole tree: " + newestRoot(), "the venti goes on in it")
                .doesNotContain("Not restorable", "MISSING");
        loseTheVault();

        assertThat(site.done("restore", "-d", device, "--conf", back.toString(), "--format"))
                .contains("Newest root with its whole tree: " + newestRoot(), "the venti goes on in it")
                .doesNotContain("Not restorable", "MISSING");
        assertThat(site.done("--json", "restore", "-d", device, "--conf", back.toString()))
                .contains("\"restored\" : [ ]", "\"regained\" : [ {", "\"present\" : true")
                .doesNotContain("\"present\" : false");
    }

    /** It stores, seals the very arena that was made anew, and the next backup records it. */
    @ParameterizedTest
    @MethodSource("samples")
    void aRealVentiGoesOnInTheSameArena(String sample) throws IOException {
        assumeTrue(StockTools.areHere(), StockTools.MISSING);
        recordAndLose(sample);
        List<String> active = active(venti.resolve("venti.conf"));
        loseTheVault();
        site.done("restore", "-d", device, "--conf", back.toString(), "--format");
        assertThat(active(back)).containsAll(active);

        Path folder = back.getParent();
        Path tree = Files.createDirectory(folder.resolve("tree"));
        byte[] fresh = new byte[Math.toIntExact(room(back))];
        new Random(4).nextBytes(fresh);
        Files.write(tree.resolve("fresh"), fresh);
        try (StockTools.Server server = new StockTools.Server(folder)) {
            assertNewestRootIsExtracted(server);
            String said = StockTools.run(folder, "vac", "-h", server.address(), "-f", "third.vac", "tree");
            Path out = Files.createDirectory(temp.resolve("third"));
            said += StockTools.run(out, "unvac", "-h", server.address(), folder.resolve("third.vac").toString());
            assertThat(out.resolve("tree/fresh")).as(said).hasBinaryContent(fresh);
        }
        assertThat(active(back)).as("an arena that was made anew is full").doesNotContainSequence(active);
        assertThat(site.done("index", "build", back.toString())).isNotEmpty();
        assertThat(site.run("index", "check", back.toString()).out()).contains("no fault");
    }

    /** As much as the first arena takes that is not sealed, and half of that in the next one. */
    private static long room(Path conf) throws IOException {
        for (Partition line : VentiConf.read(conf, Disks.REAL).arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL))) {
                for (Arena arena : partition.arenas()) {
                    if (ArenaStatus.of(arena).state() == ArenaState.ACTIVE) {
                        return (arena.usable() - arena.readTail().memory().used()) * 3 / 2;
                    }
                }
            }
        }
        return 0;
    }

    private static List<String> active(Path conf) throws IOException {
        List<String> names = new ArrayList<>();
        for (Partition line : VentiConf.read(conf, Disks.REAL).arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL))) {
                for (Arena arena : partition.arenas()) {
                    if (ArenaStatus.of(arena).state() == ArenaState.ACTIVE) {
                        names.add(arena.name());
                    }
                }
            }
        }
        return names;
    }

    private void assertNewestRootIsExtracted(StockTools.Server server) throws IOException {
        Path out = Files.createDirectory(temp.resolve("second"));
        String said = StockTools.run(out, "unvac", "-h", server.address(), venti.resolve("second.vac").toString());
        List<String> lines = Files.readAllLines(venti.resolve("expect/files.sha1"));
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            Path file = out.resolve(line.substring(40).strip());
            assertThat(file).as("unvac: %s", said).exists();
            assertThat(HexFormat.of().formatHex(Digests.sha1().digest(Files.readAllBytes(file))))
                    .isEqualTo(line.substring(0, 40));
        }
    }
}
