package org.arenavault.cli.disks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.disk.DiskPart;
import org.arenavault.disk.DiskTables;
import org.arenavault.disk.Fat;
import org.arenavault.disk.PartitionTables;
import org.arenavault.fossil.FossilHeader;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.fossil.SuperBlock;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Count;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.VaultException;
import org.arenavault.report.json.DisksReports;
import org.arenavault.report.json.DisksReports.Holds;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ArenaStatusReader;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.VentiConf;

/** Finds out what a partition holds, from its magic numbers. */
final class PartContents {

    private static final String NVRAM = "nvram";
    private static final int LONGEST_INI = 64 << 10;
    private static final int MOST_INI_LINES = 20;
    /** Of a plan9.ini nothing else is shown: it may hold passwords. */
    private static final Set<String> SHOWN = Set.of("venti", "nvram", "nvroff", "nvrlen", "bootdisk", "bootargs",
            "bootfile", "rootspec", "fs", "cdboot", "nobootprompt");
    private static final Set<String> FILES = Set.of("plan9.ini", "wrcmd", "rootscor", "venti.conf");

    private final boolean withScores;
    private final StopSignal stop;

    PartContents(boolean withScores, StopSignal stop) {
        this.withScores = withScores;
        this.stop = stop;
    }

    /** What was found. */
    private record Found(Holds holds, String text, List<String> details) {
    }

    /** What a partition of a disk holds; damage in it is named in the answer. */
    DisksReports.Part of(Storage disk, DiskTables tables, DiskPart part) throws IOException {
        Storage storage = disk.slice(part.from(), part.to());
        Found found;
        String problem = tables.refused().getOrDefault(part.wholeName(), "");
        try {
            found = look(storage, part);
        } catch (CancelledException | PeerException e) {
            throw e;
        } catch (VaultException e) {
            found = new Found(Holds.UNKNOWN, "cannot be told", List.of());
            problem = e.getMessage();
        }
        String name = tables.nameOf(part);
        List<String> details = new ArrayList<>(found.details());
        if (!name.equals(part.name()) && !name.equals(part.wholeName())) {
            details.add(0, "called '%s', which names it for no command".formatted(Plain.field(part.name())));
        }
        return new DisksReports.Part(new DisksReports.Place(name, part.inside(), part.table(), part.from(),
                part.size()), found.holds(), found.text(), details, problem);
    }

    private Found look(Storage storage, DiskPart part) throws IOException {
        stop.check();
        if (part.table() != DiskPart.Table.PREP && PartitionTables.isDivided(storage)) {
            return new Found(Holds.PARTITIONS, "a Plan 9 partition, divided by prep", List.of());
        }
        if (part.name().equals(NVRAM)) {
            return new Found(Holds.NVRAM, isZero(storage) ? "an nvram, not set"
                    : "an nvram, set; its keys are not shown", List.of());
        }
        List<String> conf = configuration(storage);
        long magic = magic(storage, ArenaFormat.BLANK);
        if (magic == PartitionHeader.MAGIC) {
            return arenas(storage, conf);
        }
        if (magic == IndexSection.MAGIC) {
            IndexSection section = IndexSection.decode(ByteBuffer.wrap(storage.read(ArenaFormat.BLANK,
                    IndexSection.SIZE)), storage.size(), storage.name());
            return new Found(Holds.INDEX_SECTION, "index section %s of index %s, %s".formatted(
                    Plain.field(section.name()), Plain.field(section.indexName()), Count.of(section.blocks(),
                            "bucket")), conf);
        }
        if (magic(storage, FossilHeader.AT) == FossilHeader.MAGIC) {
            return fossil(storage, conf);
        }
        if (magic(storage, 0) == BloomFilter.MAGIC) {
            return new Found(Holds.BLOOM, "a venti's Bloom filter", conf);
        }
        if (Fat.isIn(storage)) {
            return fat(storage);
        }
        return isZero(storage) ? new Found(Holds.ZEROS, "nothing but zeros at its beginning", conf)
                : new Found(Holds.UNKNOWN, "something else", conf);
    }

