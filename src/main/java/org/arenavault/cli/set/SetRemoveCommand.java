package org.arenavault.cli.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set remove}. */
@Command(name = "remove", header = "Put a set aside: its discs count no more.", mixinStandardHelpOptions = true,
        description = {"Without --yes it says what would be lost, and changes nothing.",
            "The ledger is all that knows which disc holds what, and when it was read back. It is not deleted: the "
                + "set's folder goes from sets/ to removed/ in the vault, and can be moved back. No disc is touched."},
        footer = {"", "Examples:", "  arenavault set remove try", "  arenavault set remove try --yes"})
@Without({Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetRemoveCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    SetRemoveCommand(CommandContext context) {
        super(context);
    }

    /** What nobody knows any more without the ledger: arenas that were read back, and how many of them no other has. */
    private record Loss(int discs, int verified, int onlyHere, String words) {
    }

    @Override
    protected int run() throws IOException {
        SetName set = SetName.parse(name);
        Optional<Loss> loss = Optional.empty();
        String words;
        try {
            loss = Optional.of(loss(vault().open(set)));
            words = loss.get().words();
        } catch (UnusableBytesException | OwnFileException e) {
            words = "what its ledger knows cannot be told: " + ExitCode.text(e);
        }
        if (!globals().yes()) {
            throw new RefusedException("set '%s' is not removed without --yes: %s".formatted(set, words)).next(
                    "arenavault set remove %s --yes".formatted(set), "puts its folder aside");
        }
        Path aside = vault().putAside(set);
        tell(new SetReports.Removed(set.text(), aside, loss.map(Loss::discs), loss.map(Loss::verified),
                loss.map(Loss::onlyHere)),
                "Set %s is no set of this vault any more; %s.%nIt is put aside; this brings it back: mv %s %s"
                        .formatted(set, words, ShellWord.of(aside),
                                ShellWord.of(vault().folder().resolve("sets/" + set))));
        return ExitCode.DONE;
    }

    private Loss loss(BackupSet set) throws IOException {
        SetState state = set.look();
        Set<String> verified = verified(state);
        Set<String> elsewhere = new HashSet<>();
        Set<String> knownAgain = new HashSet<>();
        List<String> twins = new ArrayList<>();
        List<SetName> others = new ArrayList<>(vault().names());
        others.remove(set.name());
        withEach(others, other -> {
            if (other.config().set().equals(set.config().set())) {
                twins.add("'%s'".formatted(other.name()));
                knownAgain.addAll(verified(other.look()));
            } else if (other.config().store().equals(set.config().store())) {
                elsewhere.addAll(verified(other.look()));
            }
        });
        int all = verified.size();
        knownAgain.retainAll(verified);
        verified.removeAll(elsewhere);
        int discs = state.discs().size();
        String words = discs == 0 ? "its ledger knows of no disc"
                : ("its ledger %sknows what is on %s (%s to %s): %s "
                + "read back on them, %d of these in no other set here%s").formatted(twins.isEmpty() ? "alone " : "",
                        Count.of(discs, "disc"),
                        state.header().name().disc(1), state.header().name().disc(state.lastDisc()),
                        Count.of(all, "arena"), verified.size(), twins.isEmpty() ? ""
                                : "; %s %s the same discs, and %s ledger knows %d of these".formatted(
                                        Count.few(twins), twins.size() == 1 ? "has" : "have",
                                        twins.size() == 1 ? "its" : "their", knownAgain.size()));
        return new Loss(discs, all, verified.size(), words);
    }

    /** The arenas that were read back on discs that are there: name and digest. */
    private static Set<String> verified(SetState state) {
        Set<String> found = new HashSet<>();
        state.discs().stream().filter(disc -> disc.mark().counts()).flatMap(disc -> disc.holding())
                .filter(track -> track.state() == TrackState.VERIFIED && track.arena().isPresent())
                .forEach(track -> found.add("%s %s".formatted(track.content().id().name(), track.content().sum())));
        return found;
    }
}
