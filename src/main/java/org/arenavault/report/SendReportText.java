package org.arenavault.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.ProgressLine;
import org.arenavault.io.ShellWord;
import org.arenavault.mirror.SentTotals;
import org.arenavault.mirror.TargetReport;
import org.arenavault.restore.sending.SendReport;

/** What came of sending discs to ventis, for people. */
public final class SendReportText {

    private SendReportText() {
    }

    /** Prints the lines. */
    public static void print(SendReport report, PrintStream out) {
        report.notes().forEach(note -> out.printf("note: %s%n", note));
        for (SendReport.Served target : report.targets()) {
            TargetReport sent = target.report();
            sent.notes().forEach(note -> out.printf("note: %s%n", note));
            sent.problems().forEach(problem -> out.printf("PROBLEM: %s%n", problem));
            out.printf("%s: %s%n", sent.target(), text(sent, target.totals()));
        }
        out.printf("took %s%n", ProgressLine.duration(report.took().toNanos()));
        report.missing().forEach(missing -> RestoreReportText.print(missing, out));
        for (SendReport.Served target : report.targets()) {
            if (target.report().outcome() == TargetReport.Outcome.COMPLETE) {
                String host = ShellWord.of(target.report().target());
                if (report.targets().size() > 1) {
                    out.printf("At %s:%n", target.report().target());
                }
                new RootsText("--host " + host, host).print(target.roots(), out);
            }
        }
    }

    private static String text(TargetReport target, SentTotals totals) {
        List<String> words = new ArrayList<>();
        words.add(switch (target.outcome()) {
            case COMPLETE -> "%d of %s there as a whole".formatted(target.copied().copiedArenas(),
                    Count.of(target.copied().arenas(), "track"));
            case FULL -> "FULL: its arenas have no room left";
            case UNREACHABLE -> "UNREACHABLE";
            case REFUSED -> "REFUSED";
            case BEHIND, STOPPED -> "not complete";
        });
        words.add("%s sent (%s), %d there before".formatted(Count.of(target.moved().sentBlocks(), "block"),
                Bytes.text(target.moved().sentBytes()), target.moved().presentBlocks()));
        if (totals.earlierBlocks() > 0) {
            words.add("%d sent and %d met by earlier runs; %s in all".formatted(totals.earlierSentBlocks(),
                    totals.earlierPresentBlocks(), Count.of(totals.blocks(), "block")));
        }
        if (target.moved().skippedClumps() > 0) {
            words.add(Count.are(target.moved().skippedClumps(), "clump") + " marked corrupt on the discs");
        }
        if (target.moved().repairedBlocks() > 0) {
            words.add(Count.of(target.moved().repairedBlocks(), "block")
                    + " that a disc does not give came from elsewhere");
        }
        if (target.lacking().badClumps() > 0) {
            words.add(Count.of(target.lacking().badClumps(), "place") + " CANNOT BE READ");
        }
        return String.join("; ", words);
    }
}
