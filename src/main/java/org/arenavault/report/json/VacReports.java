package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.venti.vac.CheckReport;
import org.arenavault.venti.vac.DirectoryRecord;
import org.arenavault.venti.vac.ExtractReport;
import org.arenavault.venti.vac.Gap;
import org.arenavault.venti.vac.ListingReport;
import org.arenavault.venti.vac.VacFile;
import org.arenavault.venti.vac.WalkReport;

/** Archives. */
public final class VacReports {

    private VacReports() {
    }

    /** {@code vac ls}; {@link Files} writes it. */
    @JsonTypeName(Listing.SCHEMA)
    record Listing(List<File> files, long problemCount) implements Report {

        static final String SCHEMA = "arenavault.vac.ls.2";
    }

    /** A file of an archive. */
    record File(String path, @JsonUnwrapped Access access, long bytes, Instant modified, String qid, long version) {

        static File of(String path, VacFile file) {
            return new File(path, Access.of(file.record()), file.size(),
                    Instant.ofEpochSecond(file.record().times().mtime()), Long.toUnsignedString(file.qid()),
                    file.record().times().mcount());
        }
    }

    /** Whose a file is, and who may do what with it. */
    record Access(String mode, long modeBits, String uid, String gid, String mid) {

        static Access of(DirectoryRecord record) {
            return new Access(record.mode().toString(), record.mode().bits(), record.owners().uid().toString(),
                    record.owners().gid().toString(), record.owners().mid().toString());
        }
    }

    /** Writes a {@link Listing} file by file: an archive may hold more of them than memory. */
    public static final class Files implements Closeable {

        private final JsonGenerator json;

        /** Begins it. */
        public Files(Writer writer) throws IOException {
            json = ReportJson.generator(writer);
            json.writeStartObject();
            json.writeStringField("schema", Listing.SCHEMA);
            json.writeArrayFieldStart("files");
        }

        /** One more file. */
        public void add(String path, VacFile file) throws IOException {
            json.writePOJO(File.of(path, file));
        }

        /** Ends it. */
        public void end(long problems) throws IOException {
            json.writeEndArray();
            json.writeNumberField("problem_count", problems);
            json.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }

    /** {@code vac get}. */
    @JsonTypeName("arenavault.vac.get.1")
    public record Taken(Path target, long files, long directories, long bytes, long listed, long damaged,
                        long problemCount, List<String> problems) implements Report {

        /** What was written there. */
        public static Taken of(Path target, ExtractReport report) {
            return new Taken(target, report.files(), report.directories(), report.bytes(), report.listed(),
                    report.damaged(), report.problemCount(), report.problems());
        }
    }

    /** {@code vac check}. The scores of earlier roots stay out: whoever reads the report could open them. */
    @JsonTypeName("arenavault.vac.check.2")
    public record Check(boolean sound, String level, boolean dataRead, List<Tree> roots, Optional<Listed> listing,
                        List<String> problems) implements Report {

        /** What was found; deep where the blocks of data were read, too. */
        public static Check of(CheckReport report, boolean deep) {
            return new Check(report.sound(), deep ? "full" : "structure", deep,
                    report.trees().stream().map(Tree::of).toList(),
                    report.listings().stream().map(Listed::of).findFirst(), report.problems());
        }
    }

    record Tree(boolean whole, boolean cutShort, long blocks, long bytes, long gapCount, List<Missing> gaps,
                List<String> oddities) {

        static Tree of(WalkReport tree) {
            return new Tree(tree.whole(), tree.cutShort(), tree.totalBlocks(), tree.bytes(), tree.gapCount(),
                    tree.gaps().stream().map(Missing::of).toList(), tree.oddities());
        }
    }

    record Missing(Gap.Reason reason, String score, String type, String where) {

        static Missing of(Gap gap) {
            return new Missing(gap.reason(), gap.score().toString(), gap.type().toString(), gap.where());
        }
    }

    record Listed(long files, long directories, long bytes, List<String> problems) {

        static Listed of(ListingReport listing) {
            return new Listed(listing.files(), listing.directories(), listing.bytes(), listing.problems());
        }
    }
}
