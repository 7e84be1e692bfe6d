package org.arenavault.io;

import org.jspecify.annotations.Nullable;

/**
 * Another program on the network that cannot be reached, breaks its protocol, or answers with a refusal.
 */
public final class PeerException extends VaultException {

    /** What is the matter with it. */
    public enum Fault {
        /** No connection could be made, or it broke and could not be made again. */
        UNREACHABLE,
        /** It took a request and did not answer in time. */
        SILENT,
        /** What it sent is not what the protocol allows, or not what it claims to be. */
        MISBEHAVED,
        /** It has no room left. */
        FULL,
        /** It stores nothing for anybody. */
        READ_ONLY,
        /** It refused for a reason of its own, which the message repeats. */
        REFUSED
    }

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    /** Says in one line what happened, with whom, and what to do. */
    public PeerException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** The same, with what the system said. */
    public PeerException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** What is the matter with it. */
    public Fault fault() {
        return fault;
    }

    @Override
    public Ending ending() {
        return Ending.FAILED;
    }
}
