package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.PathBytes;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps in folders with names of any bytes, files of any kind, times of any century, and parts to be left out. */
class OddDumpTest {

    private static final long SEED = 20261129;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final MemoryTarget target = new MemoryTarget();
    private final List<HistoryCopy.DayResult> results = new ArrayList<>();
    private Path day;

    @BeforeEach
    void make() throws IOException {
        day = Files.createDirectories(folder.resolve("dump/2004/0611"));
    }

    private Score copy(String... exclude) throws IOException {
        World world = new World(new ManualClock(), Disks.REAL, new SilentTerminal(), Progress.SILENT, StopSignal.NEVER,
                UUID::randomUUID);
        FolderHistory dump = new FolderHistory(folder.resolve("dump"), folder);
        return new HistoryCopy(dump, target, folder.resolve("state"), new HistoryCopy.Choices(ZoneId.of("UTC"),
                UserNames.always(UserMap.NONE), "none", Exclusions.of(List.of(exclude))), world)
                .run(dump.days(), results::add);
    }

    private VacArchive archive(Score root) throws IOException {
        return VacArchive.open(target, root, StopSignal.NEVER);
    }

    /** What lies in the newest day. */
    private Set<VacName> names(Score root) throws IOException {
        Set<VacName> names = new TreeSet<>();
        History copied = VacHistory.ofArchive(target, root, folder, StopSignal.NEVER);
        try (FileCursor files = copied.open(copied.days().get(copied.days().size() - 1)).children()) {
            for (var file = files.next(); file.isPresent(); file = files.next()) {
                names.add(file.get().attributes().name());
            }
        }
        return names;
    }

    @Test
    void namesAreBytesFromEndToEnd() throws IOException {
        Random random = new Random(SEED);
        Set<VacName> expected = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            byte[] name = new byte[1 + random.nextInt(20)];
            random.nextBytes(name);
            for (int j = 0; j < name.length; j++) {
                name[j] = name[j] == 0 || name[j] == '/' ? (byte) 0xFF : name[j];
            }
            VacName vac = VacName.of(name);
            if (vac.isPlain() && expected.add(vac)) {
                Files.write(PathBytes.resolve(day, name), name);
            }
        }
        Score root = copy();
        assertThat(names(root)).as("seed " + SEED).isEqualTo(expected);
    }

    @Test
    void linksKeepTheBytesOfWhatTheyLeadTo() throws IOException {
        for (String text : List.of("a", "../x//y/", "/", "/tmp/", ".", "..//", "a%20b")) {
            assertThat(PathBytes.text(Files.readSymbolicLink(link(text)))).as(text)
                    .isEqualTo(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private Path link(String text) throws IOException {
        Path link = day.resolve("link");
        Files.deleteIfExists(link);
        try {
            assertThat(new ProcessBuilder("ln", "-s", text, link.toString()).start().waitFor()).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return link;
    }

    @Test
    void everyKindIsRecordedAsFarAsAnArchiveCanAndCounted() throws Exception {
        Files.writeString(day.resolve("file"), "x");
        Files.setLastModifiedTime(day.resolve("file"), FileTime.fromMillis(-5_000));
        Files.writeString(day.resolve("late"), "x");
        Files.setLastModifiedTime(day.resolve("late"), FileTime.fromMillis(5_000_000_000_000L));
        link("file");
        assertThat(new ProcessBuilder("mkfifo", day.resolve("pipe").toString()).start().waitFor()).isZero();
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(day.resolve("socket"))).close();

        VacArchive archive = archive(copy());

        assertThat(results.get(0).odd()).isEqualTo(new Oddities(2, 1, 2, 0));
        assertThat(archive.find("active/pipe").record().mode().has(Mode.Bit.NAMED_PIPE)).isTrue();
        assertThat(archive.find("active/socket").size()).isZero();
        assertThat(archive.find("active/link").record().mode().has(Mode.Bit.SYMLINK)).isTrue();
        assertThat(archive.find("active/file").record().times().mtime()).isZero();
        assertThat(archive.find("active/late").record().times().mtime()).isEqualTo(0xFFFF_FFFFL);
    }

    @Test
    void whatMatchesAPatternIsLeftOutAndCounted() throws IOException {
        for (String name : List.of("usr/a/tmp/x", "usr/a/keep", "usr/b/tmp/y", "tmp/z", "a.o", "sub/b.o", "sub/deep/c",
                "sub/more/deep/c", "new\nline")) {
            Path file = day.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
        Score root = copy("usr/*/tmp", "*.o", "**/deep/c", "/tmp", "new?line");
        assertThat(results.get(0).odd().excluded()).isEqualTo(8);
        assertThat(names(root)).extracting(VacName::toString).containsExactly("sub", "usr");
        VacArchive archive = archive(root);
        assertThat(archive.find("active/usr/a/keep").size()).isPositive();
        for (String gone : List.of("usr/a/tmp", "usr/b/tmp", "sub/b.o", "sub/deep/c")) {
            assertThatThrownBy(() -> archive.find("active/" + gone)).as(gone).isInstanceOf(IOException.class);
        }
    }

    @Test
    void otherPatternsAreAnotherTransferAndTheSameInAnotherOrderAreNot() throws IOException {
        Files.writeString(day.resolve("a.o"), "x");
        copy("*.o", "tmp");
        copy("tmp", "*.o");
        for (String[] other : List.of(new String[] {"*.o"}, new String[0], new String[] {"*.o", "tmp", "x y"})) {
            assertThatThrownBy(() -> copy(other)).isInstanceOf(RefusedException.class)
                    .hasMessageContaining("belongs to another transfer");
        }
        for (String bad : List.of("", "/", "//")) {
            assertThatThrownBy(() -> copy(bad)).isInstanceOf(UsageException.class);
        }
    }
}
