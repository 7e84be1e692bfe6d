package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;

/** A parity track that was opened: its header and its sums are in memory. Whoever opened its storage closes it. */
public final class ParityTrack {

    /** What may stand behind the content: a label, padding. */
    private static final int MOST_BEHIND = 64;

    private final Storage storage;
    private final ParityContent content;
    private final ParitySums sums;

    private ParityTrack(Storage storage, ParityHeader header) throws IOException {
        this.storage = storage;
        this.content = header.content();
        if (storage.size() < content.sumsAt() + (long) content.sumsUnits() * UnitSums.UNIT) {
            throw new CorruptException("%s: ends before its sums do".formatted(storage.name()));
        }
        this.sums = ParitySums.read(storage, header);
    }

    /**
     * Opens a track whose content begins where {@code storage} does. Where its header is damaged, the one at its end
     * serves, which is looked for up to 64 units before the end of the storage.
     *
     * @throws UnusableBytesException if neither can be used, or the track is of another version
     */
    public static ParityTrack open(Storage storage) throws IOException {
        UnusableBytesException damage;
        try {
            return new ParityTrack(storage, ParityHeader.read(storage, 0));
        } catch (CorruptException | MediumFaultException e) {
            damage = e;
        }
        Optional<ParityHeader> copy = copy(storage);
        if (copy.isPresent()) {
            return new ParityTrack(storage, copy.get());
        }
        throw damage;
    }

    private static Optional<ParityHeader> copy(Storage storage) throws IOException {
        long last = storage.size() / UnitSums.UNIT - 1;
        for (long unit = last; unit > 0 && unit > last - MOST_BEHIND - ParityHeader.MOST_UNITS; unit--) {
            Optional<ParityHeader> header = copyAt(storage, unit * UnitSums.UNIT);
            if (header.isPresent()) {
                return header;
            }
        }
        return Optional.empty();
    }

    private static Optional<ParityHeader> copyAt(Storage storage, long at) throws IOException {
        try {
            return Optional.of(ParityHeader.read(storage, at)).filter(header -> header.content().copyAt() == at);
        } catch (UnusableBytesException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens the track one of whose headers begins at {@code at}: which of the two it is, its sums tell, or else the
     * other header.
     *
     * @param image in which the track lies
     * @throws UnusableBytesException if no header that can be used stands there, or no sums belong to it
     */
    static ParityTrack at(Storage image, long at) throws IOException {
        ParityHeader header = ParityHeader.read(image, at);
        CorruptException damage = null;
        for (long begin : new long[] {at, at - header.content().copyAt()}) {
            if (begin >= 0) {
                try {
                    ParityTrack track = new ParityTrack(image.slice(begin, image.size()), header);
                    if (track.damagedSums() < header.content().sumsUnits()
                            || (stands(image, begin, header) && stands(image, begin + header.content().copyAt(),
                                    header))) {
                        return track;
                    }
                } catch (CorruptException e) {
                    damage = e;
                }
            }
        }
        throw damage != null ? damage : new CorruptException("%s: none of the sums of the parity track at byte %d are "
                .formatted(image.name(), at) + "whole, so that nothing tells where it begins");
    }

    /** Whether a header of the same group stands there. */
    private static boolean stands(Storage image, long at, ParityHeader header) throws IOException {
        try {
            return ParityHeader.read(image, at).content().group().equals(header.content().group());
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    /** What it carries. */
    public ParityContent content() {
        return content;
    }

    /** How many units of its sums are damaged: units whose sums they had can be compared with nothing. */
    public int damagedSums() {
        return sums.damagedUnits();
    }

    /** The sums of its rows. */
    ParitySums sums() {
        return sums;
    }

    /** Reads a unit of the parity column that it carries as number {@code index}; the buffer holds the unit then. */
    Trust read(int index, int row, ByteBuffer unit) throws IOException {
        unit.clear().limit(UnitSums.UNIT);
        try {
            storage.read(content.parityAt(index, row), unit);
        } catch (UnusableBytesException e) {
            return Trust.LOST;
        }
        return sums.ofParity(index, row, unit.flip());
    }
}
