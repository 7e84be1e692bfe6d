package org.arenavault.scsi.emulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CorruptException;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.emulator.SavedDisc.Range;
import org.arenavault.scsi.emulator.SavedDisc.SavedTrack;

/**
 * The file {@code state} of a disc ({@code optical-emulator.md} 3), a {@link StateText} with these keys:
 *
 * <pre>
 * family raw spare spareFree formatted background final writeProtected indexLost mediaId serial generation
 * session.N=first track,last track,closed
 * track.N=session,start,size,next writable,last recorded or -1,state
 * defect.N=first,last,kind,tries,xor
 * extent.N=start,count            what a host wrote
 * padding.N=start,count           what the drive filled up
 * </pre>
 *
 * <p>N counts from 1. Decoding holds the figures against each other, so that no file, however made, gives a disc that
 * could not be.
 */
final class DiscStateText {

    private static final long MAX_BLOCKS = 1L << 32;
    private static final int MAX_TRACKS = 65_535;

    private DiscStateText() {
    }

    static byte[] encode(SavedDisc state) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("family", state.family().label());
        lines.put("raw", Long.toString(state.room().raw()));
        lines.put("spare", Long.toString(state.room().spare()));
        lines.put("spareFree", Long.toString(state.room().spareFree()));
        lines.put("formatted", state.room().formatting().label());
        lines.put("background", Integer.toString(state.room().background().code()));
        lines.put("final", Boolean.toString(state.locks().finalised()));
        lines.put("writeProtected", Boolean.toString(state.locks().writeProtected()));
        lines.put("indexLost", Boolean.toString(state.locks().indexLost()));
        lines.put("mediaId", state.identity().mediaId());
        lines.put("serial", state.identity().serial());
        lines.put("generation", Long.toString(state.generation()));
        putSessions(lines, state);
        int n = 1;
        for (SavedTrack t : state.tracks()) {
            lines.put("track." + n++, "%d,%d,%d,%d,%d,%s".formatted(t.session(), t.start(), t.size(), t.nextWritable(),
                    t.lastRecorded(), t.state().label()));
        }
        n = 1;
        for (Defect d : state.surface().defects()) {
            lines.put("defect." + n++, "%d,%d,%s,%d,%d".formatted(d.first(), d.last(), d.kind().label(), d.tries(),
                    d.xor()));
        }
        putRanges(lines, "extent.", state.surface().written());
        putRanges(lines, "padding.", state.surface().padding());
        return StateText.encode(lines);
    }

    private static void putSessions(Map<String, String> lines, SavedDisc state) {
        for (int first = 1; first <= state.tracks().size();) {
            int session = state.tracks().get(first - 1).session();
            int last = first;
            while (last < state.tracks().size() && state.tracks().get(last).session() == session) {
                last++;
            }
            lines.put("session." + session, first + "," + last + "," + (session <= state.closedSessions()));
            first = last + 1;
        }
    }

    private static void putRanges(Map<String, String> lines, String key, List<Range> ranges) {
        int n = 1;
        for (Range range : ranges) {
            lines.put(key + n++, range.start() + "," + range.count());
        }
    }

    static SavedDisc decode(String name, byte[] bytes) throws IOException {
        StateText text = StateText.decode(name, bytes);
        MediumFamily family = family(text);
        long raw = text.number("raw", family.clusterBlocks(), MAX_BLOCKS);
        long spare = text.number("spare", 0, raw - family.clusterBlocks());
        long spareFree = text.number("spareFree", 0, spare);
        Formatting formatting = formatting(text);
        BackgroundFormat background = background(text);
        boolean finalised = text.flag("final");
        boolean writeProtected = text.flag("writeProtected");
        boolean indexLost = text.flag("indexLost");
        String mediaId = text.remove("mediaId");
        String serial = text.remove("serial");
        long generation = text.number("generation", 1, Long.MAX_VALUE);
        int closedSessions = closedSessions(text);
        List<SavedTrack> tracks = tracks(text, raw - spare, closedSessions);
        if (family.overwritable() != tracks.isEmpty()) {
            throw text.wrong("a %s with %d tracks cannot be".formatted(family.label(), tracks.size()));
        }
        List<Defect> defects = defects(text);
        List<Range> written = ranges(text, "extent.", raw - spare);
        List<Range> padding = ranges(text, "padding.", raw - spare);
        text.finish();
        return new SavedDisc(family, new SavedDisc.Room(raw, spare, spareFree, formatting, background),
                new SavedDisc.Locks(finalised, writeProtected, indexLost), new SavedDisc.Identity(mediaId, serial),
                closedSessions, tracks, new SavedDisc.Surface(defects, written, padding), generation);
    }

    private static MediumFamily family(StateText text) throws CorruptException {
        String label = text.remove("family");
        for (MediumFamily family : MediumFamily.values()) {
            if (family.label().equals(label)) {
                return family;
            }
        }
        throw text.wrong("the family is none of those known");
    }

    private static Formatting formatting(StateText text) throws CorruptException {
        String label = text.remove("formatted");
        for (Formatting formatting : Formatting.values()) {
            if (formatting.label().equals(label)) {
                return formatting;
            }
        }
        throw text.wrong("formatted is none of the ways known");
    }

    private static BackgroundFormat background(StateText text) throws CorruptException {
        long code = text.number("background", 0, BackgroundFormat.COMPLETE.code());
        for (BackgroundFormat state : BackgroundFormat.values()) {
            if (state.code() == code) {
                return state;
            }
        }
        throw text.wrong("background is none of the states known");
    }

    /** Sessions are numbered without gaps, and closed ones come first. */
    private static int closedSessions(StateText text) throws CorruptException {
        int closed = 0;
        for (int n = 1; text.has("session." + n); n++) {
            String key = "session." + n;
            String[] parts = text.list(key, 3);
            if (parts[2].equals("true") && closed == n - 1) {
                closed = n;
            } else if (!parts[2].equals("false")) {
                throw text.wrong(key + " is closed and the one before it is not");
            }
        }
        return closed;
    }

    private static List<SavedTrack> tracks(StateText text, long capacity, int closedSessions)
            throws CorruptException {
        List<SavedTrack> tracks = new ArrayList<>();
        long end = 0;
        int session = 1;
        for (int n = 1; n <= MAX_TRACKS && text.has("track." + n); n++) {
            String key = "track." + n;
            String[] parts = text.list(key, 6);
            int own = (int) text.number(key, parts[0], session, session + 1L);
            long start = text.number(key, parts[1], end, capacity);
            long size = text.number(key, parts[2], 0, capacity - start);
            long next = text.number(key, parts[3], start, start + size);
            long last = text.number(key, parts[4], -1, next - 1);
            EmulatedTrackState state = state(text, key, parts[5]);
            if (own <= closedSessions && state != EmulatedTrackState.CLOSED) {
                throw text.wrong(key + " is open and its session is closed");
            }
            tracks.add(new SavedTrack(own, start, size, next, last, state));
            end = start + size;
            session = own;
        }
        if (session > closedSessions + 1) {
            throw text.wrong("%d sessions are closed and there is a track of session %d".formatted(closedSessions,
                    session));
        }
        return tracks;
    }

    private static EmulatedTrackState state(StateText text, String key, String label) throws CorruptException {
        for (EmulatedTrackState state : EmulatedTrackState.values()) {
            if (state.label().equals(label)) {
                return state;
            }
        }
        throw text.wrong(key + " is in none of the states known");
    }

    private static List<Defect> defects(StateText text) throws CorruptException {
        List<Defect> defects = new ArrayList<>();
        for (int n = 1; text.has("defect." + n); n++) {
            String key = "defect." + n;
            String[] parts = text.list(key, 5);
            long first = text.number(key, parts[0], 0, MAX_BLOCKS);
            long last = text.number(key, parts[1], first, MAX_BLOCKS);
            int tries = (int) text.number(key, parts[3], Defect.HARD, Integer.MAX_VALUE);
            int xor = (int) text.number(key, parts[4], 0, 0xFF);
            defects.add(new Defect(first, last, kind(text, key, parts[2]), tries, xor));
        }
        return defects;
    }

    private static Defect.Kind kind(StateText text, String key, String label) throws CorruptException {
        for (Defect.Kind kind : Defect.Kind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw text.wrong(key + " is of none of the kinds known");
    }

    private static List<Range> ranges(StateText text, String prefix, long capacity) throws CorruptException {
        List<Range> ranges = new ArrayList<>();
        long end = 0;
        for (int n = 1; text.has(prefix + n); n++) {
            String key = prefix + n;
            String[] parts = text.list(key, 2);
            long start = text.number(key, parts[0], end, capacity);
            long count = text.number(key, parts[1], 1, capacity - start);
            ranges.add(new Range(start, count));
            end = start + count;
        }
        return ranges;
    }
}
