package org.arenavault.cli.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.arenavault.changer.LoggingLine;
import org.arenavault.io.ByteLine;
import org.arenavault.io.Clock;
import org.arenavault.io.NewFiles;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.LoggingTransport;
import org.arenavault.scsi.Transport;

/** The file of {@code --scsilog}: a line for each unit that is opened, a line for each command to one. */
final class ScsiLog implements Closeable {

    private final PrintWriter file;
    private final Clock clock;

    private ScsiLog(PrintWriter file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Goes on with {@code file}, or begins it.
     *
     * @throws UsageException if it cannot be written
     */
    static ScsiLog append(Path file, Clock clock) throws UsageException {
        try {
            return new ScsiLog(new PrintWriter(NewFiles.append(file), false, UTF_8), clock);
        } catch (IOException e) {
            throw new UsageException("--scsilog %s: cannot be written: %s".formatted(file, ExitCode.text(e)), e);
        }
    }

    /** Leads a transport through the log. */
    Transport tap(Transport transport) {
        synchronized (file) {
            file.printf("# %s %s%n", clock.now(), transport.identity());
            file.flush();
        }
        return new LoggingTransport(transport, file);
    }

    /** Leads a robot's line through the log. */
    ByteLine tap(ByteLine line) {
        synchronized (file) {
            file.printf("# %s %s%n", clock.now(), line.name());
            file.flush();
        }
        return new LoggingLine(line, file);
    }

    @Override
    public void close() {
        file.close();
    }
}
