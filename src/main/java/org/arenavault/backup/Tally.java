package org.arenavault.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.Terminal;
import org.arenavault.media.ContentName;
import org.arenavault.sets.LedgerEvent;

/** What the drives of a recording have done so far; for several threads. */
final class Tally {

    private final Terminal terminal;
    private final List<BackupResult.Recorded> recorded = new ArrayList<>();
    private final Map<ContentName, String> failed = new LinkedHashMap<>();
    private final List<String> undone = new ArrayList<>();
    private final List<BackupResult.PutAside> putAside = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private DiscNaming naming;

    Tally(Terminal terminal) {
        this.terminal = terminal;
        this.naming = new DiscNaming(terminal);
    }

    /** What is to be written on discs. */
    synchronized DiscNaming naming() {
        return naming;
    }

    /** The same is asked for all of several recordings. */
    synchronized void naming(DiscNaming shared) {
        naming = shared;
    }

    /** A track was written, or brought to an end. */
    synchronized void recorded(BackupResult.Recorded track) {
        recorded.add(track);
        terminal.print("%s track %d: %s, %s".formatted(track.disc(), track.track(), track.arena(), track.text()));
    }

    /** Something could not be recorded. */
    synchronized void failed(ContentName content, String reason) {
        failed.putIfAbsent(content, reason);
    }

    /** Something else is undone that was asked for: a line for people. */
    synchronized void undone(String line) {
        undone.add(line);
    }

    /** All that is undone, a line each. */
    synchronized List<String> failures() {
        List<String> all = new ArrayList<>(failed.values());
        all.addAll(undone);
        return all;
    }

    /** Nothing more is written on a disc. */
    synchronized void putAside(BackupResult.PutAside disc) {
        putAside.add(disc);
        if (!disc.reason().equals(LedgerEvent.Full.NO_ROOM)) {
            terminal.print("%s takes no more: %s".formatted(disc.disc(), disc.reason()));
        }
    }

    /** What a disc gets, or goes without, to protect what is on it: a line for people. */
    synchronized void note(String line) {
        notes.add(line);
        terminal.print(line);
    }

    /** What came of the discs. */
    synchronized BackupResult.Discs discs() {
        return new BackupResult.Discs(putAside, notes);
    }

    /** The tracks, in the order in which they came to an end. */
    synchronized List<BackupResult.Recorded> recorded() {
        return List.copyOf(recorded);
    }

    /** How many discs they are on. */
    synchronized int discsUsed() {
        return (int) recorded.stream().map(BackupResult.Recorded::disc).distinct().count();
    }

    /** Why something could not be recorded. */
    synchronized Map<ContentName, String> failed() {
        return new LinkedHashMap<>(failed);
    }

    /** The discs that take no more. */
    synchronized List<BackupResult.PutAside> putAside() {
        return List.copyOf(putAside);
    }
}
