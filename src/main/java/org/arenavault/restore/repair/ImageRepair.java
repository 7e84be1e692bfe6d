package org.arenavault.restore.repair;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Closing;
import org.arenavault.io.NewFiles;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.parity.MemberReading;
import org.arenavault.parity.ParityGroup;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityOutlook;
import org.arenavault.parity.ParityRepair;
import org.arenavault.parity.ParitySearch;
import org.arenavault.parity.ParityTrack;
import org.arenavault.parity.RepairReport;
import org.arenavault.parity.RepairTarget;
import org.arenavault.restore.repair.RepairedMember.Result;

/**
 * Makes arenas whole that are damaged in images of tracks or discs. What was read wrong, or was not read and left as
 * zeros, is told by the sums that the parity track carries.
 */
public final class ImageRepair implements Closeable {

    /** Ranges that are named of a member that stays incomplete. */
    private static final int MOST_RANGES = 100;

    private final World world;
    private final List<Storage> opened = new ArrayList<>();
    private final ParityGroup group;
    private final List<MemberCopies> copies = new ArrayList<>();
    private final List<List<Path>> images = new ArrayList<>();
    /** Units that no sum proves. */
    private final List<BitSet> unproved = new ArrayList<>();

    /**
     * Opens the parity.
     *
     * @param parities images of the tracks that carry it, or of discs with one
     * @throws org.arenavault.io.UnusableBytesException if one of them cannot be used
     * @throws org.arenavault.io.RefusedException if they are of several groups
     */
    public ImageRepair(List<Path> parities, World world) throws IOException {
        this.world = world;
        try {
            List<ParityTrack> tracks = new ArrayList<>();
            for (Path parity : parities) {
                tracks.addAll(ParitySearch.all(open(parity), world));
            }
            group = new ParityGroup(tracks);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
        for (ParityMember member : group.layout().members()) {
            copies.add(new MemberCopies(member.name(), member.size()));
            images.add(new ArrayList<>());
            unproved.add(new BitSet());
        }
    }

    private Storage open(Path path) throws IOException {
        Storage storage = new ReadImage(world.disks().openToRead(path), world.terminal());
        opened.add(storage);
        return storage;
    }

    /** What the parity protects. */
    public List<ParityMember> members() {
        return group.layout().members();
    }

    /**
     * Looks at an image, and compares what it holds with its sums.
     *
     * @return the names of what it holds; none if nothing of it is protected by this parity
     */
    public List<String> look(Path path) throws IOException {
        List<String> names = new ArrayList<>();
        for (Map.Entry<Integer, Storage> found
                : new ImageMembers(group, world.stop()).in(open(path)).entrySet()) {
            int number = found.getKey();
            ParityGroup.Scan scan = group.scan(number, found.getValue(), new BitSet(), world);
            copies.get(number).add(found.getValue(), scan.lost());
            images.get(number).add(path);
            unproved.get(number).or(scan.unproved());
            names.add(members().get(number).name());
        }
        return names;
    }

    /**
     * Repairs what was found damaged, and what no image was given of where the others suffice.
     *
     * @param folder gets a file of each; it is made if it is missing
     * @throws IOException if a file exists already or cannot be written, or the operator asked to stop
     */
    public List<RepairedMember> repair(Path folder) throws IOException {
        List<MemberReading> readings = new ArrayList<>();
        BitSet broken = new BitSet();
        for (int number = 0; number < members().size(); number++) {
            readings.add(reading(number));
            broken.set(number, !readings.get(number).lost().isEmpty()
                    || !MemberDigest.isIn(members().get(number), copies.get(number), world));
        }
        ParityOutlook outlook = group.outlook(readings);
        BitSet wanted = new BitSet();
        broken.stream().filter(number -> !images.get(number).isEmpty() || outlook.isRepairable(number))
                .forEach(wanted::set);
        try (RepairFiles files = new RepairFiles(folder)) {
            wanted.andNot(files.there(wanted));
            files.create(wanted, readings);
            Map<Integer, RepairReport.Member> done = run(readings, wanted, files);
            again(readings, done, files);
            return files.finish(done, outlook, broken);
        }
    }

    private MemberReading reading(int number) {
        return images.get(number).isEmpty() ? MemberReading.absent(members().get(number))
                : MemberReading.damaged(copies.get(number), copies.get(number).lost());
    }

    private Map<Integer, RepairReport.Member> run(List<MemberReading> readings, BitSet wanted, RepairFiles files)
            throws IOException {
        Map<Integer, RepairReport.Member> done = new HashMap<>();
        ParityRepair.repair(group, readings, wanted, files, "repairing", world).members()
                .forEach(member -> done.put(member.member(), member));
        return done;
    }

    /** Where the digest finds more wrong than the sums do, what no sum proves is not believed the second time. */
    private void again(List<MemberReading> readings, Map<Integer, RepairReport.Member> done, RepairFiles files)
            throws IOException {
        BitSet wrong = new BitSet();
        for (RepairReport.Member member : done.values()) {
            int number = member.member();
            if (member.missing().isEmpty() && member.result() != RepairReport.Result.REPAIRED
                    && !unproved.get(number).isEmpty()) {
                BitSet lost = (BitSet) readings.get(number).lost().clone();
                lost.or(unproved.get(number));
                readings.set(number, MemberReading.damaged(copies.get(number), lost));
                wrong.set(number);
            }
        }
        run(readings, wrong, files).forEach((number, member) -> {
            if (member.result() == RepairReport.Result.REPAIRED) {
                done.put(number, member);
            }
        });
    }

    @Override
    public void close() throws IOException {
        Closing.all(opened);
    }

    /** The files of the members that are repaired. */
    private final class RepairFiles implements RepairTarget, Closeable {

        private final Path folder;
        private final List<Path> names;
        private final Map<Integer, RepairFile> files = new HashMap<>();
        private final BitSet there = new BitSet();

        RepairFiles(Path folder) {
            this.folder = folder;
            this.names = names();
        }

        /** Those that an earlier run has made. */
        BitSet there(BitSet wanted) throws IOException {
            for (int number = wanted.nextSetBit(0); number >= 0; number = wanted.nextSetBit(number + 1)) {
                there.set(number, RepairFile.isThere(members().get(number), names.get(number), world));
            }
            return there;
        }

        void create(BitSet wanted, List<MemberReading> readings) throws IOException {
            if (!wanted.isEmpty()) {
                NewFiles.folders(folder);
            }
            for (int number = wanted.nextSetBit(0); number >= 0; number = wanted.nextSetBit(number + 1)) {
                RepairFile file = RepairFile.create(members().get(number), names.get(number), world);
                files.put(number, file);
                if (readings.get(number).storage().isPresent()) {
                    file.copy(readings.get(number).storage().get(), readings.get(number).lost(), world);
                }
            }
        }

        private RepairFile file(int member) {
            return Objects.requireNonNull(files.get(member), "it was created");
        }

        /** Names come from a disc: only plain letters reach the file system, and no name serves twice. */
        private List<Path> names() {
            List<Path> names = new ArrayList<>();
            Set<String> used = new HashSet<>();
            for (int number = 0; number < members().size(); number++) {
                String plain = members().get(number).name().replaceAll("[^A-Za-z0-9._@-]", "_")
                        .replaceFirst("^[.-]", "_");
                String name = used.add(plain) ? plain : "%s-%d".formatted(plain, number + 1);
                used.add(name);
                names.add(folder.resolve(name + ".image"));
            }
            return names;
        }

        @Override
        public void write(int member, long position, ByteBuffer bytes) throws IOException {
            file(member).write(position, bytes);
        }

        @Override
        public boolean isWhole(int member) throws IOException {
            return file(member).isWhole(world);
        }

        List<RepairedMember> finish(Map<Integer, RepairReport.Member> done, ParityOutlook outlook, BitSet broken)
                throws IOException {
            List<RepairedMember> result = new ArrayList<>();
            for (int number = 0; number < members().size(); number++) {
                RepairReport.Member member = done.get(number);
                if (there.get(number)) {
                    result.add(new RepairedMember(members().get(number), images.get(number), Result.THERE,
                            outlook.lost().get(number).cardinality(), 0, List.of(), Optional.of(names.get(number))));
                } else if (member == null) {
                    result.add(new RepairedMember(members().get(number), images.get(number),
                            broken.get(number) ? Result.ABSENT : Result.WHOLE,
                            outlook.lost().get(number).cardinality(), 0, List.of(), Optional.empty()));
                } else {
                    result.add(finish(member, outlook.lost().get(number).cardinality()));
                }
            }
            return result;
        }

        private RepairedMember finish(RepairReport.Member done, long damaged) throws IOException {
            ParityMember member = members().get(done.member());
            Result result = switch (done.result()) {
                case REPAIRED -> Result.REPAIRED;
                case INCOMPLETE -> Result.INCOMPLETE;
                case UNTOUCHED, WRONG -> Result.WRONG;
            };
            Path output = file(done.member()).finish(result == Result.REPAIRED);
            return new RepairedMember(member, images.get(done.member()), result, damaged,
                    Math.max(0, damaged - done.missing().cardinality()),
                    done.ranges(MOST_RANGES, member.size()), Optional.of(output));
        }

        @Override
        public void close() throws IOException {
            Closing.all(List.copyOf(files.values()));
        }
    }
}
