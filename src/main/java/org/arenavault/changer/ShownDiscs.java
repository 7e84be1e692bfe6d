package org.arenavault.changer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Terminal;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.VaultException;
import org.arenavault.media.Medium;

/**
 * The discs that are shown, one after the other. One that the drive cannot make out, or whose beginning cannot be read,
 * is named, and keeps no other from its turn.
 */
public final class ShownDiscs {

    /** What is done with a disc; the result is what it has come to. */
    @FunctionalInterface
    public interface Look<T> {

        /** Looks at it. */
        T at(Medium disc) throws IOException;
    }

    /** Discs in a row that cannot be presented at all: then the drive or the changer is what is wrong. */
    private static final int MOST_UNPRESENTED = 3;

    private final DiscSource source;
    private final Terminal terminal;
    private final List<VaultException> unusable = new ArrayList<>();
    private String remark = "";
    private boolean rejecting;

    /** Discs of a source. */
    public ShownDiscs(DiscSource source, Terminal terminal) {
        this.source = source;
        this.terminal = terminal;
    }

    /** The same; a disc that cannot be used goes to where bad ones go. */
    public ShownDiscs rejecting() {
        rejecting = true;
        return this;
    }

    /** The next that is asked for has nothing to do with those before. */
    public void forget() {
        remark = "";
    }

    /**
     * Has the next disc looked at.
     *
     * @param look returns what to tell the operator of it
     * @return false if there are no more
     * @throws org.arenavault.io.OperatorNeededException if what is wanted cannot be had now
     * @throws org.arenavault.io.CancelledException if the operator gave up
     */
    public boolean next(DiscRequest request, Look<String> look) throws IOException {
        Optional<Medium> next = present(request);
        if (next.isEmpty()) {
            return false;
        }
        try (Medium disc = next.get()) {
            look(disc, look).ifPresent(this::told);
        }
        return true;
    }

    /**
     * Presents the next disc that the drive can make out; empty if there are no more. The caller closes it, and has it
     * looked at by {@link #look}.
     *
     * @throws org.arenavault.io.OperatorNeededException if what is wanted cannot be had now
     * @throws org.arenavault.io.CancelledException if the operator gave up
     */
    public Optional<Medium> present(DiscRequest request) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return source.next(request, remark);
            } catch (UnusableBytesException e) {
                if (tries == MOST_UNPRESENTED) {
                    throw e;
                }
                fail(e);
            }
        }
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

    private void fail(VaultException e) throws IOException {
        unusable.add(e);
        remark = "this disc cannot be used: " + e.getMessage();
        terminal.print(remark);
        if (rejecting) {
            source.reject("");
        }
    }

    /** What has become of the last one, for the operator to read. */
    public void told(String words) {
        remark = words;
    }

    /** What was told of the last one; empty if nothing was. */
    public String remark() {
        return remark;
    }

    /** What ails those that could not be used, in their order. */
    public List<VaultException> unusable() {
        return List.copyOf(unusable);
    }

    /** The same in words. */
    public List<String> reasons() {
        return unusable.stream().map(VaultException::getMessage).toList();
    }
}
