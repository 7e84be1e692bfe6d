package org.arenavault.cli.arenas;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.World;
import org.arenavault.report.json.ArenasReports;
import org.arenavault.restore.repair.ImageRepair;
import org.arenavault.restore.repair.RepairedMember;
import org.arenavault.restore.repair.RepairedMember.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code arenas repair}: for the person with ddrescue, who has images of a damaged disc and nothing else. */
@Command(name = "repair", header = "Repair damaged arenas in images of a disc with the disc's parity.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Each IMAGE is a copy of a whole disc, or of one of its tracks, as dd or ddrescue makes it; "
            + "what could not be read may be zeros. The parity track says what belongs there: units of 64 KiB that are "
            + "missing or wrong are found again from all the others, so that all tracks of the disc are needed, the "
            + "whole ones too. Several images of one track complete each other.", "",
            "Every arena that was damaged becomes a file in DIR. An arena without an image becomes one as well, if the "
            + "others are enough to make it. If they are not, that is said, and is no failure. A file gets its name, "
            + "ARENA.image, once its seal holds; 'arenas insert' puts it into a partition. What cannot be repaired is "
            + "named, and what there is of it is called ARENA.image.damaged. No image is written to. The same command "
            + "continues what was interrupted."},
        footer = {"", "Examples:", "  ddrescue -b 2048 /dev/sr0 disc.img disc.map",
            "  arenavault arenas repair disc.img --parity disc.img -o repaired",
            "  arenavault arenas repair track*.img --parity track47.img -o repaired --json"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.DRIVES})
final class ArenasRepairCommand extends VaultCommand {

    private static final int SHOWN = 3;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Images of the disc, or of its tracks.")
    private List<Path> images;

    @Option(names = "--parity", required = true, paramLabel = "PARITY-IMAGE",
            description = "The image of the parity track, or of the disc that has one. Repeat it for the parity of "
                + "several discs.")
    private List<Path> parities;

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "DIR",
            description = "The folder for what was repaired; it is made if it is missing.")
    private Path folder;

    ArenasRepairCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        World world = world();
        List<ArenasReports.Unknown> unknown = new ArrayList<>();
        List<RepairedMember> repaired;
        Turns turns = Turns.eachNamed();
        try (ImageRepair repair = new ImageRepair(parities, world)) {
            for (Path image : images) {
                turns.take(() -> look(repair, image, unknown), reason -> {
                    unknown.add(new ArenasReports.Unknown(image, reason));
                    world.terminal().print("arenavault: " + reason);
                });
            }
            repaired = repair.repair(folder);
        }
        for (RepairedMember member : repaired) {
            if (member.result() != Result.ABSENT) {
                turns.take(() -> tell(member), reason -> { });
            }
        }
        List<String> absent = repaired.stream().filter(member -> member.result() == Result.ABSENT)
                .map(member -> name(member)).toList();
        if (globals().json()) {
            context().print(new ArenasReports.Repair(parities, folder,
                    repaired.stream().map(ArenasReports.Repaired::of).toList(), unknown));
        } else if (!absent.isEmpty()) {
            out().printf("no image was given of %s, and there is too little to make %s of the others: %s%n",
                    Count.of(absent.size(), "track"), absent.size() == 1 ? "it" : "them", Count.few(absent));
        }
        return ExitCode.of(turns.outcome());
    }

    /** Looks at an image; true if something was found in it. */
    private boolean look(ImageRepair repair, Path image, List<ArenasReports.Unknown> unknown) throws IOException {
        if (repair.look(image).isEmpty()) {
            String reason = "%s: holds nothing that this parity protects".formatted(image);
            unknown.add(new ArenasReports.Unknown(image, reason));
            world().terminal().print("arenavault: " + reason);
            return false;
        }
        return true;
    }

    private static String name(RepairedMember member) {
        return Plain.field(member.member().name());
    }

    /** Tells what became of something; true if nothing is left to wish. */
    private boolean tell(RepairedMember member) {
        if (!globals().json()) {
            out().println(name(member) + ": " + switch (member.result()) {
                case WHOLE -> "is whole";
                case REPAIRED -> "REPAIRED, %s of 64 KiB of %d: %s".formatted(
                        Count.of(member.repaired(), "piece"), member.member().units(), file(member));
                case THERE -> "was repaired before: " + file(member);
                case INCOMPLETE -> "NOT REPAIRED: %d of %s of 64 KiB cannot be found again, at byte %s%s; the rest is "
                        .formatted(member.damaged() - member.repaired(),
                                Count.of(member.damaged(), "damaged piece"),
                                String.join(", ", member.missing().stream().limit(SHOWN).toList()),
                                member.missing().size() > SHOWN ? ", ..." : "") + "in " + file(member);
                case WRONG -> "NOT REPAIRED: its bytes do not come to %s; they are in %s".formatted(
                        member.member().digest(), file(member));
                case ABSENT -> "is absent";
            });
        }
        return member.isDone();
    }

    private static String file(RepairedMember member) {
        return member.output().map(Path::toString).orElse("");
    }
}