    private static long magic(Storage storage, long at) throws IOException {
        return storage.size() < at + Integer.BYTES ? 0
                : ByteBuffer.wrap(storage.read(at, Integer.BYTES)).getInt() & 0xFFFF_FFFFL;
    }

    private static boolean isZero(Storage storage) throws IOException {
        byte[] bytes = storage.read(0, (int) Math.min(LONGEST_INI, storage.size()));
        for (byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** What a configuration in the blank area names. */
    private static List<String> configuration(Storage storage) throws IOException {
        if (!VentiConf.isStoredIn(storage)) {
            return List.of();
        }
        int magic = VentiConf.EMBEDDED_SIZE;
        byte[] text = storage.read(VentiConf.EMBEDDED_AT, magic);
        String words = new String(text, StandardCharsets.ISO_8859_1);
        String lines = words.substring(words.indexOf('\n') + 1).split("\0", 2)[0];
        try {
            VentiConf conf = VentiConf.parse(lines.getBytes(StandardCharsets.ISO_8859_1), Path.of("venti.conf"));
            List<String> details = new ArrayList<>();
            details.add("venti.conf: index %s, address %s".formatted(conf.index(), conf.address()));
            details.add("venti.conf: arenas %s".formatted(String.join(" ", texts(conf.arenas()))));
            details.add("venti.conf: isect %s".formatted(String.join(" ", texts(conf.sections()))));
            conf.bloom().ifPresent(bloom -> details.add("venti.conf: bloom " + bloom.text()));
            return details;
        } catch (UnusableBytesException e) {
            return List.of("venti.conf: " + e.getMessage());
        }
    }

    private static List<String> texts(List<Partition> partitions) {
        return partitions.stream().map(Partition::text).toList();
    }

    private Found arenas(Storage storage, List<String> conf) throws IOException {
        ArenaPartition partition = ArenaPartition.open(storage);
        ArenaStatusReader reader = new ArenaStatusReader();
        int sealed = 0;
        int active = 0;
        int damaged = 0;
        long clumps = 0;
        for (Arena arena : partition.arenas()) {
            stop.check();
            ArenaStatus status = reader.read(arena);
            sealed += status.state() == ArenaState.SEALED || status.state() == ArenaState.UNSUMMED ? 1 : 0;
            active += status.state() == ArenaState.ACTIVE || status.state() == ArenaState.FULL ? 1 : 0;
            damaged += status.state() == ArenaState.DAMAGED ? 1 : 0;
            clumps += status.memory().clumps();
        }
        return new Found(Holds.ARENAS, "venti arenas: %s, %d sealed, %d active%s, %s".formatted(
                Count.of(partition.arenas().size(), "arena"), sealed, active,
                damaged == 0 ? "" : ", %d DAMAGED".formatted(damaged), Count.of(clumps, "clump")), conf);
    }

    private Found fossil(Storage storage, List<String> conf) throws IOException {
        SuperBlock block = FossilPartition.on(storage).readSuper();
        return new Found(Holds.FOSSIL, "fossil '%s', %s".formatted(Plain.field(block.name()), !block.hasLast()
                ? "never archived" : "last archive vac:" + (withScores ? block.last().toString()
                : block.last().hint() + "...")), conf);
    }

    private static Found fat(Storage storage) throws IOException {
        Fat fat = Fat.open(storage);
        List<String> details = new ArrayList<>();
        for (Fat.Entry file : fat.files()) {
            if (FILES.contains(file.name())) {
                details.add("%s, %d bytes".formatted(file.name(), file.size()));
            }
        }
        if (fat.find("plan9.ini").filter(ini -> ini.size() <= LONGEST_INI).isPresent()) {
            new String(fat.read("plan9.ini", LONGEST_INI), StandardCharsets.ISO_8859_1).lines()
                    .map(String::strip).filter(line -> SHOWN.contains(key(line).orElse(""))).limit(MOST_INI_LINES)
                    .forEach(line -> details.add("plan9.ini: " + line));
        }
        return new Found(Holds.FAT, "a FAT%d file system".formatted(fat.bits()), details);
    }

    private static Optional<String> key(String line) {
        int equals = line.indexOf('=');
        return equals < 1 ? Optional.empty() : Optional.of(line.substring(0, equals).strip());
    }
}
