package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.arenavault.disk.DiskPart;

/** Disks of Plan 9 machines. */
public final class DisksReports {

    private DisksReports() {
    }

    /** {@code disks list}. */
    @JsonTypeName("arenavault.disks.list.1")
    public record Listing(List<Disk> disks) implements Report {
    }

    /** A disk, or why its partitions are not known. */
    public record Disk(String disk, long bytes, List<Part> partitions, String problem, List<String> notes) {
    }

    /** What a partition holds. */
    public enum Holds {
        /** Partitions of its own. */
        PARTITIONS,
        /** Venti arenas. */
        ARENAS,
        /** A part of a venti's index. */
        INDEX_SECTION,
        /** A venti's Bloom filter. */
        BLOOM,
        /** A fossil. */
        FOSSIL,
        /** A FAT file system. */
        FAT,
        /** What a Plan 9 machine keeps secret. */
        NVRAM,
        /** Nothing, as far as its beginning tells. */
        ZEROS,
        /** Something else. */
        UNKNOWN
    }

    /** A partition. */
    public record Part(@JsonUnwrapped Place place, Holds holds, String text, List<String> details, String problem) {
    }

    /**
     * Where a partition lies.
     *
     * @param name what a command is to say behind {@code DISK:}
     * @param inside the partition whose prep table tells of it; empty if none does, or the disk's own
     */
    public record Place(String name, String inside, DiskPart.Table table, long offset, long bytes) {
    }
}
