package org.arenavault.cli.fossil;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.fossil.FossilReport;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreLog;
import org.arenavault.venti.format.Score;

/** A fossil's partition on this machine. */
final class LocalFossil implements FossilSite {

    private final VaultCommand command;
    private final Path path;
    private final ResetOptions options;

    LocalFossil(VaultCommand command, Path path, ResetOptions options) {
        this.command = command;
        this.path = path;
        this.options = options;
    }

    @Override
    public FossilStatus status() throws IOException {
        if (!FossilPartition.isAt(path, command.world().disks())) {
            return FossilStatus.NONE;
        }
        try (FossilPartition partition = FossilPartition.open(path, command.world().disks())) {
            FossilReport report = FossilReport.of(partition);
            return new FossilStatus(true, report.usable(), report.block().inFlight(), report.block().last());
        } catch (CorruptException | UnsupportedVersionException e) {
            command.world().terminal().print(e.getMessage());
            return FossilStatus.NONE;
        }
    }

    @Override
    public void record() throws IOException {
        try (ScoreLog.Writer log = command.vault().scores().write()) {
            log.add(status().last(), RootScore.Feed.FOSSIL, path.toAbsolutePath().normalize().toString(), "");
        }
    }

    @Override
    public void reset(Score score) throws IOException {
        options.reset(command, score, path);
    }
}
