package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.scsi.TappedTransport;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process with a real {@code kill -9}, at every tenth command that its drive would get; then it goes on. */
class KilledBackupTest {

    private static final int ARENAS = 3;
    /** Room for two arenas of 1 MiB and a bit, so that discs change. */
    private static final long CAPACITY = 2_600_000;

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private Path conf;

    private Site site(String name) throws IOException {
        Site site = new Site(Files.createDirectory(temp.resolve(name)));
        String device = site.recorder("recorder", "bd-r", 5, CAPACITY);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device", device);
        return site;
    }

    @Test
    @Timeout(300)
    void goesOnAfterEveryTenthCommand() throws Exception {
        conf = SampleVenti.create(temp.resolve("venti"), ARENAS, 8192, 5, 3);
        AtomicLong commands = new AtomicLong();
        Site whole = site("whole");
        whole.tap(transport -> new TappedTransport(transport, command -> commands.incrementAndGet()));
        whole.done("backup", "home");
        assertThat(commands.get()).isGreaterThan(150);
        for (long at = 5; at <= commands.get(); at += 10) {
            Site site = site("at" + at);
            kill(temp.resolve("at" + at), at);
            String context = "killed at command %d of %d".formatted(at, commands.get());
            Site.Outcome verified = site.run("verify", "home");
            boolean nothing = verified.out().contains("0 tracks read back");
            assertThat(verified.code()).as(context).isIn(nothing ? List.of(ExitCode.FAILED, ExitCode.OPERATOR)
                    : List.of(ExitCode.DONE, ExitCode.OPERATOR));
            site.done("backup", "home");
            assertThat(site.done("status", "home")).as(context)
                    .contains("sealed 3   on disc 3   verified 3   waiting 0").contains("next: nothing to do");
            assertThat(site.done("verify", "home", "--deep")).as(context).contains("3 tracks read back, 0 damaged");
            assertThat(site.done("set", "check", "home")).as(context).contains("all sums hold");
        }
    }

    private static void kill(Path folder, long at) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-cp",
                System.getProperty("java.class.path"), StalledBackup.class.getName(), folder.toString(),
                Long.toString(at)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            assertThat(reader.readLine()).as("the process ended by itself, before command %d", at)
                    .isEqualTo(StalledBackup.STALLED);
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
