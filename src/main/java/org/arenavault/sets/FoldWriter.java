package org.arenavault.sets;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CheckedOutputStream;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.TrackContent;
import org.arenavault.venti.format.Score;

/** Writes a state in the form that {@link FoldReader} reads; numbers are big-endian. */
final class FoldWriter {

    private final DataOutputStream out;
    private final Map<String, Integer> texts = new HashMap<>();

    private FoldWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** Writes a fold, with the sum over it. */
    static void write(LedgerFold.Proof proof, SetState state, OutputStream out) throws IOException {
        CheckedOutputStream summed = new CheckedOutputStream(out, new QuickSum());
        FoldWriter writer = new FoldWriter(summed);
        writer.out.writeBytes(LedgerFold.MAGIC);
        writer.out.writeLong(proof.end());
        writer.out.writeLong(proof.sum());
        writer.text(proof.chain());
        writer.state(state);
        writer.out.writeLong(summed.getChecksum().getValue());
        writer.out.flush();
    }

    private void state(SetState state) throws IOException {
        uuid(state.header().store());
        uuid(state.header().set());
        text(state.header().name().text());
        out.writeLong(state.firstSequence());
        out.writeLong(state.lastSequence());
        out.writeInt(state.lastDisc());
        out.writeBoolean(state.isComplete());
        out.writeInt(state.form());
        Collection<RootScore> scores = state.scores();
        out.writeInt(scores.size());
        for (RootScore root : scores) {
            score(root.score());
            instant(root.recorded());
            word(root.feed());
            text(root.source());
            text(root.venti());
        }
        out.writeInt(state.choices().size());
        for (Map.Entry<String, ChosenValue> choice : state.choices().entrySet()) {
            text(choice.getKey());
            text(choice.getValue().value());
            instant(choice.getValue().time());
            out.writeBoolean(choice.getValue().done());
        }
        Optional<PastDrill> drill = state.lastDrill();
        out.writeBoolean(drill.isPresent());
        if (drill.isPresent()) {
            LedgerEvent.Drilled result = drill.get().result();
            text(result.what());
            out.writeInt(result.arenas());
            out.writeLong(result.bytes());
            out.writeLong(result.seconds());
            out.writeLong(result.wholeSeconds());
            text(result.drive());
            text(result.fault());
            instant(drill.get().time());
        }
        out.writeInt(state.discs().size());
        for (DiscRecord disc : state.discs()) {
            disc(disc);
        }
    }

    private void disc(DiscRecord disc) throws IOException {
        out.writeInt(disc.number());
        uuid(disc.uuid());
        text(disc.medium());
        out.writeLong(disc.capacity());
        text(disc.discId());
        instant(disc.begun());
        word(disc.mark());
        text(disc.place());
        text(disc.fullReason());
        out.writeInt(disc.tracks().size());
        for (TrackRecord track : disc.tracks()) {
            track(track);
        }
        instant(disc.sampled());
        List<Reading> readings = disc.readings();
        out.writeInt(readings.size());
        for (Reading reading : readings) {
            out.writeInt(reading.track());
            instant(reading.time());
            text(reading.drive());
            out.writeBoolean(reading.sound());
            out.writeLong(reading.effort().recovered());
            out.writeLong(reading.effort().rate());
            out.writeLong(reading.effort().slowest());
            out.writeLong(reading.effort().slow());
            text(reading.ranges());
        }
    }

    private void track(TrackRecord track) throws IOException {
        out.writeInt(track.number());
        out.writeLong(track.lba());
        out.writeLong(track.blocks());
        content(track.content());
        word(track.state());
        out.writeLong(track.announcement().line());
        instant(track.announcement().time());
        out.writeInt(track.announcement().highest());
        instant(track.checkedAt());
        text(track.drive());
        out.writeLong(track.recovered());
        out.writeBoolean(track.labelled());
        word(track.seal());
        text(track.remark());
    }

    /** What is no arena stands there as in the ledger. */
    private void content(Content content) throws IOException {
        Optional<TrackContent> made = content.made();
        out.writeBoolean(made.isEmpty());
        if (made.isPresent()) {
            text(made.get().encode().format());
        } else {
            arena(content.arena().orElse(ArenaRecord.NOTHING));
        }
    }

    private void arena(ArenaRecord arena) throws IOException {
        text(arena.name());
        out.writeLong(arena.size());
        out.writeInt(arena.blockSize());
        text(arena.source());
        out.writeLong(arena.offset());
        score(arena.digest());
        out.writeBoolean(arena.computed());
        text(arena.print());
    }

    private void uuid(UUID uuid) throws IOException {
        out.writeLong(uuid.getMostSignificantBits());
        out.writeLong(uuid.getLeastSignificantBits());
    }

    private void instant(Instant instant) throws IOException {
        out.writeLong(instant.getEpochSecond());
        out.writeInt(instant.getNano());
    }

    private void score(Score score) throws IOException {
        out.write(score.toBytes());
    }

    private void word(Enum<?> one) throws IOException {
        text(one.name());
    }

    /** A text stands there once, as its length and its UTF-16 units; further on it is told by its number, from 1. */
    private void text(String text) throws IOException {
        Integer known = texts.get(text);
        if (known == null) {
            texts.put(text, texts.size() + 1);
            out.writeInt(0);
            out.writeInt(text.length());
            out.writeChars(text);
        } else {
            out.writeInt(known);
        }
    }
}
