package org.arenavault.scsi.iscsi;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.arenavault.io.OperatorNeededException;

/**
 * An iSCSI target of its own on loopback, with recorders and perhaps a changer, made by tgtd: a program that others
 * wrote (optical-emulator.md 13). Its control port and socket are private, so that it meets no other.
 */
public final class Tgtd implements Closeable {

    private static final String TARGET = "iqn.2024-01.local.test:burner";
    private static final long READY_SECONDS = 15;

    private final Path folder;
    private final int control;
    private final int port;
    private final Process daemon;

    private Tgtd(Path folder, int control, int port, Process daemon) {
        this.folder = folder;
        this.control = control;
        this.port = port;
        this.daemon = daemon;
    }

    /** Starts it; the test is skipped, with the reason, where it or libiscsi is missing. */
    public static Tgtd start(Path folder) throws IOException, InterruptedException {
        if (!installed("tgtd") || !installed("tgtadm") || !installed("tgtimg")) {
            return abort("tgtd is not installed (package tgt)");
        }
        try {
            IscsiUnit.at("iscsi://127.0.0.1/" + TARGET + "/1");
        } catch (OperatorNeededException e) {
            return abort(e.getMessage());
        }
        int port = freePort();
        int control = ThreadLocalRandom.current().nextInt(1000, 32000);
        ProcessBuilder builder = new ProcessBuilder("tgtd", "-f", "-C", Integer.toString(control), "-t", "2",
                "--iscsi", "portal=127.0.0.1:" + port);
        builder.environment().put("TGT_IPC_SOCKET", folder.resolve("ipc").toString());
        Process daemon = builder.redirectErrorStream(true).redirectOutput(folder.resolve("tgtd.log").toFile()).start();
        Tgtd tgtd = new Tgtd(folder, control, port, daemon);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (tgtd.tryAdmin("--mode", "sys", "--op", "show") != 0) {
            if (!daemon.isAlive() || System.nanoTime() > deadline) {
                daemon.destroyForcibly();
                return abort("tgtd does not start here: " + Files.readString(folder.resolve("tgtd.log")));
            }
            Thread.sleep(50);
        }
        tgtd.admin("--lld", "iscsi", "--mode", "target", "--op", "new", "--tid", "1", "-T", TARGET);
        tgtd.admin("--lld", "iscsi", "--mode", "target", "--op", "bind", "--tid", "1", "-I", "127.0.0.1");
        return tgtd;
    }

    private static boolean installed(String program) {
        List<String> folders = new ArrayList<>(List.of("/usr/sbin", "/sbin"));
        folders.addAll(List.of(System.getenv("PATH").split(File.pathSeparator)));
        return folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int tryAdmin(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("tgtadm", "-C", Integer.toString(control)));
        line.addAll(List.of(arguments));
        return run(line);
    }

    private int run(List<String> line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("TGT_IPC_SOCKET", folder.resolve("ipc").toString());
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve("tgtadm.log").toFile()).start()
                .waitFor();
    }

    private void admin(String... arguments) throws IOException, InterruptedException {
        if (tryAdmin(arguments) != 0) {
            throw new IOException("tgtadm %s: %s".formatted(String.join(" ", arguments),
                    Files.readString(folder.resolve("tgtadm.log"))));
        }
    }

    /** A blank DVD+R. */
    public Path blank(String name) throws IOException, InterruptedException {
        Path image = folder.resolve(name);
        Files.createDirectories(image.getParent());
        if (run(List.of("tgtimg", "--op", "new", "--device-type", "cd", "--type", "dvd+r", "--file",
                image.toString())) != 0) {
            throw new IOException("tgtimg: " + Files.readString(folder.resolve("tgtadm.log")));
        }
        return image;
    }

    /** A recorder with a disc in it. */
    public void recorder(int lun, Path disc) throws IOException, InterruptedException {
        admin("--lld", "iscsi", "--mode", "logicalunit", "--op", "new", "--tid", "1", "--lun", "" + lun, "-b",
                disc.toString(), "--device-type=cd");
        describe(lun);
    }

    /** An empty recorder. */
    public void recorder(int lun) throws IOException, InterruptedException {
        admin("--lld", "iscsi", "--mode", "logicalunit", "--op", "new", "--tid", "1", "--lun", "" + lun,
                "--device-type=cd");
        describe(lun);
    }

    /** Names it, and has it write through its cache: every WRITE would be forced to disk. */
    private void describe(int lun) throws IOException, InterruptedException {
        update(lun, "vendor_id=STGT_DVD,product_id=DVD101,product_rev=0010,scsi_sn=XYZ12%d,removable=1".formatted(lun));
        update(lun, "mode_page=8:0:10:4:0:0:0:0:0:0:0:0:0");
    }

    /** A changer with two drives at LUNs 1 and 2, one mail slot and four slots, and blank discs in these. */
    public void changer(int lun, String... barcodes) throws IOException, InterruptedException {
        Path store = Files.write(folder.resolve("smc"), new byte[1024]);
        Path home = Files.createDirectories(folder.resolve("home"));
        admin("--lld", "iscsi", "--mode", "logicalunit", "--op", "new", "--tid", "1", "--lun", "" + lun, "-b",
                store.toString(), "--device-type=changer");
        update(lun, "vendor_id=STK,product_id=L700,product_rev=0010,scsi_sn=CHG01,removable=1");
        update(lun, "element_type=4,start_address=1,quantity=2");
        update(lun, "element_type=4,address=1,tid=1,lun=1");
        update(lun, "element_type=4,address=2,tid=1,lun=2");
        update(lun, "element_type=1,start_address=16,quantity=1");
        update(lun, "element_type=3,start_address=32,quantity=1");
        update(lun, "media_home=" + home);
        update(lun, "element_type=2,start_address=1024,quantity=4");
        for (int i = 0; i < barcodes.length; i++) {
            blank("home/" + barcodes[i]);
            update(lun, "element_type=2,address=%d,barcode=%s,sides=1".formatted(1024 + i, barcodes[i]));
        }
    }

    private void update(int lun, String parameters) throws IOException, InterruptedException {
        admin("--lld", "iscsi", "--mode", "logicalunit", "--op", "update", "--tid", "1", "--lun", "" + lun,
                "--params", parameters);
    }

    /** Puts another disc in; no unit attention tells of it. */
    public void swap(int lun, Path disc) throws IOException, InterruptedException {
        update(lun, "online=0");
        update(lun, "path=" + disc);
    }

    /** Takes the disc out. */
    public void takeOut(int lun) throws IOException, InterruptedException {
        update(lun, "online=0");
    }

    /** Stops answering. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Answers again. */
    public void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        // every shell has a kill of its own; as a program it is a package
        if (run(List.of("/bin/sh", "-c", "kill %s %d".formatted(signal, daemon.pid()))) != 0) {
            throw new IOException("kill %s: %s".formatted(signal, Files.readString(folder.resolve("tgtadm.log"))));
        }
    }

    /** Dies without a word. */
    public void kill() throws InterruptedException {
        daemon.destroyForcibly().waitFor();
    }

    /** The device name of a unit. */
    public String device(int lun) {
        return "iscsi://127.0.0.1:%d/%s/%d".formatted(port, TARGET, lun);
    }

    @Override
    public void close() throws IOException {
        try {
            if (daemon.isAlive()) {
                thaw();
                tryAdmin("--lld", "iscsi", "--mode", "target", "--op", "delete", "--tid", "1", "--force");
                tryAdmin("--mode", "system", "--op", "delete");
                daemon.waitFor(3, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            daemon.destroyForcibly();
        }
    }
}
