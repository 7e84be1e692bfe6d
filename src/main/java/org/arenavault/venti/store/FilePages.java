package org.arenavault.venti.store;

import java.io.IOException;
import org.arenavault.io.Disks;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.IndexPage;
import org.arenavault.venti.net.StatusPages;
import org.arenavault.venti.net.StoragePage;

/**
 * The status pages of files that are only read: what their tails say at the moment of asking. Arenas with a damaged
 * tail are left out.
 */
public final class FilePages implements StatusPages {

    private final VentiConf conf;
    private final Disks disks;

    /** Pages of the files that a configuration names. */
    public FilePages(VentiConf conf, Disks disks) {
        this.conf = conf;
        this.disks = disks;
    }

    @Override
    public IndexPage index() throws IOException {
        try (StoreFiles files = StoreFiles.openToRead(conf, disks)) {
            return files.indexPage();
        }
    }

    @Override
    public StoragePage storage() throws IOException {
        try (StoreFiles files = StoreFiles.openToRead(conf, disks)) {
            return files.storagePage();
        }
    }
}
