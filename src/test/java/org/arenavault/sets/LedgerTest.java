package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.ManualClock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.VaultException;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.FlatJson;
import org.arenavault.media.TrackContent;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger: what is appended comes back, what is torn is cut, and what was changed is found. */
class LedgerTest {

    private static final LedgerHeader HEADER = new LedgerHeader(new UUID(1, 2), new UUID(3, 4), new SetName("home"));
    private static final ArenaRecord ARENA =
            new ArenaRecord("arena0", 1 << 20, 8192, "/dev/arenas", 794624, Score.ZERO, false);

    @TempDir
    private Path folder;
    private Path path;

    @BeforeEach
    void begin() throws IOException {
        path = folder.resolve("ledger.jsonl");
        try (Ledger ledger = Ledger.create(path, 1, HEADER, Disks.REAL, new ManualClock())) {
            for (LedgerEvent event : events()) {
                ledger.append(event);
            }
        }
    }

    private static List<LedgerEvent> events() {
        return List.of(new LedgerEvent.Begun(1, new UUID(5, 6), "bd-r", 12_219_392, "BCA 04 1e"),
                new TrackEvent.Intent(1, 1, 0, 544, ARENA, ""),
                new TrackEvent.Written(1, 1),
                new TrackEvent.Closed(1, 1, 0, 544),
                new TrackEvent.Verified(1, 1, "drive \"A\"", new ReadEffort(2, 18_000_000, 9_000_000, 1)),
                new TrackEvent.Intent(1, 2, 544, 544, ARENA, "accepted because"),
                new TrackEvent.Dead(1, 2, 544, 96, "interrupted"),
                new TrackEvent.Found(1, 3, 1088, 544, ARENA, false, "plan9"),
                new TrackEvent.Bad(1, 3, "drive B", "reads differently", "0+65536"),
                new LedgerEvent.Moved(1, "bank vault, box 7 — gelbe Schachtel"),
                new LedgerEvent.Marked(1, DiscMark.LOST),
                new LedgerEvent.Full(1, "full"));
    }

    private SetState read() throws IOException {
        return Ledger.read(path, Disks.REAL);
    }

    @Test
    void everyEventComesBackAsItWas() throws IOException {
        for (LedgerEvent event : events()) {
            assertThat(LedgerEvent.decode(event.encode())).isEqualTo(event);
        }
        DiscRecord disc = read().disc(1).orElseThrow();
        assertThat(disc.tracks()).extracting(TrackRecord::state)
                .containsExactly(TrackState.VERIFIED, TrackState.DEAD, TrackState.BAD);
        assertThat(disc.place()).isEqualTo("bank vault, box 7 — gelbe Schachtel");
        assertThat(disc.mark()).isEqualTo(DiscMark.LOST);
        assertThat(disc.fullReason()).isEqualTo("full");
        assertThat(disc.track(1).orElseThrow().drive()).isEqualTo("drive \"A\"");
        assertThat(read().lastSequence()).isEqualTo(events().size() + 1);
    }

    private static final TrackContent KIT = new TrackContent("kit", "kit-home-001", 7, "0".repeat(64),
            new FlatJson().put("made", "by hand"));

    @Test
    void whatIsNoArenaIsAnnouncedByALineThatTellsTheNewForm() throws IOException {
        long before = read().lastSequence();
        try (Ledger ledger = Ledger.open(path, Disks.REAL, new ManualClock())) {
            ledger.append(new TrackEvent.Intent(1, 4, 1632, 64, KIT, ""));
            ledger.append(new TrackEvent.Dead(1, 4, 1632, 0, "never begun"));
            ledger.append(new TrackEvent.Found(1, 4, 1632, 64, KIT, true, "disc"));
        }

        assertThat(Files.readAllLines(path).subList((int) before, (int) before + 4)).satisfiesExactly(
                line -> assertThat(line).contains("\"type\":\"format\",\"version\":2"),
                line -> assertThat(line).contains("\"type\":\"intent\"", "\"kind\":\"kit\",\"name\":\"kit-home-001\"",
                        "\"made\":\"by hand\""),
                line -> assertThat(line).contains("\"type\":\"dead\""),
                line -> assertThat(line).contains("\"type\":\"found\"", "\"kind\":\"kit\""));
        TrackRecord track = read().disc(1).orElseThrow().track(4).orElseThrow();
        assertThat(track.content()).isEqualTo(KIT);
        assertThat(track.arena()).isEmpty();
    }

    @Test
    void aLineOfTheNewFormThatCannotBeIsRefusedBeforeTheFormIsAnnounced() throws IOException {
        byte[] before = Files.readAllBytes(path);
        try (Ledger ledger = Ledger.open(path, Disks.REAL, new ManualClock())) {
            assertThatThrownBy(() -> ledger.append(new TrackEvent.Intent(7, 1, 0, 64, KIT, "")))
                    .isInstanceOf(RefusedException.class).hasMessageContaining("disc 7, which was never begun");
        }

        assertThat(Files.readAllBytes(path)).isEqualTo(before);
    }

    @Test
    void aLineOfTheNewFormThatNothingAnnouncesIsRefused() throws IOException {
        LedgerChain chain = new LedgerChain();
        byte[] head = chain.next(1, new FlatJson().put("time", Instant.EPOCH).putAll(HEADER.encode()));
        byte[] begun = chain.next(2, new FlatJson().put("time", Instant.EPOCH).putAll(events().get(0).encode()));
        byte[] kit = chain.next(3, new FlatJson().put("time", Instant.EPOCH)
                .putAll(new TrackEvent.Intent(1, 1, 0, 64, KIT, "").encode()));
        Files.write(path, ByteBuffer.allocate(head.length + begun.length + kit.length).put(head).put(begun).put(kit)
                .array());

        assertThatThrownBy(this::read).isInstanceOf(CorruptException.class)
                .hasMessageContaining("is of form 2, which no line before it announces");
    }

