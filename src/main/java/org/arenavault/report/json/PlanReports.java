package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arenavault.report.capacity.Assumptions;
import org.arenavault.report.capacity.MediumNeed;
import org.arenavault.report.capacity.PublishedExample;

/** Space, and discs, for the years to come. */
public final class PlanReports {

    private PlanReports() {
    }

    /** {@code plan} from assumptions. */
    @JsonTypeName("arenavault.plan.2")
    public record Site(long dataBytes, long snapshotsBytes, long fossilBytes, long archivesBytes, long ventiBytes,
                       long indexBytes, long bloomBytes, long ventiBytesPerYear, Optional<Double> yearsUntilFull,
                       List<Medium> media) implements Report {

        /** What they come to. */
        public static Site of(Assumptions site, long bloom, Optional<Double> years, List<Medium> media) {
            return new Site(Math.round(site.data()), Math.round(site.ephemeral()), Math.round(site.fossil()),
                    Math.round(site.archival()), Math.round(site.venti()), Math.round(site.index()), bloom,
                    Math.round(site.ventiPerYear()), years, media);
        }
    }

    /** {@code plan --conf}; sizes and media are left out of {@code --watch}. */
    @JsonTypeName("arenavault.plan.store.2")
    public record Store(Path conf, int arenas, int sealed, long clumps, double ratio, double freePercent,
                        boolean warning, Optional<Double> daysLeft, List<String> problems, Optional<StoreSizes> sizes,
                        List<Medium> media) implements Report {
    }

    /** How large a store is, and how it grows. */
    public record StoreSizes(long capacityBytes, long usedBytes, long freeBytes, long uncompressedBytes,
                             Optional<Long> meanClumpBytes, long indexBytes, long bloomBytes, long bytesPerDay,
                             long bytesPerYear) {
    }

    /** What it takes of a kind of disc. */
    public record Medium(String medium, long arenasPerDisc, double discsPerYear, double discs, double hoursPerYear) {

        /** That much. */
        public static Medium of(String name, MediumNeed need) {
            return new Medium(name, need.arenasPerDisc(), need.discsPerYear(), need.discs(), need.hoursPerYear());
        }
    }

    /** {@code plan --examples}. */
    @JsonTypeName("arenavault.plan.examples.1")
    public record Examples(List<Example> examples) implements Report {
    }

    /** A site, and what was published of it. */
    public record Example(String title, List<Figure> figures, List<String> notes) {

        /** That of an author. */
        public static Example of(PublishedExample example) {
            return new Example(example.title(), example.figures().stream().map(figure -> new Figure(figure.name(),
                    figure.value(), figure.formula().applyAsDouble(example.published()),
                    figure.formula().applyAsDouble(example.corrected()),
                    figure.agrees(example.published()))).toList(), example.notes());
        }
    }

    record Figure(String name, double published, double formula, double corrected, boolean agrees) {
    }
}
