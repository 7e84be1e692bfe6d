package org.arenavault.media;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.Storage;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.DriveOptions.FirstRead;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.optical.OpticalStorage;
import org.arenavault.optical.Spares;

/** An overwritable disc in an optical drive, to carry an arena partition. It is formatted when first written to. */
final class OpticalPartition implements PartitionDevice {

    private final OpticalDrive drive;
    private final Spares spares;
    private final DiscState disc;
    private Optional<OpticalStorage> storage = Optional.empty();

    OpticalPartition(OpticalDrive drive, Spares spares, DiscState disc) {
        this.drive = drive;
        this.spares = spares;
        this.disc = disc;
    }

    @Override
    public String drive() {
        return drive.name();
    }

    @Override
    public MediumKind kind() {
        return MediumKind.of(disc);
    }

    @Override
    public String discId() {
        return disc.discId();
    }

    @Override
    public boolean readOnly() {
        return disc.use().inGeneral() == DiscState.Use.READ_ONLY;
    }

    @Override
    public Storage storage() throws IOException {
        if (storage.isEmpty()) {
            storage = Optional.of(OpticalStorage.open(drive, spares, FirstRead.PLAIN));
        }
        return storage.get();
    }

    @Override
    public Storage openToVerify() throws IOException {
        storage().force();
        return OpticalStorage.open(drive, spares, drive.options().firstRead());
    }

    @Override
    public void eject() throws IOException {
        try (drive) {
            closeStorage();
            drive.eject();
        }
    }

    private void closeStorage() throws IOException {
        if (storage.isPresent()) {
            storage.get().close();
        }
    }

    @Override
    public void close() throws IOException {
        try (drive) {
            closeStorage();
        }
    }
}
