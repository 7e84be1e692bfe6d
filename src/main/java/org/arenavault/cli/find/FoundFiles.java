package org.arenavault.cli.find;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.report.Table;
import org.arenavault.report.finding.FoundFile;
import org.arenavault.report.json.FindReports;
import org.arenavault.sets.RootScore;

/**
 * Shows files as they are found: there may be more of them than memory. The first ones wait until their discs are
 * known.
 */
final class FoundFiles implements FileSearch.Found, Closeable {

    /** Tells on which discs files lie. */
    @FunctionalInterface
    interface Discs {
        List<FoundFile> of(List<FoundFile> files) throws IOException;
    }

    private final Optional<FindReports.Files> json;
    private final PrintStream out;
    private final Discs discs;
    private final List<FoundFile> waiting = new ArrayList<>();
    private final Table table = Table.of(LEFT, RIGHT, LEFT, LEFT).atLeast(11, 10).indented(2);
    private boolean shown;
    private Optional<RootScore> root = Optional.empty();
    private Optional<FoundFile> first = Optional.empty();
    private String place = "";

    FoundFiles(Optional<FindReports.Files> json, PrintStream out, Discs discs) {
        this.json = json;
        this.out = out;
        this.discs = discs;
    }

    @Override
    public void take(FoundFile file, FileSearch.Place from) throws IOException {
        if (first.isEmpty()) {
            first = Optional.of(file);
            place = from.words();
        }
        if (!shown && waiting.size() == FileSearch.WITH_DISCS) {
            show();
        }
        if (shown) {
            show(file);
        } else {
            waiting.add(file);
        }
    }

    /** Shows what waits. */
    void show() throws IOException {
        shown = true;
        for (FoundFile file : discs.of(waiting)) {
            show(file);
        }
        waiting.clear();
    }

    private void show(FoundFile file) throws IOException {
        if (json.isPresent()) {
            json.get().add(file);
            return;
        }
        if (!root.equals(Optional.of(file.root()))) {
            root = Optional.of(file.root());
            FindText.heading(file.root(), out);
        }
        FindText.print(file, table, out);
    }

    /** The first that was found; empty if none was. */
    Optional<FoundFile> first() {
        return first;
    }

    /** The options that name the place where it can be read. */
    String place() {
        return place;
    }

    @Override
    public void close() throws IOException {
        if (json.isPresent()) {
            json.get().close();
        }
    }
}
