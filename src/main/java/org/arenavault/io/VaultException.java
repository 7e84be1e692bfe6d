package org.arenavault.io;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong, by cause. The message is one line that says what, where, and what to do, {@link Plain}
 * whatever it quotes; the face of the program turns the cause into an exit code.
 */
public abstract sealed class VaultException extends IOException
        permits CancelledException, OperatorNeededException, PeerException, RefusedException,
                UnusableBytesException, UsageException {

    /** What the program ends with for it. */
    public enum Ending {
        /** Damage, a refusal, or a failure. */
        FAILED,
        /** The command line makes no sense. */
        USAGE,
        /** Somebody has to do something first. */
        OPERATOR,
        /** The operator has asked to stop. */
        INTERRUPTED
    }

    private static final long serialVersionUID = 1L;

    private String hint = "";
    private String purpose = "";

    VaultException(String message) {
        super(Plain.line(message));
    }

    VaultException(String message, @Nullable Throwable cause) {
        super(Plain.line(message), cause);
    }

    /** What the program ends with. */
    public abstract Ending ending();

    /**
     * Says which command comes next.
     *
     * @param command as it can be pasted
     * @param purpose what it does, as a verb with its object: "stops it"
     */
    public VaultException next(String command, String purpose) {
        hint = Plain.line(command);
        this.purpose = Plain.line(purpose);
        return this;
    }

    /** The command that comes next; empty if there is none. */
    public String hint() {
        return hint;
    }

    @Override
    public String getMessage() {
        String message = Objects.requireNonNull(super.getMessage(), "every cause has its words");
        return hint.isEmpty() ? message : "%s; '%s' %s".formatted(message, hint, purpose);
    }
}
