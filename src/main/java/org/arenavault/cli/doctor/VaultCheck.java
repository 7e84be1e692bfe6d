package org.arenavault.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.ServerPage;
import org.arenavault.backup.SetMedium;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UnixAttributes;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.report.Finding;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;

/** The vault, and what each of its sets needs: a ledger that holds, a venti that can be read, a recorder. */
final class VaultCheck {

    /** A vault's logs grow by some kilobytes a disc; what is made for a disc is made in it as well. */
    private static final long LITTLE_ROOM = 256L << 20;
    private static final int FOR_OTHERS = 07;
    /** Clocks of machines that keep time differ by less. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private final Vault vault;
    private final World world;
    private final List<Finding> findings = new ArrayList<>();

    VaultCheck(Vault vault, World world) {
        this.vault = vault;
        this.world = world;
    }

    /** Looks at everything. */
    List<Finding> findings() throws IOException {
        Path folder = vault.folder();
        if (!PlainFiles.isFolder(folder)) {
            findings.add(Finding.note("vault", "there is none at %s yet".formatted(folder),
                    "arenavault init SET --conf VENTI.CONF --medium MEDIUM"));
            return findings;
        }
        modes(folder);
        room(folder);
        List<SetName> names = vault.names();
        if (names.isEmpty()) {
            findings.add(Finding.note("sets", "there is none in %s".formatted(folder),
                    "arenavault init SET --conf VENTI.CONF --medium MEDIUM"));
        }
        Turns turns = Turns.eachNamed();
        for (SetName name : names) {
            turns.takeOwn(() -> {
                set(vault.open(name));
                return true;
            }, reason -> findings.add(Finding.wrong("set " + name, reason,
                    "arenavault set check %s".formatted(name))));
        }
        return findings;
    }

    private void modes(Path folder) throws IOException {
        boolean open = (UnixAttributes.of(folder, "mode").mode() & FOR_OTHERS) != 0;
        boolean writable = PlainFiles.isWritable(folder);
        findings.add(!writable ? Finding.wrong("vault", folder + ": this user cannot write to it",
                "sudo chown -R $USER " + ShellWord.of(folder))
                : open ? Finding.wrong("vault", folder + ": everybody on this machine may look into it, and root "
                + "scores open everything", "chmod -R o-rwx " + ShellWord.of(folder))
                : Finding.right("vault", "%s, closed to others".formatted(folder)));
    }

    private void room(Path folder) throws IOException {
        long usable = FileSystemSpace.of(folder).usable();
        findings.add(usable < LITTLE_ROOM ? Finding.wrong("room", "%s are free where the vault is".formatted(
                Bytes.text(usable)), "df -h " + ShellWord.of(folder))
                : Finding.right("room", "%s are free where the vault is".formatted(Bytes.text(usable))));
    }

    private void set(BackupSet set) throws IOException {
        String about = "set " + set.name();
        SetState state = set.look();
        MediumDescription medium = SetMedium.of(set);
        findings.add(Finding.right(about, "its ledger holds: %s, %s on %s".formatted(
                Count.of(state.lines(), "line"), Count.of(state.discs().size(), "disc"), medium.title())));
        Instant newest = state.discs().stream().map(DiscRecord::begun).max(Instant::compareTo).orElse(Instant.EPOCH);
        if (newest.minus(AHEAD).isAfter(world.clock().now())) {
            findings.add(Finding.wrong(about, "its newest disc was begun at %s, and the clock says less".formatted(
                    newest), "sudo timedatectl set-ntp true"));
        }
        if (set.config().foreign()) {
            findings.add(Finding.note(about, set.config().adoption().text(), ""));
            return;
        }
        venti(about, set);
        recorder(about, set);
    }

    private void venti(String about, BackupSet set) throws IOException {
        try (ArenaSource source = ArenaSource.openReadable(set.config().partitions(world.disks()), world.disks())) {
            source.problems().forEach(problem -> findings.add(Finding.wrong(about, problem, "")));
            if (source.problems().isEmpty()) {
                findings.add(Finding.right(about, "its venti can be read: %s in %s".formatted(
                        Count.of(source.arenas().size(), "arena"), set.config().sourceText())));
            }
        } catch (VaultException e) {
            findings.add(Finding.wrong(about, "its venti cannot be read: " + ExitCode.text(e), ""));
        }
        if (!set.config().indexUrl().isEmpty()) {
            ServerPage page = ServerPage.ask(set.config(), world);
            findings.add(page.page().isPresent()
                    ? Finding.right(about, "its server answers at " + set.config().indexUrl())
                    : Finding.note(about, String.join("; ", page.notes()), ""));
        }
    }

    private void recorder(String about, BackupSet set) throws IOException {
        String recorder = set.recorder();
        if (recorder.isEmpty()) {
            findings.add(Finding.note(about, "it has no usual recorder: each command is told one with -d",
                    "arenavault set config %s medium.device=DEVICE".formatted(set.name())));
            return;
        }
        DeviceName device = DeviceName.parse(recorder);
        boolean local = device.kind() != DeviceName.Kind.ISCSI && device.kind() != DeviceName.Kind.ROBOT;
        findings.add(local && !PlainFiles.exists(device.path())
                ? Finding.wrong(about, "its recorder %s is not there".formatted(recorder), "arenavault drive list")
                : Finding.right(about, "its recorder is " + recorder));
    }
}
