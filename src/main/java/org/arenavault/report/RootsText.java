package org.arenavault.report;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.arenavault.io.Count;
import org.arenavault.restore.RootsReport;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.WalkReport;

/** What blocks that are back can be opened with, for people. */
final class RootsText {

    /** Of a long list so much is shown; JSON has all of it. */
    private static final int SHOWN = 20;
    private static final int SHOWN_GAPS = 3;

    private final String place;
    private final String host;

    /**
     * The text for roots at a place.
     *
     * @param place the options by which our own commands read there
     * @param host what the stock tools call it
     */
    RootsText(String place, String host) {
        this.place = place;
        this.host = host;
    }

    /** Prints the lines. */
    void print(RootsReport roots, PrintStream out) {
        roots.problems().forEach(problem -> out.printf("PROBLEM: %s%n", problem));
        List<RootsReport.Walked> broken = roots.newerButBroken();
        if (roots.found() == 0) {
            out.printf("No root block is in these arenas: what they hold is opened with a score from elsewhere.%n");
        } else if (roots.walked().isEmpty()) {
            out.printf("%s there; whether their trees are whole was not looked at.%n",
                    Count.are(roots.found(), "root block"));
        } else if (roots.newestWhole().isEmpty()) {
            out.printf("None of %s that were walked has its whole tree.%n",
                    Count.of(broken.size(), "root"));
        }
        broken.stream().limit(SHOWN).forEach(walked -> print(walked, out));
        if (broken.size() > SHOWN) {
            out.printf("... and %d more that are not restorable%n", broken.size() - SHOWN);
        }
        roots.whole().ifPresent(walked -> {
            FoundRoot root = walked.root();
            out.printf("Newest root with its whole tree: vac:%s (%s)%n", root.score(), text(root));
            out.printf("    arenavault vac ls %s %s%n", root.score(), place);
            if (walked.forFossil()) {
                out.printf("    flfmt -v %s FOSSIL-PARTITION%n", root.score());
            } else {
                out.printf("    unvac -h %s vac:%s%n", host, root.score());
            }
        });
    }

    private static void print(RootsReport.Walked walked, PrintStream out) {
        WalkReport report = walked.report();
        out.printf("Not restorable: vac:%s (%s) lacks %s%s%n", walked.root().score(), text(walked.root()),
                report.cutShort() ? "at least " : "", Count.of(report.gapCount(), "block"));
        report.gaps().stream().limit(SHOWN_GAPS).forEach(gap -> out.printf("    %s%n", gap));
    }

    private static String text(FoundRoot root) {
        return "stored %s in %s".formatted(Instant.ofEpochSecond(root.time()), root.arena());
    }
}
