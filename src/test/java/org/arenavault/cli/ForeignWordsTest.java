package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DeviceDiscs;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.optical.QuickFolder;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.Transport;
import org.arenavault.venti.MemoryBlocks;
import org.arenavault.venti.net.ServerOptions;
import org.arenavault.venti.net.VentiServer;
import org.arenavault.venti.vac.HostileArchive;
import org.junit.jupiter.api.Test;

/**
 * Words of others in discs, drives, changers, archives, configurations and partitions. What is shown moves no cursor
 * and begins no line of its own; in JSON it stands escaped.
 */
class ForeignWordsTest extends ForeignWords {

    private String set(String device) {
        site.done("init", "home", "--conf", conf.toString(), "--medium", device.startsWith("dir:") ? "removable-disk"
                : "bd-r", "--device", device);
        return device;
    }

    @Test
    void theLabelOfADisc() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        String device = set("dir:" + folder);
        site.done("backup", "home");
        QuickFolder.remove(folder);
        Files.createDirectory(folder);
        World world = World.unattended(new SilentTerminal());
        try (DiscSource discs = new DeviceDiscs(Descriptions.ofUser(), UnaryOperator.identity())
                .discs(DeviceName.parse(device), DriveUse.DEFAULT, world);
                Medium medium = discs.first(new DiscRequest.Any("to label")).orElseThrow()) {
            medium.begin(new DiscIdentity(new UUID(1, 1), new UUID(2, 2), HOSTILE, 1, new UUID(3, 3)));
        }
        look("verify", "home");
        look("backup", "home");
        look("set", "rebuild", "home");
        look("set", "rebuild", "other", "-d", device);
        look("restore", "-d", device, "--conf", conf.toString());
        look("restore", "home", "-d", device, "--conf", conf.toString());
        look("duplicate", "--from", device, "--to", site.recorder("rec", "bd-r", 1, 8_000_000), "--to-set", "home");
        look("vac", "ls", SCORE, "--set", "home", "-d", device);
        look("set", "import-plan9", "home", "-d", device);
        assertQuiet(4);
    }

    /** A drive or changer that calls itself so, in what it says of itself and in its serial number. */
    private record Renamed(Transport transport) implements Transport {

        @Override
        public CommandResult execute(Command command) throws IOException {
            CommandResult result = transport.execute(command);
            if (command.opcode() == 0x12 && result.ok()) {
                ByteBuffer data = command.data().duplicate();
                byte[] words = HOSTILE.getBytes(UTF_8);
                boolean page = (command.cdb()[1] & 1) != 0;
                int from = page ? 4 : 8;
                for (int i = from; i < Math.min(data.remaining(), page ? 16 : 36); i++) {
                    data.put(data.position() + i, words[(i - from) % words.length]);
                }
            }
            return result;
        }

        @Override
        public String identity() {
            return transport.identity();
        }

        @Override
        public int maxTransfer() {
            return transport.maxTransfer();
        }

        @Override
        public void close() throws IOException {
            transport.close();
        }
    }

    @Test
    void theNamesOfDrivesAndChangers() throws IOException {
        String device = set(site.recorder("rec", "bd-r", 2, 8_000_000));
        String changer = "emu:" + temp.resolve("juke");
        site.done("changer", "emulate", temp.resolve("juke").toString(), "--medium", "bd-r", "--discs", "2");
        site.tap(Renamed::new);
        for (String verb : List.of("list", "info", "eject", "load", "finalise", "format")) {
            look(verb.equals("list") ? new String[] {"drive", verb} : new String[] {"drive", verb, device});
        }
        look("backup", "home");
        look("verify", "home");
        for (String verb : List.of("status", "inventory", "test", "check")) {
            look("changer", verb, changer);
        }
        look("changer", "load", changer, "1");
        look("backup", "home", "--changer", changer);
        assertQuiet(0);
    }

    /** The labels that a changer reads on its discs. */
    private record Relabelled(Transport transport) implements Transport {

        @Override
        public CommandResult execute(Command command) throws IOException {
            CommandResult result = transport.execute(command);
            ByteBuffer data = command.data().duplicate();
            if (command.opcode() == 0xB8 && data.remaining() > 64) {
                byte[] words = Arrays.copyOf(HOSTILE.getBytes(UTF_8), 32);
                for (int at = 16; at + 48 <= data.remaining(); at += 52) {
                    for (int i = 0; i < words.length; i++) {
                        data.put(data.position() + at + 12 + i, words[i]);
                    }
                }
            }
            return result;
        }

        @Override
        public String identity() {
            return transport.identity();
        }

        @Override
        public int maxTransfer() {
            return transport.maxTransfer();
        }

        @Override
        public void close() throws IOException {
            transport.close();
        }
    }

    @Test
    void theLabelsThatAChangerReads() throws IOException {
        String changer = "emu:" + temp.resolve("juke");
        site.done("changer", "emulate", temp.resolve("juke").toString(), "--medium", "bd-r", "--discs", "2");
        site.tap(Relabelled::new);
        for (String verb : List.of("status", "inventory", "test", "check")) {
            look("changer", verb, changer);
        }
        look("changer", "load", changer, "1");
        look("changer", "unload", changer);
        look("changer", "transfer", changer, "1", "3");
        assertQuiet(0);
    }

    @Test
    void namesInAnArchive() throws Exception {
        MemoryBlocks blocks = new MemoryBlocks();
        String score = HostileArchive.of(blocks, List.of(HOSTILE, "\nFORGED", "FORGED\u001b[2J", "\u202eFORGED"))
                .toString();
        try (VentiServer server = VentiServer.readOnly(blocks, new Dial("127.0.0.1", 0), ServerOptions.DEFAULT,
                new SystemClock())) {
            String host = server.address().toString();
            look("vac", "ls", "-R", score, "--host", host);
            look("vac", "ls", "-lR", score, "--host", host);
            look("vac", "ls", score, HOSTILE, "--host", host);
            look("vac", "check", score, "--host", host);
            look("vac", "get", score, "--host", host, "--to", temp.resolve("got").toString());
            look("vac", "get", score, "--host", host, "--to", temp.resolve("got").toString());
            look("vac", "cat", score, "d" + HOSTILE, "--host", host);
            look("vac", "cat", score, HOSTILE + HOSTILE, "--host", host);
        }
        assertQuiet(6);
    }

    @Test
    void configurationsAndPartitions() throws IOException {
        List<String> lines = List.of("index " + HOSTILE, "arenas " + HOSTILE, "isect " + HOSTILE, HOSTILE,
                "bloom " + HOSTILE, "mem " + HOSTILE, "addr " + HOSTILE,
                "httpaddr FORGED\u001b[2J", "arenas \u001b[2JFORGED");
        set(site.recorder("rec", "bd-r", 1, 8_000_000));
        int number = 0;
        for (String line : lines) {
            Path other = Files.writeString(temp.resolve("conf" + number++), "index main\nisect isect0\n" + line + "\n");
            look("init", "set" + number, "--conf", other.toString(), "--medium", "bd-r", "--device", "emu:x");
            look("index", "check", other.toString());
            look("arenas", "list", other.toString());
            look("restore", "home", "--conf", other.toString());
            look("vac", "ls", SCORE, "--conf", other.toString());
            look("set", "adopt", "home", "--conf", other.toString());
        }
        Path named = temp.resolve("part\u001b[2J\nFORGED");
        Files.copy(temp.resolve("venti/arenas0"), named);
        for (String[] command : new String[][] {{"arenas", "list"}, {"arenas", "check"}, {"fossil", "info"},
            {"fossil", "usage"}, {"fossil", "last"}, {"score", "record"}, {"index", "check"}, {"drive", "info"}}) {
            look(command[0], command[1], named.toString());
        }
        look("backup", "no\u001b[2J\nFORGED");
        look("status", "no\u001b[2J\nFORGED");
        look("init", "three", "--conf", named.toString(), "--medium", "no\u001b[2J\nFORGED");
        look("device-copy", "start", named.toString(), temp.resolve("to\u001b[2J\nFORGED").toString(), "--foreground");
        look("device-copy", "list");
        look("device-copy", "status");
        look("no\u001b[2J\nFORGED");
        look("--no\u001b[2J\nFORGED");
        damageNames();
        look("arenas", "list", temp.resolve("venti/arenas0").toString());
        look("arenas", "check", temp.resolve("venti/arenas0").toString());
        look("status", "home");
        look("backup", "home");
        assertQuiet(20);
    }

    /** The names of arenas in the table of a partition, and in heads, are whatever somebody wrote there. */
    private void damageNames() throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(temp.resolve("venti/arenas0"))) {
            byte[] all = storage.read(0, (int) Math.min(storage.size(), 1 << 20));
            byte[] from = "arena0".getBytes(UTF_8);
            byte[] to = "\u001b[2J\u0007x".getBytes(UTF_8);
            for (int at = 0; at + from.length < all.length; at++) {
                if (Arrays.equals(all, at, at + from.length, from, 0, from.length)) {
                    storage.write(at, ByteBuffer.wrap(to));
                }
            }
        }
    }
}
