package org.arenavault.scsi.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.arenavault.scsi.BigEndian;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.BackgroundFormat;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.TableOfContents;
import org.arenavault.scsi.TableOfContents.Entry;

/** READ DISC INFORMATION and READ TOC/PMA/ATIP. */
final class DiscCommands {

    private static final int TRACK_RESOURCES = 1;
    private static final int MOST_OPEN = 16;
    private static final long NOT_APPLICABLE = 0xFFFFFFFFL;

    private static final int TOC = 0;
    private static final int SESSION_INFO = 1;
    /** A TOC knows two decimal digits; AAh would be mistaken for the lead-out. */
    private static final int MOST_LISTED = 99;
    private static final int Q_POSITION = 1;
    private static final int LEAD_IN_BLOCKS = 150;
    private static final int FRAMES = 75;
    private static final int SECONDS = 60;

    private final EmulatedDrive drive;

    DiscCommands(EmulatedDrive drive) {
        this.drive = drive;
    }

    Map<Opcode, CommandSet.Handler> handlers() {
        return Map.of(Opcode.READ_DISC_INFORMATION, this::discInformation, Opcode.READ_TOC, this::contents);
    }

    private UnitReply discInformation(UnitRequest request) throws CheckCondition {
        int type = request.u8(1) & 0x07;
        EmulatedDisc disc = drive.disc();
        if (type == TRACK_RESOURCES && !disc.family().overwritable()) {
            return UnitReply.of(trackResources(disc));
        }
        if (type != 0) {
            throw CheckCondition.invalidField(1, 2);
        }
        DiscInformation standard = disc.family().overwritable() ? overwritable(disc) : sequential(disc);
        if (drive.quirks().on(Quirk.BLANK_FROM_ZERO) && standard.status() != Status.COMPLETE) {
            standard = withFirstTrack(standard, 0);
        }
        for (FaultAction action : request.faults()) {
            standard = action.claim(standard);
        }
        return UnitReply.of(standard.encode());
    }

    private static DiscInformation sequential(EmulatedDisc disc) {
        TrackTable tracks = disc.tracks();
        int first = disc.indexLost() ? 1 : tracks.firstTrackOf(tracks.sessions());
        int last = disc.indexLost() ? 1 : tracks.count();
        boolean formatted = disc.replacesBad();
        long leadIn = !disc.family().isPlusR() || tracks.finalised() ? NOT_APPLICABLE
                : tracks.sessions() == 1 ? 0 : tracks.track(first).start();
        long leadOut = tracks.finalised() ? NOT_APPLICABLE : disc.capacity();
        return new DiscInformation(false, tracks.status(formatted), 1,
                new DiscInformation.Sessions(tracks.lastSession(), tracks.sessions(), first, last),
                DiscInformation.UNRESTRICTED_USE, BackgroundFormat.NONE, 0,
                new DiscInformation.Outside(0, leadIn, leadOut, 0, 0));
    }

    private static DiscInformation overwritable(EmulatedDisc disc) {
        boolean usable = disc.usable();
        return new DiscInformation(true, usable ? Status.OTHER : Status.BLANK, 1,
                new DiscInformation.Sessions(usable ? LastSession.COMPLETE : LastSession.EMPTY, 1, 1, 1),
                DiscInformation.UNRESTRICTED_USE, disc.background(), 0,
                new DiscInformation.Outside(0, NOT_APPLICABLE, NOT_APPLICABLE, 0, 0));
    }

    private static DiscInformation withFirstTrack(DiscInformation d, int first) {
        return new DiscInformation(d.erasable(), d.status(), first, d.counted(), d.validity(), d.format(),
                d.discType(), d.outside());
    }

    static DiscInformation withLastTrack(DiscInformation d, int last) {
        DiscInformation.Sessions fewer = new DiscInformation.Sessions(d.lastSession(), d.sessions(),
                Math.min(d.firstTrackOfLastSession(), last), last);
        return new DiscInformation(d.erasable(), d.status(), d.firstTrack(), fewer, d.validity(), d.format(),
                d.discType(), d.outside());
    }

    /** Data type 001b: how many tracks can be open, how many are. */
    private static byte[] trackResources(EmulatedDisc disc) {
        byte[] b = new byte[12];
        int open = disc.tracks().openTracks();
        BigEndian.put16(b, 0, b.length - 2);
        BigEndian.put8(b, 2, TRACK_RESOURCES << 5);
        BigEndian.put16(b, 4, MOST_OPEN);
        BigEndian.put16(b, 6, open);
        BigEndian.put16(b, 8, MOST_OPEN);
        BigEndian.put16(b, 10, MOST_OPEN - open);
        return b;
    }

    private UnitReply contents(UnitRequest request) throws CheckCondition {
        int format = request.u8(2) & 0x0F;
        if (format != TOC && format != SESSION_INFO) {
            throw CheckCondition.invalidField(2, 3);
        }
        List<EmulatedTrack> listed = listed(drive.disc());
        if (listed.isEmpty()) {
            throw CheckCondition.invalidField(2, 3);
        }
        EmulatedTrack last = listed.get(listed.size() - 1);
        boolean asTime = request.bit(1, 1);
        if (format == SESSION_INFO) {
            int firstOfLast = drive.disc().tracks().firstTrackOf(last.session());
            long start = drive.disc().tracks().track(firstOfLast).start();
            return UnitReply.of(new TableOfContents(1, last.session(),
                    List.of(entry(firstOfLast, start, asTime))).encode());
        }
        int from = request.u8(6);
        if (from > last.number() && from != TableOfContents.LEAD_OUT) {
            throw CheckCondition.invalidField(6);
        }
        List<Entry> entries = new ArrayList<>();
        for (EmulatedTrack track : listed) {
            if (track.number() >= from) {
                entries.add(entry(track.number(), track.start(), asTime));
            }
        }
        entries.add(entry(TableOfContents.LEAD_OUT, last.end(), asTime));
        return UnitReply.of(new TableOfContents(1, last.number(), entries).encode());
    }

    /** Closed tracks of closed sessions, or what the quirks make the drive invent. */
    private List<EmulatedTrack> listed(EmulatedDisc disc) {
        TrackTable tracks = disc.tracks();
        if (disc.family().overwritable()) {
            return disc.usable() ? tracks.tracks() : List.of();
        }
        boolean all = drive.quirks().is(Quirk.TOC, "all");
        boolean one = disc.indexLost() || drive.quirks().is(Quirk.TOC, "one");
        List<EmulatedTrack> listed = new ArrayList<>();
        for (EmulatedTrack track : tracks.tracks()) {
            boolean closed = track.state() == EmulatedTrackState.CLOSED;
            if (listed.size() == MOST_LISTED) {
                break;
            }
            if (one ? track.number() == 1 && (closed || !track.state().blank())
                    : closed && (all || track.session() <= tracks.closedSessions())) {
                listed.add(track);
            }
        }
        return listed;
    }

    private static Entry entry(int number, long start, boolean asTime) {
        return new Entry(Q_POSITION, TableOfContents.DATA, number, asTime ? time(start) : start);
    }

    /** 0, minute, second, frame, as one number. */
    private static long time(long lba) {
        long frames = lba + LEAD_IN_BLOCKS;
        return (frames / FRAMES / SECONDS) << 16 | (frames / FRAMES % SECONDS) << 8 | (frames % FRAMES);
    }
}
