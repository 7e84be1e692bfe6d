package org.arenavault.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.arenavault.backup.kit.Kit;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.ProgramFiles;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.media.FlatJson;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackContent;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.venti.SampleVenti;

/** A site with a set 'home' of one venti, and one disc with an arena and a kit on it. */
final class KitDisc {

    private static final int CAPACITY = 12_000_000;

    private final Site site;
    private final String device;

    private KitDisc(Site site, String device) {
        this.site = site;
        this.device = device;
    }

    /** Records an arena and, behind it, a kit. */
    static KitDisc record(Path folder, String medium, ProgramFiles program) throws IOException {
        KitDisc disc = withoutKit(folder, medium);
        disc.append(program);
        return disc;
    }

    /** Records an arena alone. */
    static KitDisc withoutKit(Path folder, String medium) throws IOException {
        Site site = new Site(folder);
        Path conf = SampleVenti.create(folder.resolve("venti"), 1, 8192, 5, 1);
        String device = site.recorder("rec", medium, 1, CAPACITY);
        site.done("init", "home", "--conf", conf.toString(), "--medium", medium, "--device", device);
        site.done("backup", "home");
        return new KitDisc(site, device);
    }

    /** Appends another kit. */
    Kit.Made append(ProgramFiles program) throws IOException {
        BackupSet set = new Vault(site.path("vault"), Disks.REAL, new InstantClock()).open(new SetName("home"));
        Kit kit = new Kit(set, set.read(), set.read().existing(1).identity(), Instant.EPOCH, program);
        MemoryStorage file = new MemoryStorage((int) kit.size());
        Kit.Made made = kit.write(file);
        append(file.read(0, (int) made.size()),
                new TrackContent(TrackContent.KIT, made.name(), made.size(), made.digest(), new FlatJson()));
        return made;
    }

    void append(byte[] bytes, TrackContent content) {
        try (DiscSource discs = new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity())
                .discs(DeviceName.parse(device), DriveUse.DEFAULT, World.unattended(new SilentTerminal()));
                Medium medium = discs.first(new DiscRequest.Any("to add to")).orElseThrow()) {
            ForeignTracksTest.append(medium, bytes, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Site site() {
        return site;
    }

    String device() {
        return device;
    }

    /** The image of the disc, as dd would read it. */
    Path image() {
        return site.path("rec/001.disc/data");
    }
}
