package org.arenavault.cli.doctor;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.changer.Devices;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Environment;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.ShellWord;
import org.arenavault.io.UnixAttributes;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.report.Finding;
import org.arenavault.scsi.iscsi.IscsiUnit;
import org.arenavault.scsi.sgio.DeviceNode;

/** What every set needs of the machine: Java, a clock, drives that may be used. */
final class MachineCheck {

    /** No set was begun before. */
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    private final World world;
    private final Devices devices;
    private final List<Finding> findings = new ArrayList<>();

    MachineCheck(World world, Devices devices) {
        this.world = world;
        this.devices = devices;
    }

    /** Looks at everything. */
    List<Finding> findings() throws IOException {
        findings.add(Finding.right("java", "Java %s".formatted(Runtime.version())));
        clock();
        drives();
        iscsi();
        return List.copyOf(findings);
    }

    private void clock() {
        Instant now = world.clock().now();
        String text = now.truncatedTo(ChronoUnit.SECONDS).toString();
        findings.add(now.isBefore(EARLIEST)
                ? Finding.wrong("clock", text + ": what is due, and when discs were made, goes by it",
                        "sudo timedatectl set-ntp true")
                : Finding.right("clock", text));
    }

    private void drives() throws IOException {
        List<DeviceNode> nodes = devices.nodes();
        for (DeviceNode node : nodes) {
            if (node.kind() == DeviceNode.Kind.CHANGER) {
                findings.add(Finding.note("changer", "%s, %s".formatted(node.path(), node.name()),
                        "arenavault changer status %s".formatted(ShellWord.of(node.path()))));
            } else {
                drive(node);
            }
        }
        if (nodes.isEmpty()) {
            findings.add(Finding.note("drive", "this machine's kernel shows no optical drive",
                    "attach one; where it stays unseen: sudo modprobe -a sr_mod sg"));
        }
    }

    private void drive(DeviceNode node) throws IOException {
        String name = "%s, %s".formatted(node.path(), node.name());
        try (OpticalDrive drive = devices.drive(DeviceName.parse(node.path().toString()), DriveUse.DEFAULT, world)) {
            findings.add(Finding.right("drive", "%s, firmware %s, answers".formatted(name,
                    drive.identity().revision())));
        } catch (OperatorNeededException e) {
            findings.add(e.need() == Need.BUSY ? Finding.note("drive", name + ": " + e.getMessage(), "")
                    : Finding.wrong("drive", name + ": " + e.getMessage(), remedy(e, node)));
        } catch (VaultException e) {
            findings.add(Finding.wrong("drive", name + ": " + ExitCode.text(e), ""));
        }
    }

    /** Whoever is in the group of a drive's node may use it, after the next login. */
    private static String remedy(OperatorNeededException e, DeviceNode node) {
        if (e.need() != Need.PERMISSION) {
            return "";
        }
        try {
            return "sudo usermod -aG %s %s   # then log in again".formatted(
                    ShellWord.of(UnixAttributes.of(node.path(), "group").name("group")),
                    ShellWord.of(Environment.user()));
        } catch (IOException unknown) {
            return "";
        }
    }

    private void iscsi() {
        try {
            IscsiUnit.requireLibrary();
            findings.add(Finding.right("iscsi", "libiscsi is here: names like iscsi://HOST/IQN/LUN can be used"));
        } catch (OperatorNeededException e) {
            findings.add(Finding.note("iscsi", "drives of other hosts (iscsi://...) cannot be used: libiscsi is not "
                    + "installed", "sudo apt-get install libiscsi7"));
        }
    }
}
