package org.arenavault.restore.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.arenavault.Keeps;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.Site;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.World;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.SampleVenti;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockSourceContractTest;
import org.arenavault.venti.format.BlockType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The blocks on the discs of a set, and those of them that were read back, keep the contract of a source of blocks. */
class BlocksOfASetTest {

    private static final long SEED = 3;
    private static final int MOST = 20;

    @TempDir(factory = MemoryTempDir.class)
    private static Path folder;

    private static Site site;
    private static String recorder;

    @BeforeAll
    static void burn() throws IOException {
        site = new Site(folder);
        Path conf = SampleVenti.create(folder.resolve("venti"), 2, 8192, 5, SEED);
        recorder = site.recorder("recorder", "bd-r", 1, 8_000_000);
        site.done("init", "home", "--conf", conf.toString(), "--medium", "bd-r", "--spare", "none", "--device",
                recorder);
        site.done("backup", "home");
    }

    private static SetCatalogs catalogs(World world) throws IOException {
        return SetCatalogs.open(
                new Vault(site.path("vault"), world.disks(), world.clock()).open(new SetName("home")), world);
    }

    private static SetBlocks onDiscs() throws IOException {
        World world = World.unattended(new SilentTerminal()).with(new InstantClock());
        SetBlocks source = new SetBlocks(catalogs(world),
                new DeviceDiscs(new Descriptions(folder.resolve("none")), UnaryOperator.identity())
                        .discs(DeviceName.parse(recorder), DriveUse.DEFAULT, world), world);
        source.complete();
        return source;
    }

    private abstract static class Sources extends BlockSourceContractTest {

        /** The first blocks of the first arena, as the sample was made. */
        @Override
        protected List<Block> blocks() {
            Random random = new Random(SEED);
            List<Block> blocks = new ArrayList<>();
            for (int i = 0; i < MOST; i++) {
                byte[] bytes = new byte[1 + random.nextInt(30_000)];
                random.nextBytes(bytes);
                blocks.add(new Block(BlockType.DATA, bytes));
            }
            return blocks;
        }
    }

    @Nested
    @Keeps("restore.catalog.SetBlocks")
    class OnDiscs extends Sources {

        @Override
        protected BlockSource open(List<Block> blocks) throws IOException {
            return onDiscs();
        }
    }

    @Nested
    @Keeps("restore.catalog.RootCoverage$Covered")
    class Covered extends Sources {

        @Override
        protected BlockSource open(List<Block> blocks) throws IOException {
            MemoryBlocks venti = new MemoryBlocks();
            blocks.forEach(block -> venti.put(block.type(), block.bytes()));
            return new RootCoverage.Covered(catalogs(World.unattended(new SilentTerminal())), venti);
        }
    }
}
