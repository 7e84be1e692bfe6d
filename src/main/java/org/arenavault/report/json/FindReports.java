package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.report.finding.BlockSearch;
import org.arenavault.report.finding.FoundCopy;
import org.arenavault.report.finding.FoundFile;
import org.arenavault.report.finding.FoundThing;
import org.arenavault.report.finding.NotLooked;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.RootScore;
import org.arenavault.sets.ScoreCheck;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.FirstBlocks;
import org.arenavault.venti.vac.VacFile;

/** Where things are. */
public final class FindReports {

    private FindReports() {
    }

    /** {@code find} of arenas and scores; of a score only its first digits are told. */
    @JsonTypeName("arenavault.find.1")
    public record Found(String lookedFor, boolean found, List<Thing> arenas, Optional<Block> score,
                        List<Unseen> notLookedInto) implements Report {
    }

    /** An arena or an increment, and its copies. */
    public record Thing(String kind, String name, long bytes, String digest, UUID store, List<Copy> copies) {

        /** What was found. */
        public static List<Thing> of(List<FoundThing> things) {
            return things.stream().map(thing -> new Thing(thing.content().id().kind(), thing.content().name(),
                    thing.content().size(), thing.content().sum(), thing.store(),
                    thing.copies().stream().map(Copy::of).toList())).toList();
        }
    }

    /** A track that has it; it counts if its disc is there and the track holds what it carries. */
    record Copy(@JsonUnwrapped Where where, TrackState state, boolean counts, Optional<Instant> checked) {

        static Copy of(FoundCopy copy) {
            return new Copy(Where.of(copy), copy.track().state(), copy.counts(),
                    Optional.of(copy.track().checkedAt()).filter(time -> !time.equals(Instant.EPOCH)));
        }
    }

    /** A track of a disc of a set, and where the disc lies. */
    record Where(String set, String disc, int number, int track, Optional<DiscMark> mark, String place) {

        static Where of(FoundCopy copy) {
            return new Where(copy.set().text(), copy.disc().identity().label(), copy.disc().number(),
                    copy.track().number(), DiscReports.markOf(copy.disc()), copy.disc().place());
        }
    }

    /** A block: whether it is a root on record, and the tracks that have it. */
    public record Block(String score, Optional<Root> recorded, List<String> inLedgersOf, List<Place> tracks) {

        /** What was found of it. */
        public static Block of(Score score, Optional<RootScore> root, Optional<ScoreCheck> whole, BlockSearch seen) {
            return new Block(score.hint(), root.map(known -> Root.of(known, whole)), seen.inLedgers(),
                    seen.found().stream().map(Place::of).toList());
        }
    }

    /** A root on record, and when its tree was last found whole. */
    record Root(Instant recorded, RootScore.Feed feed, String source, String venti, Optional<Instant> lastWhole) {

        static Root of(RootScore root, Optional<ScoreCheck> whole) {
            return new Root(root.recorded(), root.feed(), root.source(), root.venti(), whole.map(ScoreCheck::time));
        }
    }

    /** A track that has a block, and what that was stored as. */
    record Place(String type, String content, @JsonUnwrapped Copy copy) {

        static Place of(BlockSearch.FoundBlock block) {
            return new Place(block.type().toString(), block.copy().track().content().name(), Copy.of(block.copy()));
        }
    }

    /** What could not be looked into, and how somebody can have it looked into. */
    public record Unseen(String what, String reason, NotLooked.Kind kind, String next) {

        /** All of it. */
        public static List<Unseen> of(List<NotLooked> all) {
            return all.stream().map(one -> new Unseen(one.what(), one.why(), one.kind(), one.next().command()))
                    .toList();
        }
    }

    /** {@code find} of files; {@link Files} writes it. Of a root only its first digits are told. */
    @JsonTypeName(FileListing.SCHEMA)
    record FileListing(String lookedFor, List<File> files, long rootsLookedInto, List<Unseen> notLookedInto)
            implements Report {

        static final String SCHEMA = "arenavault.find.files.1";
    }

    /** A file or directory, and the discs that have its first blocks. */
    record File(@JsonUnwrapped BelowRoot below, String mode, long bytes, Instant modified,
                Optional<OnDiscs> blocks) {

        static File of(FoundFile found) {
            VacFile file = found.file();
            return new File(new BelowRoot(found.root().score().hint(), found.root().recorded(), found.path()),
                    file.record().mode().toString(), file.size(),
                    Instant.ofEpochSecond(file.record().times().mtime()),
                    found.blocks().map(blocks -> OnDiscs.of(blocks, found.sets())));
        }
    }

    /** A root, and a path below it. */
    record BelowRoot(String root, Instant recorded, String path) {
    }

    /** Where blocks of a file are; those that were asked for may be the first of more. */
    record OnDiscs(int asked, boolean all, List<InSet> sets) {

        static OnDiscs of(FirstBlocks blocks, List<FoundFile.InSet> sets) {
            return new OnDiscs(blocks.scores().size(), blocks.all(), sets.stream().map(InSet::of).toList());
        }
    }

    /** The discs of a set that have blocks of a file. */
    record InSet(String set, List<Shelf> discs, int lacking) {

        static InSet of(FoundFile.InSet found) {
            return new InSet(found.set().text(), found.discs().stream().map(Shelf::of).toList(), found.lacking());
        }
    }

    /** A disc, and where it lies. */
    record Shelf(String disc, int number, Optional<DiscMark> mark, String place) {

        static Shelf of(DiscRecord disc) {
            return new Shelf(disc.identity().label(), disc.number(), DiscReports.markOf(disc), disc.place());
        }
    }

    /** Writes a list of files one by one: there may be more of them than memory. */
    public static final class Files implements Closeable {

        private final JsonGenerator json;

        /** Begins it. */
        public Files(Writer writer, String lookedFor) throws IOException {
            json = ReportJson.generator(writer);
            json.writeStartObject();
            json.writeStringField("schema", FileListing.SCHEMA);
            json.writeStringField("looked_for", lookedFor);
            json.writeArrayFieldStart("files");
        }

        /** One more file. */
        public void add(FoundFile file) throws IOException {
            json.writePOJO(File.of(file));
        }

        /** Ends it. */
        public void end(long roots, List<NotLooked> notLooked) throws IOException {
            json.writeEndArray();
            json.writeNumberField("roots_looked_into", roots);
            json.writePOJOField("not_looked_into", Unseen.of(notLooked));
            json.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }
}
