package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venti.conf as the server reads it (venti-format 8). */
class VentiConfTest {

    private static final String WHOLE = "index main\nisect i\narenas a\n";

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static VentiConf parse(String text) throws CorruptException {
        return VentiConf.parse(bytes(text), Path.of("/v/venti.conf"));
    }

    @Test
    void everyLineIsKnown() throws CorruptException {
        VentiConf conf = parse("""
                # it

                 \tindex\t main  # the name
                isect i0
                isect /i1:1-2
                arenas a0\r
                arenas a1
                bloom b
                addr tcp!h!1
                httpaddr tcp!*!80
                mem 1M
                bcmem +2
                icmem -3x
                queuewrites
                mgr
                mgr a b c
                webroot /w
                """);
        assertThat(conf.index()).isEqualTo("main");
        assertThat(conf.sections()).extracting(Partition::text).containsExactly("i0", "/i1:1-2");
        assertThat(conf.arenas()).extracting(Partition::path).containsExactly(Path.of("/v/a0"), Path.of("/v/a1"));
        assertThat(conf.bloom()).map(Partition::text).contains("b");
        assertThat(conf.address()).isEqualTo("tcp!h!1");
        assertThat(conf.httpAddress()).contains("tcp!*!80");
        VentiConf least = parse(WHOLE);
        assertThat(least.address()).isEqualTo("tcp!*!venti");
        assertThat(least.bloom()).isEmpty();
        assertThat(least.httpAddress()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index a b", "isect", "arenas", "bloom", "addr", "httpaddr a b", "mem", "mem x", "mem -",
        "bcmem k", "icmem 1 2", "queuewrites 1", "webroot", "webroot a b", "index"})
    void aLineThatTheServerRefusesIsQuoted(String line) {
        assertThatThrownBy(() -> parse(line + "\n" + WHOLE)).as(line).isInstanceOf(CorruptException.class)
                .hasMessageContaining("venti would not accept the line '" + line + "'");
    }

    @Test
    void ofWhatIsNoConfigurationNothingIsTold() {
        assertThatThrownBy(() -> parse("# x\n" + WHOLE + "secret x\n")).isInstanceOf(CorruptException.class)
                .hasMessageContaining("its line 4 begins with no word of a venti.conf")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anIndexHasANameOfUpTo64Signs() throws CorruptException {
        assertThat(parse(WHOLE.replace("main", "m".repeat(64))).index()).hasSize(64);
        assertThatThrownBy(() -> parse(WHOLE.replace("main", "m".repeat(65)))).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> parse(WHOLE.replace("main", "\u00e4"))).isInstanceOf(CorruptException.class);
    }

    @Test
    void whatMayStandOnceStandsOnce() {
        for (String line : new String[] {"index a", "bloom a", "mem 1", "bcmem 1", "icmem 1", "addr a", "httpaddr a",
            "webroot a"}) {
            assertThatThrownBy(() -> parse(line + "\n" + line + "\n" + WHOLE)).as(line)
                    .isInstanceOf(CorruptException.class).hasMessageContaining("a second line");
        }
    }

    @Test
    void whatIsMissingIsNamedAndSoIsAnUnfinishedLine() {
        for (String missing : new String[] {"index main\n", "isect i\n", "arenas a\n"}) {
            assertThatThrownBy(() -> parse(WHOLE.replace(missing, ""))).as(missing)
                    .isInstanceOf(CorruptException.class).hasMessageContaining("needs an 'index'")
                    .hasMessageNotContaining("unfinished");
        }
        assertThatThrownBy(() -> parse(WHOLE.strip())).hasMessageContaining("venti drops an unfinished last line");
        assertThatThrownBy(() -> parse("")).hasMessageContaining("needs an 'index'")
                .hasMessageNotContaining("unfinished");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arenas a:b/c", "isect x:", "bloom a:9-5"})
    void aPartitionThatTheServerWouldNotFindIsRefused(String line) {
        assertThatThrownBy(() -> parse(line + "\n" + WHOLE)).isInstanceOf(CorruptException.class)
                .hasMessageStartingWith("/v/venti.conf: ");
    }

    @Test
    void theLastLineIsDroppedIfItNamesAPartitionAndDoesNotEnd() throws IOException {
        Path file = temp.resolve("venti.conf");
        for (String last : new String[] {"arenas b", "isect b  # it", "\tbloom b", "arenas b\0x\n"}) {
            Files.write(file, bytes(WHOLE + last));
            assertThat(VentiConf.dropped(file, Disks.REAL).map(String::strip)).as(last)
                    .contains(last.replaceFirst("[#\0](?s).*", "").strip());
        }
        for (String last : new String[] {"", "index b", "arenas b\n", "# arenas b", "\0arenas b", "arenasb"}) {
            Files.write(file, bytes(WHOLE + last));
            assertThat(VentiConf.dropped(file, Disks.REAL)).as(last).isEmpty();
        }
    }

    @Test
    void aTextOfMoreThanEightKibibytesIsNone() throws IOException {
        Path file = temp.resolve("venti.conf");
        Files.write(file, bytes(WHOLE + "#".repeat(8192 - WHOLE.length())));
        assertThat(VentiConf.read(file, Disks.REAL).index()).isEqualTo("main");
        Files.write(file, bytes(WHOLE + "#".repeat(8193 - WHOLE.length())));
        assertThatThrownBy(() -> VentiConf.read(file, Disks.REAL)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("neither a venti.conf");
        assertThat(VentiConf.dropped(file, Disks.REAL)).isEmpty();
    }

    @Test
    void aPartitionCarriesItsConfigurationInItsBlankArea() throws IOException {
        byte[] partition = new byte[256 * 1024 + 1];
        byte[] text = bytes("venti config\n" + WHOLE);
        System.arraycopy(text, 0, partition, 248 * 1024, text.length);
        assertThat(VentiConf.isStoredIn(new MemoryStorage(partition))).isTrue();
        assertThat(VentiConf.isStoredIn(new MemoryStorage(Arrays.copyOf(partition, 256 * 1024)))).isFalse();
        Path file = Files.write(temp.resolve("arenas"), partition);
        assertThat(VentiConf.read(file, Disks.REAL).arenas()).extracting(Partition::text).containsExactly("a");
        partition[248 * 1024] ^= 1;
        assertThat(VentiConf.isStoredIn(new MemoryStorage(partition))).isFalse();
        assertThat(VentiConf.isStoredIn(new MemoryStorage(new byte[300_000]))).isFalse();
    }
}
