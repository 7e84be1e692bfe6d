package org.arenavault.changer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.Terminal;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.VaultException;
import org.arenavault.media.Medium;
import org.arenavault.media.Recognition;

/**
 * The search for a disc, or for all that there are: the next candidate is presented once it was said why the one
 * before was not it, or what has become of it. One that the drive cannot make out, or whose beginning cannot be read,
 * is named, and keeps no other from its turn.
 */
public final class DiscSearch {

    /** What is done with a disc; the result is what it has come to. */
    @FunctionalInterface
    public interface Look<T> {

        /** Looks at it. */
        T at(Medium disc) throws IOException;
    }

    /** Discs in a row that cannot be presented at all: then the drive or the changer is what is wrong. */
    private static final int MOST_UNPRESENTED = 3;

    private final DiscSource source;
    private final DiscRequest request;
    private final Terminal terminal;
    private final List<VaultException> unusable = new ArrayList<>();
    private boolean begun;
    private String reason = "";
    private boolean discarding;

    /** The search among the discs of a source. */
    public DiscSearch(DiscSource source, DiscRequest request, Terminal terminal) {
        this.source = source;
        this.request = request;
        this.terminal = terminal;
    }

    /** The same; a disc that cannot be used goes to where bad ones go. */
    public DiscSearch discarding() {
        discarding = true;
        return this;
    }

    /** What is searched for. */
    public DiscRequest request() {
        return request;
    }

    /**
     * Presents the next disc that the drive can make out. The caller closes it.
     *
     * @return empty if any disc was wanted, or one at hand, and there are no more
     * @throws OperatorNeededException if what is wanted cannot be had now
     * @throws org.arenavault.io.CancelledException if the operator gave up
     */
    public Optional<Medium> next() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return candidate();
            } catch (UnusableBytesException e) {
                if (tries == MOST_UNPRESENTED) {
                    throw e;
                }
                fail(e);
            }
        }
    }

    private Optional<Medium> candidate() throws IOException {
        if (begun) {
            return source.another(request, reason);
        }
        begun = true;
        return source.first(request);
    }

    /** Says why the disc presented last was not it, or what has become of it, for the operator to read. */
    public void reject(String words) {
        reason = words;
    }

    /** What was said of the disc presented last; empty if nothing was. */
    public String reason() {
        return reason;
    }

    /** Has a disc looked at; empty if it cannot be used. Only faults of the disc may come from the look. */
    public <T> Optional<T> look(Medium disc, Look<T> look) throws IOException {
        try {
            return Optional.of(look.at(disc));
        } catch (UnusableBytesException e) {
            fail(e);
            return Optional.empty();
        }
    }

    /**
     * Has the next disc looked at.
     *
     * @param look returns what to tell the operator of it
     * @return false if there are no more
     */
    public boolean lookAtNext(Look<String> look) throws IOException {
        Optional<Medium> next = next();
        if (next.isPresent()) {
            try (Medium disc = next.get()) {
                look(disc, look).ifPresent(this::reject);
            }
        }
        return next.isPresent();
    }

    /** Has every disc looked at until there are no more; otherwise as {@link #lookAtNext}. */
    public void each(Look<String> look) throws IOException {
        boolean more = true;
        while (more) {
            more = lookAtNext(look);
        }
    }

    private void fail(VaultException e) throws IOException {
        unusable.add(e);
        reason = new Recognition.Unsuitable(e.getMessage()).sentence();
        terminal.print(reason);
        if (discarding) {
            source.discard("");
        }
    }

    /**
     * It was in vain: there is no disc more, and none was it.
     *
     * @param wanted what is to be inserted: "a disc to duplicate"
     */
    public OperatorNeededException vain(String wanted) {
        return new OperatorNeededException(Need.WRONG_MEDIUM, "%s; insert %s and start again".formatted(
                reason.isEmpty() ? "no disc was shown" : reason, wanted));
    }

    /** What ails those that could not be used, in their order. */
    public List<VaultException> unusable() {
        return List.copyOf(unusable);
    }

    /** The same in words. */
    public List<String> faults() {
        return unusable.stream().map(VaultException::getMessage).toList();
    }
}
