package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.arenavault.backup.kit.Kit;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.Closing;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.media.ContentName;
import org.arenavault.media.FlatJson;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackNumbers;
import org.arenavault.parity.MemberSource;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityMaking;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityPlan;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.TrackRecord;

/**
 * What is recorded behind all else on a disc, once it is full or somebody asks for it: its kit, then parity of what no
 * parity on it protects yet (protection 3.2 and 6). What a disc has is not made again.
 */
final class Completion {

    private static final int BLOCKS_OF_UNIT = UnitSums.UNIT / MediumDescription.BLOCK;

    private final LockedSet set;
    private final MediumDescription medium;
    private final World world;
    private final Tally tally;
    private final StagedContents staging;
    private final Map<ContentName, ContentToRecord> sources;

    /**
     * The completion of discs of a set.
     *
     * @param tally takes what is said of them
     * @param sources where contents can be read besides the discs
     */
    Completion(LockedSet set, MediumDescription medium, World world, Tally tally, StagedContents staging,
            Map<ContentName, ContentToRecord> sources) {
        this.set = set;
        this.medium = medium;
        this.world = world;
        this.tally = tally;
        this.staging = staging;
        this.sources = sources;
    }

    /**
     * The kit that a disc is to get; empty if none is wanted, or the one that it has tells of all on it, or none has
     * room, which is said.
     */
    Optional<StagedContent> kit(DiscSession session) throws IOException {
        DiscRecord disc = session.disc();
        if (!set.config().kitChoice().onFullDiscs() || !session.labelsTracks() || tellsOfAll(disc)) {
            return Optional.empty();
        }
        Kit kit = new Kit(set.set(), set.state(), disc.identity(), world.clock().now(), world.program());
        long size = kit.size();
        boolean large = Kit.isTooLarge(size, session.state().capacity());
        if (large || session.blocksFor(size) > session.state().appendPoint().free() || isOutOfTracks(disc)) {
            say(disc, "gets no kit: it takes %s, and %s".formatted(Bytes.text(size),
                    large ? "that is more than 2% of the disc" : "there is no room for it"));
            return Optional.empty();
        }
        List<Kit.Missing> missing = new ArrayList<>();
        StagedContent staged = staging.make(0, file -> {
            Kit.Made made = kit.write(file);
            missing.addAll(made.missing());
            return new TrackContent(TrackContent.KIT, made.name(), made.size(), made.digest(), new FlatJson());
        });
        if (!missing.isEmpty()) {
            say(disc, "gets a kit without " + missing.stream().map(Kit.Missing::text)
                    .collect(Collectors.joining(", ")));
        }
        return Optional.of(staged);
    }

    private void say(DiscRecord disc, String what) {
        tally.note("%s %s".formatted(disc.identity().label(), what));
    }

    /** Whether the disc has a kit, and nothing but parity was recorded behind it. */
    static boolean tellsOfAll(DiscRecord disc) {
        String last = disc.holding().map(track -> track.content().id().kind())
                .filter(kind -> !kind.equals(TrackContent.PARITY)).reduce((one, other) -> other).orElse("");
        return last.equals(TrackContent.KIT);
    }

    private boolean isOutOfTracks(DiscRecord disc) {
        return DiscSpace.Used.of(disc, Optional.empty()).tracks() >= medium.trackLimit();
    }

    /**
     * The parity that a disc is to get; empty if none is wanted, or all on it is protected, or none has room, which is
     * said.
     *
     * @param full whether it may take all that is left of the disc; else its share
     * @throws org.arenavault.io.CorruptException if a part of what is to be protected is nowhere to be read
     */
    Optional<StagedContent> parity(DiscSession session, boolean full) throws IOException {
        if (!set.config().parityChoice().onFullDiscs()
                || medium.recording() != MediumDescription.Recording.SEQUENTIAL) {
            return Optional.empty();
        }
        List<TrackRecord> tracks = new ArrayList<>();
        List<UnitSums> sums = new ArrayList<>();
        for (TrackRecord track : CoveredTracks.unprotected(session.disc())) {
            Optional<UnitSums> known = session.sums(track);
            if (known.isPresent()) {
                tracks.add(track);
                sums.add(known.get());
            }
        }
        if (tracks.isEmpty()) {
            return Optional.empty();
        }
        DiscRecord disc = session.disc();
        List<ParityMember> members = tracks.stream().map(track -> member(disc, track)).toList();
        long free = isOutOfTracks(disc) ? 0 : session.state().appendPoint().free() / BLOCKS_OF_UNIT - 1;
        UUID group = world.uuids().get();
        long share = share(members);
        ParityPlan plan = ParityPlan.of(group, members, full ? free : Math.min(free, share));
        say(disc, "gets " + plan.text());
        if (plan.content().isEmpty()) {
            if (!full && share < free) {
                say(disc, "is not full, so that parity takes %s of what it protects at most; more: %s".formatted(
                        set.config().parityChoice().share(),
                        "'arenavault set config %s parity.share=PERCENT'".formatted(set.state().name())));
            }
            return Optional.empty();
        }
        return Optional.of(make(session, plan.content().get(), tracks, sums));
    }

    private long share(List<ParityMember> members) {
        long units = members.stream().mapToLong(ParityMember::units).sum();
        return (long) Math.floor(units * set.config().parityChoice().shareOfMembers());
    }

    private static ParityMember member(DiscRecord disc, TrackRecord track) {
        return new ParityMember(track.content().id().kind(), track.content().name(), track.content().size(),
                track.content().sum(), disc.number(), disc.uuid(), track.number(), track.lba());
    }

    private StagedContent make(DiscSession session, ParityContent content, List<TrackRecord> tracks,
            List<UnitSums> sums) throws IOException {
        List<Storage> onDisc = new ArrayList<>();
        BitSet numbers = new BitSet();
        List<MemberSource> members = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            TrackRecord track = tracks.get(i);
            numbers.set(track.number());
            List<Storage> places = new ArrayList<>();
            ContentToRecord source = sources.get(track.content().id());
            if (source != null) {
                places.add(source.contents());
            }
            Storage there = session.contents(track);
            onDisc.add(there);
            places.add(there);
            members.add(new MemberSource(sums.get(i), places));
        }
        String name = "parity-%03d-%02d".formatted(session.disc().number(), session.state().appendPoint().number());
        FlatJson attributes = new FlatJson().put("group", content.group())
                .put(CoveredTracks.FIELD, TrackNumbers.text(numbers));
        try {
            return staging.make(content.size(), file -> new TrackContent(TrackContent.PARITY, name, content.size(),
                    new ParityMaking(world, Runtime.getRuntime().availableProcessors()).make(content, members, file,
                            "making parity of " + session.disc().identity().label()), attributes));
        } finally {
            Closing.all(onDisc);
        }
    }
}
