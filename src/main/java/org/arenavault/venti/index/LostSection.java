package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.Partition;

/**
 * What stands for an index section that cannot be opened: the map, of which the others carry copies, tells its buckets.
 *
 * @param name of the partition
 * @param fault why it cannot be opened, one line
 */
record LostSection(String name, String fault) implements Storage {

    /** What may fail. */
    @FunctionalInterface
    interface Attempt {

        /** Does it. */
        void run() throws IOException;
    }

    /**
     * What ails it, in one line; empty if nothing does.
     *
     * @throws PeerException if its server is gone: that says nothing of it; what the server refuses ails it alone
     */
    static Optional<String> fault(Attempt attempt) throws IOException {
        try {
            attempt.run();
            return Optional.empty();
        } catch (CancelledException e) {
            throw e;
        } catch (PeerException e) {
            if (e.fault() != PeerException.Fault.REFUSED) {
                throw e;
            }
            return Optional.of(e.getMessage());
        } catch (VaultException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** All sections of an index, in their order: those that were opened, and these in the places of the others. */
    static List<Section> fill(List<Partition> partitions, List<Section> opened, List<Optional<String>> faults,
            IndexMap map) {
        Iterator<Section> next = opened.iterator();
        List<Section> all = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            Optional<String> fault = faults.get(i);
            all.add(fault.isEmpty() ? next.next()
                    : new Section(new LostSection(partitions.get(i).text(), fault.get()),
                            header(map, i, opened.get(0).header()), fault.get()));
        }
        return all;
    }

    /** The same; a section that contradicts the map gets the header that the map tells. */
    static List<Section> byTheMap(List<Section> sections, IndexMap map) {
        IndexSection model = sections.stream().filter(section -> !section.isLost()).findFirst().orElse(sections.get(0))
                .header();
        List<Section> all = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            all.add(section.isLost() ? new Section(section.storage(), header(map, i, model), section.fault())
                    : section);
        }
        return all;
    }

    private static IndexSection header(IndexMap map, int number, IndexSection model) {
        ArenaMap.Range range = map.sections().ranges().get(number);
        return new IndexSection(model.version(), range.name(), map.name(), map.blockSize(), model.blockBase(),
                range.length(), new IndexSection.Part(range.start(), range.stop()), model.bucketMagic());
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        throw new MediumFaultException(fault);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        throw new MediumFaultException(fault);
    }

    @Override
    public void force() {
        // nothing was written
    }

    @Override
    public void close() {
        // nothing is open
    }
}
