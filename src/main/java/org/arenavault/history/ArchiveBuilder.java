package org.arenavault.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.DirectoryReader;
import org.arenavault.venti.vac.DirectoryRecord;
import org.arenavault.venti.vac.DirectoryWriter;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.QidSpace;
import org.arenavault.venti.vac.RootWriter;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacFile;
import org.arenavault.venti.vac.VacName;

/**
 * The archive around the days, as fossil would have made it: {@code /active}, {@code /archive/YYYY/MMDD[.n]},
 * {@code /snapshot} and the root above them (history 5).
 */
final class ArchiveBuilder {

    private static final long ROOT_QID = 1;
    private static final long ACTIVE_QID = 2;
    private static final long ARCHIVE_QID = 3;
    private static final long SNAPSHOT_QID = 4;
    private static final long FIRST_QID = 5;
    private static final long DIRECTORY = Mode.Bit.DIRECTORY.mask() | 0555;
    private static final VacName ADM = VacName.of("adm");

    private final HistoryTarget target;
    private final ZoneId zone;
    private final StopSignal stop;

    ArchiveBuilder(HistoryTarget target, ZoneId zone, StopSignal stop) {
        this.target = target;
        this.zone = zone;
        this.stop = stop;
    }

    /** A directory that was written before or now. */
    private record Made(DirectoryRecord record, DirectoryWriter.Streams streams) {

        static Made of(VacFile file) {
            return new Made(file.record(), new DirectoryWriter.Streams(file.entry(), file.meta()));
        }
    }

    /**
     * What an archive says of the day that comes next.
     *
     * @param yesterday its {@code /active}; empty if there is no archive yet
     * @param nextQid the first qid path not in use
     */
    record Before(Optional<StoredFile> yesterday, long nextQid) {
    }

    Before before(Score prev, Path scratch) throws IOException {
        if (prev.isEmptyBlock()) {
            return new Before(Optional.empty(), 0);
        }
        VacArchive archive = VacArchive.open(target, prev, stop);
        return new Before(Optional.of(new StoredFile(archive, archive.find("active"), "/active", scratch)),
                archive.top().record().qidSpace().max());
    }

    /**
     * Writes the root of an archive that has one day more.
     *
     * @param prev the root before; {@link Score#ZERO} for none
     * @param day the new one, behind all others
     * @param tree of the day
     * @param active what the source says of the uppermost directory of the day, with the version it gets
     * @param nextQid the first qid path not in use
     */
    Score add(Score prev, Day day, DirectoryWriter.Streams tree, HistoryFile.Attributes active, long version,
            long nextQid) throws IOException {
        List<Made> years = new ArrayList<>();
        List<Made> daysOfYear = new ArrayList<>();
        long days = 1;
        Optional<VacFile> sameYear = Optional.empty();
        if (!prev.isEmptyBlock()) {
            VacArchive archive = VacArchive.open(target, prev, stop);
            VacFile old = archive.find("archive");
            days += old.record().times().mcount();
            for (VacFile year : list(archive, old, "/archive")) {
                if (year.name().equals(VacName.of(day.year()))) {
                    sameYear = Optional.of(year);
                    list(archive, year, "/archive/" + day.year()).forEach(other -> daysOfYear.add(Made.of(other)));
                } else {
                    years.add(Made.of(year));
                }
            }
        }
        // years and days are numbered in the order in which they came to be
        long fresh = FIRST_QID + days - 1 + years.size() + (sameYear.isPresent() ? 1 : 0);
        long yearQid = sameYear.isPresent() ? sameYear.get().record().qid() : fresh;
        long qid = sameYear.isPresent() ? fresh : fresh + 1;
        long time = day.midnight(zone);
        daysOfYear.add(new Made(made(day.name(), qid, 0, time, DIRECTORY | Mode.Bit.SNAPSHOT.mask()), tree));
        years.add(new Made(made(day.year(), yearQid, daysOfYear.size(), time, DIRECTORY), write(daysOfYear)));
        List<Made> top = List.of(
                new Made(made("active", ACTIVE_QID, version, active.mtime(), DIRECTORY), tree),
                new Made(made("archive", ARCHIVE_QID, days, time, DIRECTORY), write(years)),
                new Made(made("snapshot", SNAPSHOT_QID, 0, 0, DIRECTORY), write(List.of())));
        DirectoryRecord root = TreeCopy.record(attributes("root", time, DIRECTORY), new Qid(ROOT_QID, 0))
                .withQidSpace(new QidSpace(0, nextQid));
        return RootWriter.write(target, root, write(top), prev);
    }

    private List<VacFile> list(VacArchive archive, VacFile directory, String path) throws IOException {
        List<VacFile> files = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        DirectoryReader reader = archive.list(directory, path, problems::add);
        for (Optional<VacFile> file = reader.next(); file.isPresent(); file = reader.next()) {
            files.add(file.get());
        }
        if (!problems.isEmpty()) {
            throw new CorruptException(problems.get(0));
        }
        return files;
    }

    private DirectoryWriter.Streams write(List<Made> directories) throws IOException {
        DirectoryWriter writer = new DirectoryWriter(target, "");
        List<Made> sorted = new ArrayList<>(directories);
        sorted.sort((a, b) -> a.record().elem().compareTo(b.record().elem()));
        for (Made directory : sorted) {
            writer.addDirectory(directory.record(), directory.streams());
        }
        return writer.finish();
    }

    private static DirectoryRecord made(String name, long qid, long version, long mtime, long mode) {
        return TreeCopy.record(attributes(name, mtime, mode), new Qid(qid, version));
    }

    private static HistoryFile.Attributes attributes(String name, long mtime, long mode) {
        return new HistoryFile.Attributes(VacName.of(name), ADM, ADM, ADM, mtime, new Mode(mode));
    }
}
