package org.arenavault.scsi.iscsi;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.time.Duration;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;

/**
 * One login at a target. What is begun in it is served until it has ended or time is up; the first thing that ends in
 * any other way than by an answer of the target ends the session too: libiscsi must not be asked for anything but its
 * destruction then (1.4, the hazard).
 */
final class IscsiSession {

    private static final int POLL_MILLISECONDS = 500;
    /** The library ends what takes too long by itself; this much later it is ended for it. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LOGIN = Duration.ofSeconds(30);
    private static final Duration LOGOUT = Duration.ofSeconds(2);
    private static final int ENDED_BY_US = -1;

    private final Libiscsi library;
    private final Poll system;
    private final Pointer context;
    private final Memory waited = new Memory(Poll.SIZE);
    /** Held here because the library holds it: it must not be collected while the context lives. */
    private final Libiscsi.Done done = (from, status, data, ours) -> ended(status);

    private boolean pending;
    private int status;
    private boolean alive = true;

    private IscsiSession(Libiscsi library, Poll system, Pointer context) {
        this.library = library;
        this.system = system;
        this.context = context;
    }

    /** Begins something that will call {@code done}; below 0 if the library did not take it. */
    @FunctionalInterface
    interface Begin {
        int begin(Pointer context, Libiscsi.Done done);
    }

    /**
     * Logs in.
     *
     * @throws OperatorNeededException if the host cannot be reached, or does not let us in
     */
    static IscsiSession login(Libiscsi library, Poll system, IscsiAddress address, Initiator initiator)
            throws OperatorNeededException {
        Pointer context = library.iscsi_create_context(initiator.name());
        if (context == null) {
            throw new OperatorNeededException(Need.GONE, address + ": libiscsi makes no session");
        }
        IscsiSession session = new IscsiSession(library, system, context);
        library.iscsi_set_noautoreconnect(context, 1);
        library.iscsi_set_targetname(context, address.target());
        library.iscsi_set_session_type(context, Libiscsi.SESSION_NORMAL);
        library.iscsi_set_header_digest(context, Libiscsi.DIGEST_NONE_OR_CRC);
        if (!initiator.user().isEmpty()) {
            library.iscsi_set_initiator_username_pwd(context, initiator.user(), initiator.password());
        }
        session.step(address, "cannot be reached", "check host, port and network",
                (in, then) -> library.iscsi_connect_async(in, address.portal(), then, Pointer.NULL));
        session.step(address, "does not let us in", "check the target's name, its access list and the password",
                (in, then) -> library.iscsi_login_async(in, then, Pointer.NULL));
        return session;
    }

    private void step(IscsiAddress address, String failure, String advice, Begin begin)
            throws OperatorNeededException {
        int result = run(LOGIN, begin);
        if (result != 0) {
            String words = alive ? error() : "no answer";
            end();
            throw new OperatorNeededException(Need.GONE,
                    "%s: %s: %s; %s".formatted(address, failure, words, advice));
        }
    }

    private String error() {
        String text = library.iscsi_get_error(context);
        return text == null || text.isBlank() ? "no reason given" : text.replaceAll("[^ -~]+", " ").strip();
    }

    private void ended(int result) {
        pending = false;
        status = result;
    }

    boolean isAlive() {
        return alive;
    }

    /**
     * Begins something and serves the library until it has ended.
     *
     * @return the status the library gives; {@link Libiscsi#STATUS_CANCELLED} and the like also if the session ended.
     *     The status of what was never begun is {@link Libiscsi#STATUS_ERROR}
     */
    int run(Duration limit, Begin begin) {
        library.iscsi_set_timeout(context, (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.toSeconds())));
        pending = true;
        status = 0;
        if (begin.begin(context, done) < 0) {
            pending = false;
            return Libiscsi.STATUS_ERROR;
        }
        long deadline = System.nanoTime() + limit.plus(GRACE).toNanos();
        while (pending) {
            if (System.nanoTime() - deadline > 0) {
                end();
                return Libiscsi.STATUS_TIMEOUT;
            }
            if (library.iscsi_service(context, waitForSocket()) < 0) {
                end();
                return pending ? ENDED_BY_US : status;
            }
        }
        return status;
    }

    private int waitForSocket() {
        waited.setInt(0, library.iscsi_get_fd(context));
        waited.setShort(Poll.EVENTS_AT, (short) library.iscsi_which_events(context));
        waited.setShort(Poll.SEEN_AT, (short) 0);
        return system.poll(waited, new NativeLong(1), POLL_MILLISECONDS) > 0 ? waited.getShort(Poll.SEEN_AT) : 0;
    }

    /** Ends the session at once. Whatever is on its way is told so: {@code done} is called. */
    void end() {
        if (alive) {
            alive = false;
            library.iscsi_destroy_context(context);
        }
    }

    /** Logs out, if the target answers, and ends the session. */
    void logout() {
        if (alive) {
            run(LOGOUT, (in, then) -> library.iscsi_logout_async(in, then, Pointer.NULL));
            end();
        }
    }

    /** Whether something that was begun never came to its end: the library may still hold its memory. */
    boolean holdsMemory() {
        return pending;
    }
}
