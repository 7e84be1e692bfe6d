package org.arenavault.changer;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.Terminal;
import org.arenavault.io.VaultException;
import org.arenavault.media.Medium;

/**
 * Asks the operator to change discs. Where nobody can be asked, what lies in the drive is all there is.
 */
public final class OperatorSource implements DiscSource {

    private final String device;
    private final DiscPlace place;
    private final MediumOpener opener;
    private final Terminal terminal;
    private boolean unasked;

    /**
     * Discs for one drive.
     *
     * @param device what the operator calls it
     * @param place what kind of thing that is
     */
    public OperatorSource(String device, DiscPlace place, MediumOpener opener, Terminal terminal) {
        this.device = device;
        this.place = place;
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        unasked = place.holdsAnything();
        try {
            return Optional.of(opener.open());
        } catch (OperatorNeededException e) {
            String words = empty(request, e);
            // the question says as much
            return another(request, place.holdsAnything() && terminal.interactive() ? "" : words);
        }
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        String why = reason;
        unasked = false;
        while (change(request, why)) {
            try {
                return Optional.of(opener.open());
            } catch (OperatorNeededException e) {
                why = empty(request, e);
            }
        }
        return Optional.empty();
    }

    /** What the drive says that holds no disc. */
    private String empty(DiscRequest request, OperatorNeededException fault) throws OperatorNeededException {
        if (fault.need() != Need.NO_MEDIUM) {
            throw fault;
        }
        String words = place.empty(fault.happened());
        if (!terminal.interactive() && !request.isAtHand()) {
            throw new OperatorNeededException(Need.NO_MEDIUM, words + "; " + insert(request), fault);
        }
        return words;
    }

    private String insert(DiscRequest request) {
        return place.putIn(request.text(), device) + " and start again";
    }

    /** Asks for another disc; false if any disc was wanted and there are no more. */
    private boolean change(DiscRequest request, String reason) throws VaultException {
        if (request.isAtHand() || !terminal.interactive()) {
            return request.none(reason, insert(request)).isPresent();
        }
        if (!reason.isEmpty()) {
            terminal.print(reason);
        }
        String question = place.putIn(request.text(), device);
        return request.ask(terminal, question.substring(0, 1).toUpperCase(Locale.ROOT) + question.substring(1)
                + " and press return");
    }

    @Override
    public boolean isUnasked() {
        return unasked;
    }

    @Override
    public boolean isByHand() {
        return true;
    }

    @Override
    public void close() {
        // the drive is the media's
    }
}
