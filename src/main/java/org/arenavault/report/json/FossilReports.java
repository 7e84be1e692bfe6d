package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.fossil.BlockUsage;
import org.arenavault.fossil.FossilHeader;
import org.arenavault.fossil.FossilReport;
import org.arenavault.fossil.SuperBlock;

/** A fossil's partition. */
public final class FossilReports {

    private FossilReports() {
    }

    /** {@code fossil info}. Programs of other versions read it on other machines: it stays as it is. */
    @JsonTypeName("arenavault.fossil.info.1")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Info(Path partition, String name, @JsonUnwrapped Layout layout, @JsonUnwrapped Counters counters,
                       String last, boolean waiting, boolean archiving, boolean usable) implements Report {

        /** What it says of itself; {@code last} is the score as far as it is told. */
        public static Info of(Path partition, FossilReport report, String last) {
            FossilHeader header = report.header();
            SuperBlock block = report.block();
            return new Info(partition, block.name(),
                    new Layout(header.blockSize(), header.superAt(), header.label(), header.data(), header.end()),
                    new Counters(block.epochLow(), block.epochHigh(), Long.toUnsignedString(block.qid())), last,
                    block.next() != SuperBlock.NONE, block.current() != SuperBlock.NONE, report.usable());
        }
    }

    /** Where the parts of a partition begin, in blocks. */
    record Layout(int blocksize, @JsonProperty("super") long superAt, long label, long data, long end) {
    }

    /** What a fossil counts on. */
    record Counters(long epochLow, long epochHigh, String nextQid) {
    }

    /** {@code fossil last}. */
    @JsonTypeName("arenavault.fossil.last.1")
    public record Last(String score, boolean inFlight, boolean usable) implements Report {
    }

    /** {@code fossil snap}. */
    @JsonTypeName("arenavault.fossil.snap.1")
    public record Snap(String score) implements Report {
    }

    /** {@code fossil usage}; it counts blocks. */
    @JsonTypeName("arenavault.fossil.usage.2")
    public record Usage(Path partition, int blockBytes, long epochLow, long epochHigh, @JsonUnwrapped Blocks blocks,
                        List<Epoch> epochs) implements Report {

        /** What the labels say. */
        public static Usage of(Path partition, int blockSize, SuperBlock block, BlockUsage usage) {
            return new Usage(partition, blockSize, block.epochLow(), block.epochHigh(), Blocks.of(usage),
                    usage.closedAt().entrySet().stream().map(closed -> new Epoch(closed.getKey(),
                            closed.getValue(), usage.freedBy(closed.getKey()))).toList());
        }
    }

    /** What the blocks are used for. */
    record Blocks(long total, long free, long bad, long active, long activeOnVenti, long inSnapshots, long strange,
                  long unread) {

        static Blocks of(BlockUsage usage) {
            return new Blocks(usage.total(), usage.free(), usage.bad(), usage.active(), usage.onVenti(),
                    usage.inSnapshots(), usage.strange(), usage.unread());
        }
    }

    record Epoch(long epoch, long closed, long freed) {
    }
}
