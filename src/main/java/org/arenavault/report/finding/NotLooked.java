package org.arenavault.report.finding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.arenavault.io.Count;
import org.arenavault.report.NextStep;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.SetState;

/**
 * What could not be looked into: what is looked for may be there.
 *
 * @param what discs, a root, a set
 * @param why the reason, as the end of a sentence
 * @param kind what that means for the search
 * @param next how; without a command where there is none
 */
public record NotLooked(String what, String why, Kind kind, NextStep next) {

    /** What it means that something was not looked into. */
    public enum Kind {
        /** It failed: something of ours, or of the venti, is damaged or cannot be read. */
        FAILED,
        /** Somebody can have it looked into, by showing discs or making catalogs. */
        WAITING,
        /** It is not to be had from here: it lies on discs that do not count, or elsewhere. */
        GONE
    }

    private static final NextStep NONE = new NextStep("", "");

    /** Something that failed. */
    public static NotLooked failed(String what, String why) {
        return new NotLooked(what, why, Kind.FAILED, NONE);
    }

    /** Something that waits for discs. */
    public static NotLooked waiting(String what, String why) {
        return new NotLooked(what, why, Kind.WAITING, NONE);
    }

    /** Something that is not to be had from here. */
    public static NotLooked gone(String what, String why) {
        return new NotLooked(what, why, Kind.GONE, NONE);
    }

    /** A root that a disc has, and no venti that is at hand. */
    static NotLooked onDisc(RootScore root, DiscRecord disc, String command) {
        return new NotLooked("root " + root.score().hint(), "of what is at hand only %s has it".formatted(
                disc.identity().label()), Kind.WAITING, new NextStep(command, "reads from the discs"));
    }

    /** The same, with what is to be said of several things said once. */
    public static List<NotLooked> grouped(Collection<NotLooked> all) {
        Map<NotLooked, List<String>> alike = new LinkedHashMap<>();
        all.forEach(one -> alike.computeIfAbsent(new NotLooked("", one.why, one.kind, one.next),
                key -> new ArrayList<>()).add(one.what));
        List<NotLooked> grouped = new ArrayList<>();
        alike.forEach((one, names) -> grouped.add(new NotLooked(Count.few(names.stream().distinct().toList()), one.why,
                one.kind, one.next)));
        return grouped;
    }

    /** The discs of a set that its ledger does not know, as far as it is known that there are any. */
    public static List<NotLooked> discsNotShown(BackupSet set, SetState state) {
        return state.missing().isEmpty() ? List.of() : List.of(new NotLooked(Count.few(state.missing()),
                "not shown since the ledger was made anew", Kind.WAITING, new NextStep(
                        "arenavault set rebuild %s%s".formatted(set.name(), set.deviceArgument()), "asks for them")));
    }

    /** The discs of a set that have no catalog. */
    public static List<NotLooked> withoutCatalog(BackupSet set, SetCatalogs catalogs) {
        List<NotLooked> all = new ArrayList<>();
        List<String> here = labels(catalogs, disc -> disc.mark().counts());
        if (!here.isEmpty()) {
            String make = "arenavault set catalog %s".formatted(set.name());
            all.add(new NotLooked(Count.few(here), "no catalog", Kind.WAITING, set.config().foreign()
                    ? new NextStep("%s%s --discs".formatted(make, set.deviceArgument()), "makes it, from the discs")
                    : new NextStep(make, "makes it")));
        }
        List<String> gone = labels(catalogs, disc -> !disc.mark().counts());
        if (!gone.isEmpty()) {
            all.add(gone(Count.few(gone), "no catalog, and marked as one that does not count"));
        }
        return all;
    }

    private static List<String> labels(SetCatalogs catalogs, Predicate<DiscRecord> wanted) {
        return catalogs.without().stream().filter(wanted).map(disc -> disc.identity().label()).toList();
    }

    /** "home-002: no catalog". */
    @Override
    public String toString() {
        return "%s: %s".formatted(what, why);
    }
}
