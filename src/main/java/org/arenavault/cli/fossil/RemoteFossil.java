package org.arenavault.cli.fossil;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.RemoteShell;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.PeerException;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;
import org.jspecify.annotations.Nullable;

/** A fossil's partition on another machine, where this program is as well: it is run there. */
final class RemoteFossil implements FossilSite {

    private final VaultCommand command;
    private final FossilPlace place;
    private final RemoteShell shell;
    private final ResetOptions options;

    RemoteFossil(VaultCommand command, FossilPlace place, RemoteShell shell, ResetOptions options) {
        this.command = command;
        this.place = place;
        this.shell = shell;
        this.options = options;
    }

    @Override
    public FossilStatus status() throws IOException {
        RemoteShell.Outcome outcome = shell.run(place.host(),
                List.of("--json", "fossil", "info", "--with-scores", place.partition()), "", command.world());
        try {
            JsonNode json = new ObjectMapper().readTree(outcome.out());
            // an earlier version prints nothing when it fails
            if (outcome.code() == ExitCode.FAILED && (json.isMissingNode()
                    || json.path("schema").asText().startsWith("arenavault.error."))) {
                return FossilStatus.NONE; // the other machine has said why
            }
            if (json.path("usable").isBoolean() && json.path("last").isTextual()) {
                String last = json.get("last").asText();
                boolean inFlight = json.path("waiting").asBoolean() || json.path("archiving").asBoolean();
                return new FossilStatus(true, json.get("usable").asBoolean(), inFlight,
                        last.isEmpty() ? Score.ZERO : Score.parse(last));
            }
        } catch (JsonProcessingException | UsageException e) {
            throw misunderstood(outcome, e);
        }
        throw misunderstood(outcome, null);
    }

    private PeerException misunderstood(RemoteShell.Outcome outcome, @Nullable Exception cause) {
        String what = ("%s: what this program said there, ending with %d, is not understood; can %s be reached, and is "
                + "this program there?").formatted(place, outcome.code(), place.host());
        return new PeerException(PeerException.Fault.MISBEHAVED, what, cause);
    }

    @Override
    public void record() throws IOException {
        require(List.of("score", "record", place.partition()), "");
    }

    @Override
    public void reset(Score score) throws IOException {
        requireResettable(score);
        if (!command.world().terminal().confirm("%s: everything on it that is not archived is lost. Reset it?"
                .formatted(place))) {
            throw new CancelledException("nothing was written");
        }
        List<String> words = new ArrayList<>(List.of("--yes", "fossil", "reset"));
        words.addAll(options.arguments());
        words.addAll(List.of("-", place.partition()));
        command.out().print(require(words, "vac:" + score + "\n"));
    }

    /** Before anybody is asked; a program there that does not know the option yet finds out by itself. */
    private void requireResettable(Score score) throws IOException {
        List<String> words = new ArrayList<>(List.of("fossil", "reset", "--dry-run"));
        words.addAll(options.arguments());
        words.addAll(List.of("-", place.partition()));
        require(words, "vac:" + score + "\n", ExitCode.USAGE);
    }

    private String require(List<String> words, String input) throws IOException {
        return require(words, input, ExitCode.DONE);
    }

    private String require(List<String> words, String input, int acceptable) throws IOException {
        RemoteShell.Outcome outcome = shell.run(place.host(), words, input, command.world());
        String what = "%s: it ended with %d there; see above".formatted(place, outcome.code());
        if (outcome.code() == ExitCode.OPERATOR) {
            throw new OperatorNeededException(OperatorNeededException.Need.LOCKED, what);
        }
        if (outcome.code() != ExitCode.DONE && outcome.code() != acceptable) {
            throw new PeerException(PeerException.Fault.REFUSED, what);
        }
        return outcome.out();
    }
}