    @Test
    void aFormThatIsNotKnownIsThatOfALaterVersion() throws IOException {
        assertThat(LedgerEvent.decode(new FlatJson().put("type", "format").put("version", 3)))
                .isEqualTo(new FormatEvent.Newer("format 3"));
    }

    @Test
    void aTrackCountsUntilItsDiscIsLostAndAgainWhenItIsFound() throws IOException {
        assertThat(read().copies("arena0")).isEmpty();
        try (Ledger ledger = Ledger.open(path, Disks.REAL, new ManualClock())) {
            ledger.append(new LedgerEvent.Marked(1, DiscMark.FOUND));
        }
        assertThat(read().copies("arena0")).singleElement()
                .satisfies(copy -> assertThat(copy.track().number()).isEqualTo(1));
    }

    @Test
    void aLastLineTornAnywhereIsCutAndTheNextOneFollows() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        int lastLine = lastLineStart(whole);
        for (int length = lastLine; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThat(read().lastSequence()).isEqualTo(events().size());
            try (Ledger ledger = Ledger.open(path, Disks.REAL, new ManualClock())) {
                ledger.append(new LedgerEvent.Full(1, "full"));
            }
            assertThat(Files.readAllBytes(path)).isEqualTo(whole);
        }
    }

    private static int lastLineStart(byte[] whole) {
        int at = whole.length - 2;
        while (whole[at] != '\n') {
            at--;
        }
        return at + 1;
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        for (int at = 0; at < whole.length - 1; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(path, damaged);
            assertThatThrownBy(this::read).as("byte %d", at).isInstanceOf(VaultException.class)
                    .hasMessageContaining("ledger.jsonl");
        }
    }

    @Test
    void linesThatAreMissingDoubledOrSwappedAreFound() throws IOException {
        List<String> lines = Files.readAllLines(path);
        for (int i = 0; i < lines.size() - 1; i++) {
            List<String> without = new ArrayList<>(lines);
            without.remove(i);
            assertDamaged(without);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(i, lines.get(i));
            assertDamaged(doubled);
            List<String> swapped = new ArrayList<>(lines);
            Collections.swap(swapped, i, i + 1);
            assertDamaged(swapped);
        }
    }

    private void assertDamaged(List<String> lines) throws IOException {
        Files.write(path, lines);
        assertThatThrownBy(this::read).isInstanceOf(CorruptException.class);
    }

    @Test
    void aWriterChangesNothingInADamagedLedger() throws IOException {
        byte[] damaged = Files.readAllBytes(path);
        damaged[100] ^= 1;
        Files.write(path, damaged);
        assertThatThrownBy(() -> Ledger.open(path, Disks.REAL, new ManualClock()))
                .isInstanceOf(CorruptException.class);
        assertThat(Files.readAllBytes(path)).isEqualTo(damaged);
    }

    @Test
    void theSumsCanBeRecomputedWithASimpleTool() throws IOException {
        String previous = "0".repeat(64);
        for (String line : Files.readAllLines(path)) {
            int cut = line.lastIndexOf(",\"sum\":\"");
            MessageDigest sha256 = Digests.sha256();
            sha256.update((previous + line.substring(0, cut)).getBytes(StandardCharsets.UTF_8));
            String sum = HexFormat.of().formatHex(sha256.digest());
            assertThat(line).endsWith(",\"sum\":\"" + sum + "\"}");
            previous = sum;
        }
    }

    @Test
    void aLineWithoutEndDoesNotFillTheMemory() throws IOException {
        Files.write(path, new byte[10_000_000]);
        assertThatThrownBy(this::read).isInstanceOf(CorruptException.class).hasMessageContaining("has no end");
    }

    @Test
    void aLinkIsNoLedger() throws IOException {
        Path link = folder.resolve("link.jsonl");
        Files.createSymbolicLink(link, path);
        assertThatThrownBy(() -> Ledger.read(link, Disks.REAL)).isInstanceOf(RefusedException.class);
    }

    /** A line of a type that this program does not know, as a later version would append it. */
    private void appendLineOfALaterVersion() throws IOException {
        LedgerChain chain = new LedgerChain();
        for (String line : Files.readAllLines(path)) {
            chain.check(line);
        }
        byte[] line = chain.next(chain.last() + 1, new FlatJson().put("time", new ManualClock().now())
                .put("type", "parity").put("disc", 1).put("columns", 227));
        Files.write(path, line, StandardOpenOption.APPEND);
    }

    @Test
    void aLineOfALaterVersionIsReadAndNothingIsWrittenBehindIt() throws IOException {
        SetState before = read();
        appendLineOfALaterVersion();
        byte[] bytes = Files.readAllBytes(path);

        SetState state = read();
        assertThat(state.newer()).containsExactly("parity");
        assertThat(state.lines()).isEqualTo(before.lines() + 1);
        assertThat(state.copies("arena0")).hasSameSizeAs(before.copies("arena0"));
        assertThat(LedgerFold.look(path, Disks.REAL, 1).newer()).containsExactly("parity");
        assertThat(LedgerFold.look(path, Disks.REAL, 1).newer()).as("looked at once more").containsExactly("parity");
        assertThatThrownBy(() -> Ledger.open(path, Disks.REAL, new ManualClock()))
                .isInstanceOf(UnsupportedVersionException.class).hasMessageContaining("a later version")
                .hasMessageContaining("parity");
        assertThat(Files.readAllBytes(path)).isEqualTo(bytes);
    }
}
