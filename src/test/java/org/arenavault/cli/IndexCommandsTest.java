package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.arenavault.Golden;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code index build} and {@code index check}, as a user starts them. */
class IndexCommandsTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private final CommandRun command = new CommandRun();

    /** A sample whose configuration names addresses that nobody answers at. */
    private Path sample(String name) throws IOException {
        Path venti = Golden.unpack(name, folder);
        Path conf = venti.resolve("venti.conf");
        Files.writeString(conf, Files.readString(conf).replaceAll("(?m)^(addr|httpaddr).*\n", "")
                + "addr tcp!127.0.0.1!1\n");
        return conf;
    }

    /** Makes the index's files blank, and as long as they were. */
    private static void blank(Path conf) throws IOException {
        for (String name : new String[] {"isect0", "isect1", "bloom"}) {
            Path file = conf.resolveSibling(name);
            if (Files.exists(file)) {
                Files.write(file, new byte[(int) Files.size(file)]);
            }
        }
    }

    @Test
    void blankFilesBecomeAnIndexInWhichEveryBlockIsFound() throws IOException {
        for (String name : Golden.names()) {
            Path conf = sample(name);
            blank(conf);
            CommandRun build = new CommandRun();
            assertThat(build.run("index", "build", conf.toString())).as("%s: %s", name, build.said()).isZero();
            CommandRun check = new CommandRun();
            assertThat(check.run("index", "check", "--json", conf.toString())).as(name).isZero();
            assertThat(check.json().get("sound").asBoolean()).isTrue();
            assertThat(check.json().get("clumps").asLong()).isPositive();
        }
    }

    @Test
    void missingFilesAreMadeOnlyWhenThatIsSaid() throws IOException {
        Path conf = sample("v4");
        Files.delete(conf.resolveSibling("isect0"));
        Files.write(conf.resolveSibling("bloom"), new byte[0]);
        assertThat(command.run("index", "build", conf.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(command.said().get(0)).contains("isect0: no such file").contains("--format");
        assertThat(conf.resolveSibling("isect0")).doesNotExist();
        CommandRun format = new CommandRun();
        assertThat(format.run("index", "build", "--format", conf.toString())).isZero();
        assertThat(format.printed()).contains("made: isect0, bloom").contains("1155 clumps entered");
        assertThat(new CommandRun().run("index", "check", conf.toString())).isZero();
    }

    @Test
    void whatHoldsSomethingElseIsLeftAlone() throws IOException {
        Path conf = sample("v4");
        byte[] letter = "Dear reader".getBytes(StandardCharsets.US_ASCII);
        byte[] section = Arrays.copyOf(letter, 1 << 20);
        Files.write(conf.resolveSibling("isect0"), section);
        assertThat(command.run("index", "build", "--format", conf.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(command.said().get(0)).contains("isect0").contains("is not touched");
        assertThat(Files.readAllBytes(conf.resolveSibling("isect0"))).isEqualTo(section);
    }

    @Test
    void anAnsweringServerIsNoTimeToBuild() throws IOException {
        Path conf = sample("v4");
        byte[] section = Files.readAllBytes(conf.resolveSibling("isect0"));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(conf, Files.readString(conf).replace("!1\n", "!" + server.getLocalPort() + "\n"));
            assertThat(command.run("index", "build", conf.toString())).isEqualTo(ExitCode.FAILED);
            assertThat(command.said().get(0)).contains("a server answers at tcp!127.0.0.1!" + server.getLocalPort());
            CommandRun check = new CommandRun();
            assertThat(check.run("index", "check", conf.toString())).isZero();
            assertThat(check.printed()).contains("note: a server answers at");
        }
        assertThat(Files.readAllBytes(conf.resolveSibling("isect0"))).isEqualTo(section);
    }

    @Test
    void aDamagedDirectoryIsRefusedUnlessItIsToBeLeftOut() throws IOException {
        Path conf = sample("v4");
        Path arenas = conf.resolveSibling("arenas0");
        byte[] bytes = Files.readAllBytes(arenas);
        Arrays.fill(bytes, 794624 + (1 << 20) - 8192, 794624 + (1 << 20), (byte) 0x55);
        Files.write(arenas, bytes);
        blank(conf);
        assertThat(command.run("index", "build", conf.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(command.said().get(0)).contains("arena0").contains("--leave-out-damaged");
        CommandRun rest = new CommandRun();
        assertThat(rest.run("index", "build", "--leave-out-damaged", "--json", conf.toString()))
                .isEqualTo(ExitCode.FAILED);
        assertThat(rest.json().get("left_out")).hasSize(1);
        assertThat(rest.json().get("clumps").asInt()).isEqualTo(1155 - 322);
        assertThat(new CommandRun().run("index", "check", conf.toString())).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void anEntryThatPointsElsewhereIsNamed() throws IOException {
        Path conf = sample("v4");
        Path section = conf.resolveSibling("isect0");
        byte[] bytes = Files.readAllBytes(section);
        // the score of the first entry in the first bucket
        bytes[794624 + 6] ^= 0x01;
        Files.write(section, bytes);
        assertThat(command.run("index", "check", "--json", conf.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(command.json().get("problem_count").asLong()).isPositive();
        assertThat(command.json().get("problems").get(0).asText()).contains("isect0");
    }

    @Test
    void aConfigurationMayLieInAPartition() throws IOException {
        Path conf = sample("v4");
        Path arenas = conf.resolveSibling("arenas0");
        byte[] bytes = Files.readAllBytes(arenas);
        byte[] text = ("venti config\n" + Files.readString(conf)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 248 * 1024, text.length);
        Files.write(arenas, bytes);
        assertThat(command.run("index", "check", arenas.toString())).isZero();
        assertThat(command.printed()).contains("index main: 1155 clumps, 1155 entries");
    }

    @Test
    void aConfigurationOfNonsenseIsDamage() throws IOException {
        Path conf = Files.writeString(folder.resolve("venti.conf"), "isect isect0\nfrobnicate yes\n");
        assertThat(command.run("index", "build", conf.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(command.said()).hasSize(1).first().asString().contains("line 2 begins with no word of a venti.conf");
    }
}
