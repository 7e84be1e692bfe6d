package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.scsi.TrackInformation.State;
import org.arenavault.scsi.emulator.EmulatedRecorder.Changing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process, killed for real in the middle of a burn, several lives long. */
class KillTest {

    private static final int[] LINES_TO_LIVE = {1, 37, 41, 95, 160};

    @TempDir
    private Path temp;

    @Test
    @Timeout(120)
    void whatWasAcknowledgedAndDrainedIsThereAfterTheProcessIsKilled() throws Exception {
        Path folder = temp.resolve("emu");
        EmulatedRecorder.create(folder, MediumFamily.BD_R, 1, 256 << 20, Changing.MANUAL, UUID.randomUUID());
        for (int lines : LINES_TO_LIVE) {
            long[] told = burnUntilKilled(folder, lines);
            try (EmulatedRecorder recorder = EmulatedRecorder.open(folder, new VirtualClock())) {
                Host host = new Host(recorder.connect());
                host.hearAttentions();
                assertThat(host.nwa()).isGreaterThanOrEqualTo(told[0]).isLessThan(told[0] + 32 * 2000);
                assertThat(host.nwa() % 32).isZero();
                host.assertHolds(0, (int) host.nwa());
                for (int track = 1; track <= told[1]; track++) {
                    assertThat(host.track(track).state()).isEqualTo(State.CLOSED);
                }
            }
        }
    }

    /** The last address and the last closed track that the process told of before it was killed. */
    private static long[] burnUntilKilled(Path folder, int lines) throws Exception {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), KilledProcess.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        long[] told = new long[2];
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (int i = 0; i < lines; i++) {
                String line = reader.readLine();
                assertThat(line).as("the process died by itself").isNotNull();
                if (line.startsWith("closed ")) {
                    told[1] = Long.parseLong(line.substring(7));
                } else {
                    told[0] = Long.parseLong(line);
                }
            }
            assertThatThrownBy(() -> EmulatedRecorder.open(folder, new VirtualClock()))
                    .isInstanceOf(OperatorNeededException.class).hasMessageContaining("process " + process.pid());
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        return told;
    }
}
