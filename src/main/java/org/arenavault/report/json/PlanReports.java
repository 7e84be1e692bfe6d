package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arenavault.report.capacity.Assumptions;
import org.arenavault.report.capacity.MediumNeed;
import org.arenavault.report.capacity.PublishedExample;
import org.arenavault.report.capacity.StoreHistory;

/** Space, and discs, for the years to come. */
public final class PlanReports {

    private PlanReports() {
    }

    /** {@code plan} from assumptions. */
    @JsonTypeName("arenavault.plan.2")
    public record Site(@JsonUnwrapped SiteSizes sizes, Optional<Double> yearsUntilFull, List<Medium> media)
            implements Report {

        /** What they come to. */
        public static Site of(Assumptions site, List<Medium> media) {
            return new Site(SiteSizes.of(site), site.yearsUntilFull(), media);
        }
    }

    /** How large everything gets. */
    record SiteSizes(long dataBytes, long snapshotsBytes, long fossilBytes, long archivesBytes, long ventiBytes,
                     long indexBytes, long bloomBytes, long ventiBytesPerYear) {

        static SiteSizes of(Assumptions site) {
            return new SiteSizes(Math.round(site.data()), Math.round(site.ephemeral()), Math.round(site.fossil()),
                    Math.round(site.archival()), Math.round(site.venti()), Math.round(site.index()), site.bloom(),
                    Math.round(site.ventiPerYear()));
        }
    }

    /** {@code plan --conf}; sizes and media are left out of {@code --watch}. */
    @JsonTypeName("arenavault.plan.store.2")
    public record Store(Path conf, @JsonUnwrapped Contents contents, double freePercent, boolean warning,
                        Optional<Double> daysLeft, List<String> problems, Optional<StoreSizes> sizes,
                        List<Medium> media) implements Report {

        /** What its arenas tell. */
        public static Store of(Path conf, StoreHistory history, boolean warning, List<String> problems,
                Optional<StoreSizes> sizes, List<Medium> media) {
            return new Store(conf, new Contents(history.arenas(), history.sealed(), history.blocks().clumps(),
                    history.blocks().ratio()), history.freePercent(), warning, history.daysLeft(), problems, sizes,
                    media);
        }
    }

    /** What a store holds. */
    record Contents(int arenas, int sealed, long clumps, double ratio) {
    }

    /** How large a store is, and how it grows. */
    public record StoreSizes(long capacityBytes, long usedBytes, long freeBytes, long uncompressedBytes,
                             Optional<Long> meanClumpBytes, long indexBytes, long bloomBytes,
                             @JsonUnwrapped Growth growth) {

        /** Those of a store with this history. */
        public static StoreSizes of(StoreHistory history) {
            return new StoreSizes(history.capacity(), history.used(), history.free(), history.blocks().uncsize(),
                    history.blocks().mean(), history.indexBytes(), history.bloomBytes(),
                    new Growth(Math.round(history.growth().perDay()),
                            Math.round(history.growth().perYear())));
        }
    }

    /** How a store grows. */
    public record Growth(long bytesPerDay, long bytesPerYear) {
    }

    /** What it takes of a kind of disc. */
    public record Medium(String medium, long arenasPerDisc, double discsPerYear, double discs, double hoursPerYear) {

        /** Of each that much. */
        public static List<Medium> of(List<MediumNeed> needs) {
            return needs.stream().map(need -> new Medium(need.medium().name(), need.arenasPerDisc(),
                    need.discsPerYear(), need.discs(), need.hoursPerYear())).toList();
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
