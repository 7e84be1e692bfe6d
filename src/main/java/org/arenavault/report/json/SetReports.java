package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.arenavault.report.json.DiscReports.Disc;
import org.arenavault.sets.ChosenValue;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.Policy;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;

/** What sets are, and what became of them. */
public final class SetReports {

    private SetReports() {
    }

    /** {@code set list}. */
    @JsonTypeName("arenavault.set.list.1")
    public record Listing(List<Entry> sets) implements Report {
    }

    /** A set in a list. */
    public record Entry(@JsonUnwrapped Identity identity, String medium, boolean foreign) {

        /** What the configuration says. */
        public static Entry of(SetName set, SetConfig config) {
            return new Entry(Identity.of(set.text(), config), config.medium().name(), config.foreign());
        }
    }

    /** Which set it is. */
    record Identity(String set, UUID uuid, UUID store) {

        static Identity of(String set, SetConfig config) {
            return new Identity(set, config.set(), config.store());
        }
    }

    /** {@code set show}. */
    @JsonTypeName("arenavault.set.show.2")
    public record Show(@JsonUnwrapped Identity identity, String conf, String medium, String device, long ledgerLines,
                       boolean foreign, List<String> arenas, List<Disc> discs) implements Report {

        /** What configuration and ledger say. */
        public static Show of(String set, SetConfig config, SetState state) {
            return new Show(Identity.of(set, config), config.source().conf(), config.medium().name(),
                    config.medium().device(), state.lines(), config.foreign(), config.source().arenas(),
                    Disc.of(state.discs()));
        }
    }

    /** {@code set config}: the policies of a set, and which of them were changed just now. */
    @JsonTypeName("arenavault.set.config.1")
    public record Config(String set, Path file, List<Choice> policies, List<String> changed, List<String> interrupted,
                         boolean commentsLost) implements Report {
    }

    /**
     * A policy: what holds, what would if nothing was chosen, and when a command changed it last; that is absent where
     * none did, or where the file was edited since.
     */
    public record Choice(String key, String value, Optional<String> usual, String meaning, String allowed,
                         Optional<Instant> chosen) {

        /** What a set has chosen. */
        public static List<Choice> of(SetConfig config, SetState state) {
            return Stream.of(Policy.values()).map(policy -> of(policy, policy.of(config), state)).toList();
        }

        private static Choice of(Policy policy, String value, SetState state) {
            return new Choice(policy.key(), value, policy.usual().filter(text -> !text.isEmpty()),
                    policy.meaning(), policy.allowed(), Optional.ofNullable(state.choices().get(policy.key()))
                            .filter(choice -> choice.done() && choice.value().equals(value))
                            .map(ChosenValue::time));
        }
    }

    /** {@code set check}. */
    @JsonTypeName("arenavault.set.check.1")
    public record Check(String set, long ledgerLines, int discs, List<String> problems, Collection<String> unknownTypes)
            implements Report {
    }

    /** {@code set rebuild}. */
    @JsonTypeName("arenavault.set.rebuild.1")
    public record Rebuilt(String set, int discsRead, int discs, List<String> missing, List<String> damaged)
            implements Report {
    }

    /** {@code set adopt}. */
    @JsonTypeName("arenavault.set.adopt.1")
    public record Adopted(String set, String conf, int arenas) implements Report {
    }

    /**
     * {@code set import}; its identity is the one that it has where it came from. How many lines an update brought is
     * absent where the set was not here before.
     */
    @JsonTypeName("arenavault.set.import.1")
    public record Imported(String set, UUID uuid, int discs, Optional<Long> newLines) implements Report {
    }

    /** {@code set rename}: its name and folder now; its discs are called by the name on their labels. */
    @JsonTypeName("arenavault.set.rename.1")
    public record Renamed(String set, String was, Path folder, String discsName) implements Report {
    }

    /**
     * {@code set remove}: where the set is put aside, and what its ledger knew: discs, arenas that were read back on
     * them, and how many of these no other set of the vault has. What cannot be read any more is absent.
     */
    @JsonTypeName("arenavault.set.remove.1")
    public record Removed(String set, Path folder, Optional<Integer> discs, Optional<Integer> verified,
                          Optional<Integer> onlyHere) implements Report {
    }

    /** {@code set export}. */
    @JsonTypeName("arenavault.set.export.1")
    public record Exported(String set, Path file, boolean withScores) implements Report {
    }

    /** {@code init}. */
    @JsonTypeName("arenavault.init.1")
    public record Begun(String set, Path folder, int arenas, long sealed) implements Report {
    }

    /** {@code set catalog}. */
    @JsonTypeName("arenavault.set.catalog.2")
    public record Catalogs(String set, List<Catalog> discs) implements Report {
    }

    /** The catalog of a disc: how many blocks it finds, if there is one, and whether one is missing that is needed. */
    public record Catalog(String disc, boolean missing, Optional<DiscMark> mark, Optional<Long> blocks) {

        /** That of this disc. */
        public static Catalog of(DiscRecord disc, boolean missing, Optional<Long> blocks) {
            return new Catalog(disc.identity().label(), missing, DiscReports.markOf(disc), blocks);
        }
    }
}
