package org.arenavault.venti.index;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.venti.format.ArenaFormat;

/**
 * What an index will look like, and the steps that mark on disk how far its build has come.
 *
 * @param layout the index to be
 * @param files what the sections hold now
 * @param bloom the filter to be, if there is one
 * @param notes what the operator should know about the plan
 */
record IndexPlan(IndexLayout layout, List<SectionFile> files, Optional<BloomFile> bloom, List<String> notes)
        implements Closeable {

    /** True if a complete index is to be replaced, which still serves. */
    boolean replacesCompleteIndex() {
        return files.stream().anyMatch(SectionFile::isFinished);
    }

    /** Marks all sections and the filter as under construction, section 0 first; durable when it returns. */
    void begin() throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Section section = layout.sections().get(i);
            byte[] table = layout.map().encodeUnfinished(section.header().tableSize(), section.where());
            if (!files.get(i).header().equals(Optional.of(section.header()))) {
                // first, and forced: by its header the next build recognises a section that was blank
                section.storage().write(ArenaFormat.BLANK, section.header().encode());
                section.storage().force();
            }
            section.storage().write(section.header().tableBase(), table);
            section.storage().force();
        }
        if (bloom.isPresent()) {
            bloom.get().begin();
        }
    }

    /** Forces all buckets to disk, and marks all sections as complete, section 0 last. */
    void finish() throws IOException {
        for (Section section : layout.sections()) {
            section.storage().force();
        }
        for (int i = files.size() - 1; i >= 0; i--) {
            Section section = layout.sections().get(i);
            section.storage().write(section.header().tableBase(),
                    layout.map().encode(section.header().tableSize(), section.where()));
            section.storage().force();
        }
    }

    @Override
    public void close() throws IOException {
        try (layout) {
            if (bloom.isPresent()) {
                bloom.get().close();
            }
        }
    }
}
