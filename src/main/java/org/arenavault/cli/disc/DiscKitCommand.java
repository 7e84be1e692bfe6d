package org.arenavault.cli.disc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.backup.kit.DiscKit;
import org.arenavault.backup.kit.KitFile;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.io.Plain;
import org.arenavault.io.World;
import org.arenavault.media.Medium;
import org.arenavault.report.json.DiscReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code disc kit}. */
@Command(name = "kit", header = "Take the kit from a disc: documents, tools, this program, the ledger.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"A disc that is full or completed carries a kit for whoever has the disc and nothing else; 'set "
            + "config' says whether (kit.when), and whether the set's ledger is in it (kit.ledger). Its folder is "
            + "called arenavault-kit; README.txt in it says how to go on. No set and no ledger is needed.",
            "The newest kit on the disc is taken whose bytes come to the digest on its label, or in the ledger. It is "
                + "looked at before anything is written, appears whole or not at all, and replaces nothing."},
        footer = {"", "Examples:", "  arenavault disc kit -d /dev/sr0 -o found",
            "  arenavault disc kit -d emu:recorder -o /tmp/kit --json"})
final class DiscKitCommand extends VaultCommand {

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The drive. Default: 'device' of config.toml.")
    private String device;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR",
            description = "The folder that gets the kit's folder; it is made if it is missing.")
    private Path folder;

    DiscKitCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        World world = world();
        DiscKit kit = new DiscKit(vault(), world);
        Optional<DiscKit.Taken> taken = Optional.empty();
        DeviceName reader = DeviceName.parse(drive(device, Optional.empty()));
        try (DiscSource discs = context().devices().discs(reader, DriveUse.DEFAULT, world)) {
            DiscSearch search = new DiscSearch(discs, new DiscRequest.Any("that may have a kit"), world.terminal());
            Optional<Medium> next = search.next();
            while (taken.isEmpty() && next.isPresent()) {
                try (Medium disc = next.get()) {
                    Optional<Optional<DiscKit.Taken>> look = search.look(disc, each -> kit.take(each, folder));
                    if (look.isPresent() && look.get().isEmpty()) {
                        search.reject("the disc that lies there has no kit; discs get one when they are full or "
                                + "completed");
                    }
                    taken = look.flatMap(found -> found);
                }
                next = taken.isPresent() ? Optional.empty() : search.next();
            }
            if (taken.isEmpty()) {
                throw search.unusable().isEmpty() ? search.vain("a disc that is full or was completed")
                        : search.unusable().get(0);
            }
        }
        DiscKit.Taken found = taken.get();
        if (globals().json()) {
            context().print(DiscReports.Kit.of(found));
        } else {
            print(found);
        }
        return ExitCode.of(Outcome.of(1, found.isVerified() ? 0 : 1));
    }

    private void print(DiscKit.Taken found) {
        found.damaged().forEach(line -> out().printf("DAMAGED: %s%n", line));
        long bytes = found.files().stream().mapToLong(KitFile::size).sum();
        out().printf("%s, track %d of %s: %s, %s, in %s%n", found.isVerified() ? Plain.field(found.name()) : "A kit",
                found.track(), found.disc(), Count.of(found.files().size(), "file"), Bytes.text(bytes), found.folder());
        if (!found.isVerified()) {
            out().println("NOT VERIFIED: neither its label nor a ledger tells whether its bytes are right.");
        }
        out().printf("Begin with %s%n", found.folder().resolve("README.txt"));
    }
}
