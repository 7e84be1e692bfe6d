package org.arenavault.io;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What a server logs while it runs: one plain line an event on standard error, from {@link System.Logger.Level#INFO}
 * on. Java's own way prints two lines an event, names classes, and lets through whatever a peer has said.
 */
public final class LogLines extends System.LoggerFinder {

    /** Called by Java, which finds this class by its service file. */
    public LogLines() {
        // nothing to be set up
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Line(name);
    }

    /** A logger. */
    private record Line(String name) implements System.Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && level.getSeverity() >= Level.INFO.getSeverity();
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                System.err.println(Plain.line("arenavault: " + message
                        + (thrown == null ? "" : ": " + Reason.of(thrown))));
            }
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            log(level, bundle, parameters == null || parameters.length == 0 ? format
                    : MessageFormat.format(format, parameters), (Throwable) null);
        }
    }
}
