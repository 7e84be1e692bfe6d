package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.SourceGuard;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.media.LabelCluster;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.Policy;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.venti.format.Partition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: begin a backup set. */
@Command(name = "init", header = "Begin a backup set.", mixinStandardHelpOptions = true, sortOptions = false,
        description = {"A set is one complete copy of a venti on discs. Begin a second one for another place.",
            "Nothing is recorded yet; 'backup' does that."},
        footer = {"", "Examples:",
            "  arenavault init home --conf /etc/venti.conf --medium bd-r-dl --device /dev/sr0",
            "  arenavault init usb --arenas /dev/sdb1 --medium removable-disk --device disk:/dev/sdc",
            "  arenavault init plan9 --conf 9p:plan9.example.org//dev/sdC0/arenas --medium bd-r --device /dev/sr0",
            "  arenavault init try --conf venti.conf --medium bd-r --device emu:recorder"})
@Without(Without.Part.PROGRESS)
final class InitCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "Its name: letters, digits, '.', '_' and '-'.")
    private String name;

    @ArgGroup(multiplicity = "1")
    private SourceChoice source;

    static final class SourceChoice {

        @Option(names = "--conf", paramLabel = "VENTI.CONF",
                description = "The venti's configuration; on a file server, 9p:HOST//PATH.")
        private @Nullable Path conf;

        @Option(names = "--arenas", paramLabel = "FILE", arity = "1..*",
                description = "Its arena partitions; on a file server, 9p:HOST//PATH.")
        private List<String> arenas;
    }

    @Option(names = "--index-url", paramLabel = "URL", defaultValue = "",
            description = "The server's /index page, which is asked as well.")
    private String indexUrl;

    @Option(names = "--flush", description = "Ask the server to flush before it is asked.")
    private boolean flush;

    @Option(names = "--medium", paramLabel = "MEDIUM", defaultValue = "",
            description = "What it is recorded on: bd-r, bd-r-dl, dvd+r, removable-disk, ... Default: 'medium' of "
                    + "config.toml.")
    private String medium;

    @Option(names = "--spare", paramLabel = "default|none|SIZE",
            description = "Format blank discs with spares (half speed) or not; BD-R also with a SIZE of them, such as "
                    + "256m. Default: none.")
    private @Nullable String spare;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "",
            description = "The set's recorder: /dev/sr0, iscsi://HOST/IQN/LUN, emu:DIR, dir:DIR, disk:PATH. Default: "
                    + "none of its own; 'device' of config.toml, or -d, is used.")
    private String device;

    @Option(names = "--tracks-per-disc", paramLabel = "N", defaultValue = "0",
            description = "The most arenas a disc takes. Default: as many as fit.")
    private int tracksPerDisc;

    @Option(names = "--increments", paramLabel = "always|never",
            description = "Whether backups record what is new in arenas that are not sealed yet. Default: always.")
    private String increments;

    @Option(names = "--parity", paramLabel = "full|never", defaultValue = "full",
            description = "Whether optical discs get parity when they are full. Default: full.")
    private String parity;

    @Option(names = "--kit", paramLabel = "full|never", defaultValue = "full",
            description = "Whether discs get a kit to be read with when they are full. Default: full.")
    private String kit;

    InitCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        SetName set = SetName.parse(name);
        MediumDescription description = medium(medium).orElseThrow(() -> new UsageException(
                "what is the set recorded on? say --medium MEDIUM, such as bd-r-dl, or choose one for all new sets")
                .next("arenavault config set medium=MEDIUM", "chooses it"));
        SetConfig.Source from = source();
        List<Partition> partitions = from.partitions(world().disks());
        String recorder = "";
        if (!device.isEmpty()) {
            DeviceName parsed = DeviceName.parse(device);
            SourceGuard.check(parsed, partitions);
            recorder = parsed.text();
        }
        if (tracksPerDisc < 0) {
            throw new UsageException("--tracks-per-disc takes a number from 0 up");
        }
        int arenas;
        long sealed;
        long size;
        try (ArenaSource look = ArenaSource.open(partitions, world().disks())) {
            arenas = look.arenas().size();
            size = look.arenas().stream().mapToLong(arena -> arena.arena().size()).max().orElse(0);
            sealed = look.arenas().stream().filter(arena -> arena.status().state().isSealedOnDisk()).count();
        }
        Map<Policy, String> protection = protection();
        SetConfig.MediumChoice choice =
                new SetConfig.MediumChoice(description.name(), spares(description), tracksPerDisc, recorder);
        BackupSet made = vault().create(set,
                protectedBy(protection, SetConfig.of(set, world().uuids().get(), vault()
                .storeOf(partitions, (other, fault) -> world().terminal().print(
                        "set %s is passed over: %s".formatted(other, ExitCode.text(fault)))).orElseGet(world().uuids()),
                        from, choice)));
        if (globals().json()) {
            context().print(new SetReports.Begun(set.text(), made.folder(), arenas, sealed));
        } else {
            out().printf("Set %s begun in %s: %s, %d of them sealed.%nNext: arenavault backup %s%s%n", set,
                    made.folder(), Count.of(arenas, "arena"), sealed, set,
                    made.deviceArgument());
            if (size > 0) {
                figures(description, made.config(), size);
            }
        }
        return ExitCode.DONE;
    }

    /** What the choices cost. */
    private void figures(MediumDescription description, SetConfig config, long size) {
        long with = BackupPlan.arenasOn(description, config, size);
        long without = BackupPlan.arenasOn(description, config.protecting(false, false, false), size);
        if (with < without) {
            out().printf("A disc takes %s with what protects it, %d without (parity.when, kit.when).%n",
                    Count.of(with, "arena"), without);
        }
        if (config.incrementChoice().wanted() && description.gapBlocks() > 0) {
            out().printf("Each increment takes %s besides its bytes, and a track; a disc has %s at most.%n",
                    Bytes.text((description.gapBlocks() + LabelCluster.SIZE / MediumDescription.BLOCK)
                            * MediumDescription.BLOCK), Count.of(description.trackLimit(), "track"));
        }
    }

    private Map<Policy, String> protection() throws IOException {
        if (increments == null) {
            boolean asked = world().terminal().interactive() && !globals().yes();
            String answer = asked ? world().terminal().ask("Record also what is new in arenas that are not sealed yet, "
                    + "where the newest dump mostly lies? [Y/n]") : "";
            increments = answer.toLowerCase(Locale.ROOT).startsWith("n") ? "never" : "always";
        }
        Map<Policy, String> chosen = new EnumMap<>(Policy.class);
        chosen.put(Policy.INCREMENTS_WHEN, Policy.INCREMENTS_WHEN.parse(increments));
        chosen.put(Policy.PARITY_WHEN, Policy.PARITY_WHEN.parse(parity));
        chosen.put(Policy.KIT_WHEN, Policy.KIT_WHEN.parse(kit));
        return chosen;
    }

    private static SetConfig protectedBy(Map<Policy, String> protection, SetConfig config) {
        SetConfig result = config;
        for (Map.Entry<Policy, String> chosen : protection.entrySet()) {
            result = chosen.getKey().in(result, chosen.getValue());
        }
        return result;
    }

    private SetConfig.Source source() throws IOException {
        String page = Policy.SOURCE_INDEX_URL.parse(indexUrl);
        if (source.conf != null) {
            return new SetConfig.Source(source.conf.toAbsolutePath().normalize().toString(), List.of(), page,
                    flush);
        }
        Path here = Path.of("").toAbsolutePath();
        List<String> arenas = new ArrayList<>();
        for (String text : source.arenas) {
            arenas.add(Partition.parse(text, here).absoluteText());
        }
        return new SetConfig.Source("", arenas, page, flush);
    }

    private SetConfig.Spare spares(MediumDescription description) throws VaultException {
        if (spare != null) {
            SetConfig.Spare chosen = SetConfig.Spare.of(Policy.MEDIUM_SPARE.parse(spare));
            if (chosen.size().isPresent() && (description.spareBlocks() == 0
                    || description.recording() != MediumDescription.Recording.SEQUENTIAL)) {
                throw new UsageException("--spare %s: only BD-R get a size of spares, and not %s; say default or none"
                        .formatted(spare, description.name()));
            }
            if (chosen.size().orElse(0) >= description.blocks() * MediumDescription.BLOCK
                    && chosen.size().isPresent()) {
                throw new UsageException("--spare %s: nothing of a %s is left for arenas; say less"
                        .formatted(spare, description.name()));
            }
            return chosen;
        }
        boolean ask = description.spareBlocks() > 0 && world().terminal().interactive() && !globals().yes()
                && description.recording() == MediumDescription.Recording.SEQUENTIAL;
        return ask && world().terminal().confirm("Format blank discs with spares? They are written at half speed then;"
                + " every track is verified either way.") ? SetConfig.Spare.DEFAULT : SetConfig.Spare.NONE;
    }
}
