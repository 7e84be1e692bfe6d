package org.arenavault.changer;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.Terminal;
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
    public Optional<Medium> next(DiscRequest request, String remark) throws IOException {
        String reason = remark;
        boolean first = remark.isEmpty();
        while (true) {
            if (!first && (request.isAtHand() || !change(request, reason))) {
                return Optional.empty();
            }
            first = false;
            try {
                return Optional.of(opener.open());
            } catch (OperatorNeededException e) {
                if (e.need() != Need.NO_MEDIUM) {
                    throw e;
                }
                if (!terminal.interactive() && !request.isAtHand()) {
                    throw new OperatorNeededException(Need.NO_MEDIUM, "%s; insert %s into %s and start again"
                            .formatted(e.happened(), request.text(), device),
                            e);
                }
                reason = e.happened();
            }
        }
    }

    /** Asks for another disc; false if any disc was wanted and there are no more. */
    private boolean change(DiscRequest request, String remark) throws OperatorNeededException, CancelledException {
        boolean any = request.isAny();
        if (!terminal.interactive()) {
            if (any) {
                return false;
            }
            throw new OperatorNeededException(request.need(),
                    "%s; insert %s into %s and start again".formatted(remark, request.text(), device));
        }
        terminal.print(remark);
        String answer = terminal.ask("Insert %s into %s and press return, or type %s".formatted(request.text(),
                device, any ? "'done' if there are no more" : "'quit' to stop here"));
        if (answer.equalsIgnoreCase("done") && any) {
            return false;
        }
        if (answer.equalsIgnoreCase("quit") || answer.equalsIgnoreCase("q")) {
            throw new CancelledException("stopped at the operator's wish, before " + request.text());
        }
        return true;
    }

    @Override
    public void close() {
        // the drive is the media's
    }
}
