package org.arenavault.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.UnitSums;
import org.arenavault.io.World;
import org.arenavault.parity.MemberSource;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityLayout;
import org.arenavault.parity.ParityMaking;
import org.arenavault.parity.ParityMember;
import org.arenavault.parity.ParityShare;
import org.arenavault.venti.SampleVenti;

/** A disc of three arenas of 1 MiB, each with its label, and parity behind them: 7 columns of 7 units, 4 of parity. */
final class ParityDisc {

    static final int UNIT = UnitSums.UNIT;
    static final int PARITY = 4;
    static final int ROWS = 7;
    /** Units of an arena; behind it stands its label. */
    static final int ARENA = 16;

    private static final int ARENAS = 3;
    private static final int BLOCK = 2048;

    private final List<byte[]> arenas = new ArrayList<>();
    private final byte[] parity;

    private ParityDisc(Path folder, UnaryOperator<String> names) throws IOException {
        SampleVenti.create(folder, ARENAS, 8192, 5, 7);
        List<ParityMember> members = new ArrayList<>();
        List<MemberSource> sources = new ArrayList<>();
        for (int i = 0; i < ARENAS; i++) {
            CommandRun extract = new CommandRun();
            extract.run("arenas", "extract", folder.resolve("arenas0").toString(), "arena" + i);
            byte[] arena = extract.printedBytes();
            arenas.add(arena);
            UnitSums.Sink sums = new UnitSums.Sink(arena.length);
            sums.update(ByteBuffer.wrap(arena));
            sources.add(new MemberSource(sums.finish(), List.of(new MemoryStorage(arena))));
            StringBuilder seal = new StringBuilder();
            for (int at = arena.length - 20; at < arena.length; at++) {
                seal.append("%02x".formatted(arena[at] & 0xFF));
            }
            members.add(new ParityMember("arena", names.apply("arena" + i), arena.length, seal.toString(), 1,
                    new UUID(1, 1), i + 1, (long) i * (ARENA + 1) * UNIT / BLOCK));
        }
        ParityLayout layout = ParityLayout.ofOne(members, PARITY, ROWS);
        ParityContent content = ParityContent.of(new UUID(2, 2), layout, ParityShare.all(layout));
        MemoryStorage staging = new MemoryStorage((int) content.size());
        new ParityMaking(World.unattended(new SilentTerminal()), 1).make(content, sources, staging, "parity");
        parity = staging.read(0, (int) content.size());
    }

    static ParityDisc create(Path folder) throws IOException {
        return new ParityDisc(folder, name -> name);
    }

    /** The same with members under other names. */
    static ParityDisc create(Path folder, UnaryOperator<String> names) throws IOException {
        return new ParityDisc(folder, names);
    }

    byte[] arena(int number) {
        return arenas.get(number).clone();
    }

    byte[] parity() {
        return parity.clone();
    }

    /** A track as dd gives it: the content, zeros, something that stands for the label. */
    static byte[] track(byte[] content) {
        byte[] track = Arrays.copyOf(content, (content.length + UNIT - 1) / UNIT * UNIT + UNIT);
        byte[] label = "arenavault label 1\n{}\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(label, 0, track, track.length - UNIT, label.length);
        return track;
    }

    /** The whole disc. */
    byte[] disc() throws IOException {
        ByteArrayOutputStream disc = new ByteArrayOutputStream();
        for (byte[] arena : arenas) {
            disc.write(track(arena));
        }
        disc.write(track(parity));
        return disc.toByteArray();
    }

    /** Where the parity track begins on the disc, in units. */
    static int parityAt() {
        return ARENAS * (ARENA + 1);
    }

    /** Zeros in place of units, as ddrescue leaves what it could not read. */
    static byte[] without(byte[] bytes, int from, int units) {
        Arrays.fill(bytes, from * UNIT, (from + units) * UNIT, (byte) 0);
        return bytes;
    }

    /** All tracks as files track1.img to track4.img; returns their names. */
    List<String> write(Path folder) throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i <= ARENAS; i++) {
            files.add(Files.write(folder.resolve("track%d.img".formatted(i + 1)),
                    track(i < ARENAS ? arenas.get(i) : parity)).toString());
        }
        return files;
    }
}
