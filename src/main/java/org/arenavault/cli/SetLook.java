package org.arenavault.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.ServerPage;
import org.arenavault.backup.SetMedium;
import org.arenavault.backup.SourceArena;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Meanwhile;
import org.arenavault.io.Outcome;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.report.CopiesElsewhere;
import org.arenavault.report.SetReport;
import org.arenavault.report.SetStanding;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;

/** Looks at sets: their ledgers, heads and tails of their ventis' arenas, and a server whose page a set names. */
final class SetLook {

    private final VaultCommand command;
    private final boolean flush;
    private boolean flushed = true;
    private Optional<List<SetState>> ledgers = Optional.empty();

    /**
     * Looks for a command.
     *
     * @param flush whether the server flushes first
     */
    SetLook(VaultCommand command, boolean flush) {
        this.command = command;
        this.flush = flush;
    }

    /** Whether every server that was to flush did. */
    boolean hasFlushed() {
        return flushed;
    }

    /** What is done with a set that was seen; false if it is not as it should be. */
    @FunctionalInterface
    interface Seen {
        boolean take(SetStanding standing, BackupSet set) throws IOException;
    }

    /**
     * Looks at one set, or at all. One that cannot be read is named, and hides none of the others.
     *
     * @param name of the one; empty for all
     * @param unread takes the sets that could not be read, with the reason
     */
    Outcome each(String name, Seen seen, BiConsumer<SetName, String> unread) throws IOException {
        Turns turns = name.isEmpty() ? Turns.eachNamed() : Turns.of(1);
        for (SetName set : name.isEmpty() ? command.vault().names() : List.of(SetName.parse(name))) {
            turns.takeOwn(() -> {
                BackupSet opened = command.vault().open(set);
                return seen.take(at(opened), opened);
            }, reason -> {
                unread.accept(set, reason);
                command.world().terminal().print("arenavault: set %s: %s".formatted(set, reason));
            });
        }
        return turns.outcome();
    }

    /** How a set stands, with what is to be done about its discs from time to time. */
    private SetStanding at(BackupSet set) throws IOException {
        SetStanding seen = seen(set);
        return set.config().foreign() ? seen : new SetStanding(
                seen.report().withUpkeep(set, command.world().clock().now()), seen.every(), seen.arenas());
    }

    private SetStanding seen(BackupSet set) throws IOException {
        MediumDescription medium = SetMedium.of(set);
        if (set.config().foreign()) {
            return new SetStanding(SetReport.ofForeign(set, set.look(), medium), set.config().verifyEvery(), List.of());
        }
        command.warnOfDropped(set);
        Meanwhile<SetState> ledger = Meanwhile.begin("ledger", set::look);
        ServerPage server = ServerPage.ask(flushing(set), command.world());
        flushed &= !flush || server.page().isPresent();
        try (ArenaSource source = ArenaSource.openReadable(set.config().partitions(command.world().disks()),
                command.world().disks())) {
            List<SourceArena> arenas = source.arenas();
            SetReport report = SetReport.of(set, ledger.get(), source, medium);
            return new SetStanding(withElsewhere(report, ledger.get()).withNotes(server.compare(arenas))
                    .withUnread(source.problems()), set.config().verifyEvery(),
                    arenas.stream().map(SourceArena::status).toList());
        } catch (VaultException e) {
            return new SetStanding(SetReport.withoutSource(set, ledger.get(), medium, ExitCode.text(e))
                    .withNotes(server.notes()), set.config().verifyEvery(), List.of());
        }
    }

    /** Asks the other sets for what the set has lost. */
    private SetReport withElsewhere(SetReport report, SetState state) throws IOException {
        return report.lost().isEmpty() ? report
                : report.withElsewhere(CopiesElsewhere.of(state, report.lost(), ledgers()));
    }

    /** The ledgers of all sets. One that cannot be read is told, and counts for nothing. */
    private List<SetState> ledgers() throws IOException {
        if (ledgers.isEmpty()) {
            List<SetState> all = new ArrayList<>();
            Turns turns = Turns.eachNamed();
            for (SetName name : command.vault().names()) {
                turns.takeOwn(() -> all.add(command.vault().open(name).look()), reason -> command.world().terminal()
                        .print("note: set %s was not asked for copies: %s".formatted(name, reason)));
            }
            ledgers = Optional.of(all);
        }
        return ledgers.get();
    }

    private SetConfig flushing(BackupSet set) throws UsageException {
        if (flush && set.config().indexUrl().isEmpty()) {
            throw new UsageException(("set '%s' names no server to flush: put source.index_url = 'http://HOST/index' "
                    + "into %s").formatted(set.name(), set.configFile()));
        }
        return flush ? set.config().flushing() : set.config();
    }
}
