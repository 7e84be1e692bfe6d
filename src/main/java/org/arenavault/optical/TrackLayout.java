package org.arenavault.optical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.TrackInformation;

/**
 * How the tracks of a sequential disc lie, and where the next one may begin: only where the drive and the ends of
 * the tracks before it agree (2.7).
 *
 * @param tracks those with something in them, by number
 * @param appendPoint where the next track begins; empty if there is no such place, or none to be trusted
 * @param end behind the last block that belongs to any track, the open space included
 * @param problem why nothing can be appended although the disc is not full or final; empty if nothing is wrong
 * @param senselessAddress the drive gave an address that cannot be, where only the track's start can be meant
 */
record TrackLayout(List<DiscTrack> tracks, Optional<AppendPoint> appendPoint, long end, String problem,
                   boolean senselessAddress) {

    TrackLayout {
        tracks = List.copyOf(tracks);
    }

    /**
     * The layout that a drive's answers come to.
     *
     * @param answers about tracks 1, 2, ..., as many as there are
     */
    static TrackLayout of(RecordingMethod method, DiscInformation information, List<TrackInformation> answers) {
        return new Survey(method, information).of(answers);
    }

    /** The tracks of a disc that is only read, by a drive that knows nothing of recording it. */
    static TrackLayout ofReadOnly(List<TrackInformation> answers, int runOutBlocks) {
        List<DiscTrack> tracks = new ArrayList<>();
        long end = 0;
        for (TrackInformation answer : answers) {
            long start = answer.start();
            if (start < end || answer.size() <= runOutBlocks) {
                continue;
            }
            tracks.add(new DiscTrack(tracks.size() + 1, answer.session(), start, answer.size() - runOutBlocks,
                    DiscTrack.Condition.CLOSED));
            end = start + answer.size();
        }
        return new TrackLayout(tracks, Optional.empty(), end, "", false);
    }

    /** The last track, if it is not closed. */
    Optional<DiscTrack> unclosed() {
        return tracks.stream().filter(track -> track.condition() != DiscTrack.Condition.CLOSED).findFirst();
    }

    private static final String DISAGREEMENT = "nothing is written where the two do not agree";

    private static final class Survey {

        private final RecordingMethod method;
        private final DiscInformation information;
        private final List<DiscTrack> tracks = new ArrayList<>();
        private Optional<AppendPoint> appendPoint = Optional.empty();
        private String problem = "";
        private boolean senselessAddress;
        /** Behind the last block that has been recorded. */
        private long recorded;
        private long end;

        private Survey(RecordingMethod method, DiscInformation information) {
            this.method = method;
            this.information = information;
        }

        private TrackLayout of(List<TrackInformation> answers) {
            int number = 0;
            for (TrackInformation answer : answers) {
                add(++number, answer, number == answers.size());
            }
            if (method.sessionPerTrack() && information.lastSession() == LastSession.INCOMPLETE) {
                markOpenSession();
            }
            boolean unclosed = tracks.stream().anyMatch(t -> t.condition() != DiscTrack.Condition.CLOSED);
            if (!problem.isEmpty() || unclosed || information.status() == Status.COMPLETE) {
                appendPoint = Optional.empty();
            }
            return new TrackLayout(tracks, appendPoint, Math.max(end, recorded), problem, senselessAddress);
        }

        private void add(int number, TrackInformation answer, boolean last) {
            long start = isNumberedFromZero(answer) ? answer.nextWritable() : answer.start();
            if (start < recorded || (!answer.blank() && start < 0)) {
                recordProblem("track %d is said to start at %d, inside of what lies before it".formatted(number,
                        start));
                return;
            }
            end = Math.max(end, answer.start() + answer.size());
            switch (answer.state()) {
                case CLOSED -> closed(number, answer);
                case INCOMPLETE_BLANK -> {
                    if (last) {
                        blank(number, answer);
                    } else {
                        recordProblem("track %d is empty, and others follow it".formatted(number));
                    }
                }
                case INCOMPLETE_OPEN -> open(number, answer, last);
                case RESERVED_BLANK, RESERVED_OPEN ->
                        recordProblem("track %d was reserved by another program; close it with that one first"
                                .formatted(number));
                case DAMAGED_WRITABLE, DAMAGED_DEAD ->
                        put(number, answer, writtenOf(answer), DiscTrack.Condition.DAMAGED);
                case UNKNOWN -> {
                    // an empty track that cannot be written: there is no room in it
                }
            }
        }

        /** Of an empty track that is said to begin before what is recorded, only the next writable address counts. */
        private boolean isNumberedFromZero(TrackInformation answer) {
            return answer.state() == TrackInformation.State.INCOMPLETE_BLANK && answer.start() < recorded
                    && answer.nextWritable() >= recorded && answer.nextWritable() < answer.start() + answer.size();
        }

        /** The first thing that is wrong is the one to tell. */
        private void recordProblem(String what) {
            if (problem.isEmpty()) {
                problem = what;
            }
        }

        private void put(int number, TrackInformation answer, long blocks, DiscTrack.Condition condition) {
            tracks.add(new DiscTrack(number, answer.session(), answer.start(), blocks, condition));
            recorded = answer.start() + blocks;
        }

        private void closed(int number, TrackInformation answer) {
            if (answer.size() > method.runOutBlocks()) {
                put(number, answer, answer.size() - method.runOutBlocks(), DiscTrack.Condition.CLOSED);
                recorded = answer.start() + roundUp(answer.size());
            }
        }

        private void open(int number, TrackInformation answer, boolean last) {
            long next = answer.nextWritable();
            if (next <= answer.start() || next > answer.start() + answer.size()) {
                recordProblem("track %d is partly written, and the drive says that writing goes on at %d"
                        .formatted(number, next));
                put(number, answer, writtenOf(answer), DiscTrack.Condition.DAMAGED);
            } else {
                boolean goesOn = last && next % method.clusterBlocks() == 0;
                put(number, answer, next - answer.start(),
                        goesOn ? DiscTrack.Condition.OPEN : DiscTrack.Condition.DAMAGED);
            }
        }

        /** How much of a track may have been written, as far as the drive knows. */
        private static long writtenOf(TrackInformation answer) {
            long limit = answer.start() + answer.size();
            if (answer.nextWritableValid() && answer.nextWritable() > answer.start()
                    && answer.nextWritable() <= limit) {
                return answer.nextWritable() - answer.start();
            }
            if (answer.lastRecordedValid() && answer.lastRecorded() >= answer.start()
                    && answer.lastRecorded() < limit) {
                return answer.lastRecorded() + 1 - answer.start();
            }
            return 0;
        }

        private void blank(int number, TrackInformation answer) {
            long start = isNumberedFromZero(answer) ? answer.nextWritable() : Math.max(0, answer.start());
            if (start > recorded + method.largestGap() || start % method.clusterBlocks() != 0) {
                recordProblem("the next track is said to start at %d, and what lies before it ends at %d; "
                        .formatted(start, recorded) + DISAGREEMENT);
                return;
            }
            long next = answer.nextWritable();
            if (next < start) {
                // -150, or 0 (2.7): an empty track can only be begun at its start
                senselessAddress = true;
            } else if (next > start) {
                recordProblem("the drive says that an empty track at %d is to be written from %d on; ".formatted(start,
                        next)
                        + DISAGREEMENT);
                return;
            }
            long room = Math.max(0, answer.start() + answer.size() - start);
            long free = Math.min(answer.free(), room) / method.clusterBlocks() * method.clusterBlocks();
            if (free > method.runOutBlocks()) {
                appendPoint = Optional.of(new AppendPoint(number, start, free - method.runOutBlocks()));
            }
        }

        /** On these discs a closed track whose session is open is merged with whatever follows. */
        private void markOpenSession() {
            List<DiscTrack> fragments = tracks.stream()
                    .filter(track -> track.number() >= information.firstTrackOfLastSession()).toList();
            List<DiscTrack> closed = fragments.stream()
                    .filter(track -> track.condition() == DiscTrack.Condition.CLOSED).toList();
            if (closed.isEmpty()) {
                return;
            }
            if (fragments.size() > 1) {
                recordProblem("tracks %d to %d stand in one open session, and would become one track; close it with "
                        .formatted(fragments.get(0).number(), fragments.get(fragments.size() - 1).number())
                        + "the program that wrote them");
                return;
            }
            DiscTrack track = closed.get(0);
            tracks.set(tracks.indexOf(track), new DiscTrack(track.number(), track.session(), track.start(),
                    track.blocks(), DiscTrack.Condition.SESSION_OPEN));
        }

        private long roundUp(long blocks) {
            long cluster = method.clusterBlocks();
            return (blocks + cluster - 1) / cluster * cluster;
        }
    }
}
