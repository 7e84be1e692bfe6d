package org.arenavault.changer;

import java.io.IOException;
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
    private final MediumOpener opener;
    private final Terminal terminal;

    /**
     * Discs for one drive.
     *
     * @param device what the operator calls it
     */
    public OperatorSource(String device, MediumOpener opener, Terminal terminal) {
        this.device = device;
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        try {
            return Optional.of(opener.open());
        } catch (OperatorNeededException e) {
            return another(request, empty(request, e));
        }
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        String why = reason;
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
        String words = fault.happened();
        if (!terminal.interactive() && !request.isAtHand()) {
            throw new OperatorNeededException(Need.NO_MEDIUM, words + "; " + insert(request), fault);
        }
        return words;
    }

    private String insert(DiscRequest request) {
        return "insert %s into %s and start again".formatted(request.text(), device);
    }

    /** Asks for another disc; false if any disc was wanted and there are no more. */
    private boolean change(DiscRequest request, String reason) throws VaultException {
        if (request.isAtHand() || !terminal.interactive()) {
            return request.none(reason, insert(request)).isPresent();
        }
        terminal.print(reason);
        return request.ask(terminal, "Insert %s into %s and press return".formatted(request.text(), device));
    }

    @Override
    public void close() {
        // the drive is the media's
    }
}
