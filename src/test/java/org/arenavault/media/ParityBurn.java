package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.parity.MemberSource;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityMaking;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityShare;

/** Burns tracks with their labels, parity of a small disc among them. */
public final class ParityBurn {

    private ParityBurn() {
    }

    /** Records the next track. */
    public static void burn(Medium medium, AnyLabel label, byte[] bytes) throws IOException {
        try (TrackWriter writer = medium.append(new TrackPlan(label, medium.blocksFor(bytes.length)))) {
            for (int at = 0; at < bytes.length; at += UnitSums.UNIT) {
                writer.write(ByteBuffer.wrap(Arrays.copyOfRange(bytes, at,
                        Math.min(bytes.length, at + UnitSums.UNIT))));
            }
            writer.finish();
            writer.closeTrack();
        }
    }

    /** Records parity of all on the disc that no parity track protects yet. */
    public static ParityContent parity(Medium medium, int parityColumns, int rows) throws IOException {
        MediumState state = medium.inspect();
        List<ParityMember> members = new ArrayList<>();
        List<MemberSource> sources = new ArrayList<>();
        DiscIdentity disc = null;
        for (TrackExtent track : state.tracks()) {
            AnyLabel label = medium.readLabel(track).any().orElseThrow();
            Content content = label.content();
            disc = label.disc();
            if (content.id().kind().equals(TrackContent.PARITY)) {
                members.clear();
                sources.clear();
                continue;
            }
            byte[] bytes;
            try (TrackReader reader = medium.read(track)) {
                bytes = reader.read(0, (int) content.size());
            }
            UnitSums.Sink sums = new UnitSums.Sink(bytes.length);
            sums.update(ByteBuffer.wrap(bytes));
            members.add(new ParityMember(content.id().kind(), content.name(), bytes.length, content.sum(),
                    disc.number(), disc.disc(), track.number(), track.lba()));
            sources.add(new MemberSource(sums.finish(), List.of(new MemoryStorage(bytes))));
        }
        ParityLayout layout = ParityLayout.ofOne(members, parityColumns, rows);
        ParityContent parity = ParityContent.of(new UUID(7, state.appendPoint().number()), layout,
                ParityShare.all(layout));
        MemoryStorage staging = new MemoryStorage((int) parity.size());
        String digest = new ParityMaking(World.unattended(new SilentTerminal()), 1).make(parity, sources, staging,
                "parity");
        burn(medium, new ContentLabel(disc, state.appendPoint().number(), state.appendPoint().start(),
                new TrackContent(TrackContent.PARITY, "parity", parity.size(), digest, new FlatJson()), 1,
                Instant.EPOCH, disc.number()), staging.read(0, (int) parity.size()));
        return parity;
    }
}
