package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.fossil.ScriptedFossil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever watches a fossil is told in time. */
@Timeout(60)
class FossilWatchTest {

    @TempDir
    private Path folder;

    private static void await(CommandRun run, String words) throws InterruptedException {
        while (!run.printed().contains(words)) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void aDiskWithLittleRoomIsToldAtOnceAndWhenItHasRoomAgain() throws Exception {
        Path heard = folder.resolve("heard");
        Path hook = Files.writeString(folder.resolve("hook"), "#!/bin/sh\nread line; echo \"$1=$line\" >>" + heard);
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        try (ScriptedFossil fossil = new ScriptedFossil()) {
            fossil.setFree(ScriptedFossil.DISK / 50);
            CommandRun watch = new CommandRun();
            CompletableFuture<Integer> exit = watch.start("fossil", "watch", "tcp:127.0.0.1:" + fossil.port(),
                    "--every", "1", "--hook", hook.toString());
            await(watch, "main has 2.0% of its disk free, 983.0 KiB of 48.0 MiB; when nothing is free it stops");
            fossil.setFree(0);
            fossil.setFree(ScriptedFossil.DISK / 2);
            await(watch, "main has 50.0% of its disk free, 24.0 MiB of 48.0 MiB again");
            assertThat(watch.printed().lines()).as("each is told once").hasSize(2);
            watch.stop();
            assertThat(exit.get()).isEqualTo(ExitCode.INTERRUPTED);
            assertThat(fossil.typed()).containsOnly("fsys all df").hasSizeGreaterThan(1);
            awaitLines(heard, 2);
            for (String line : Files.readAllLines(heard)) {
                assertThat(List.of(line.split("=", 2))).as(line).hasSize(2).satisfies(both ->
                        assertThat(both.get(0)).isNotEmpty().isEqualTo(both.get(1)));
            }
        }
    }

    private static void awaitLines(Path file, int count) throws IOException, InterruptedException {
        while (!Files.exists(file) || Files.readAllLines(file).size() < count) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void whatNobodyAnswersIsToldAsUnknown() throws Exception {
        try (ScriptedFossil fossil = new ScriptedFossil()) {
            CommandRun watch = new CommandRun();
            CompletableFuture<Integer> exit = watch.start("fossil", "watch", "tcp:127.0.0.1:" + fossil.port(),
                    "--every", "1");
            await(watch, "no file system says to 'df' how full its disk is");
            watch.stop();
            assertThat(exit.get()).isEqualTo(ExitCode.INTERRUPTED);
        }
        assertThat(new CommandRun().run("fossil", "watch", "tcp:127.0.0.1:1", "--min-free", "101"))
                .isEqualTo(ExitCode.USAGE);
    }
}
