package org.arenavault.changer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.arenavault.io.VaultException;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.ElementAddresses;
import org.arenavault.scsi.ElementStatus;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.ElementType;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.Opcode;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.SenseKey;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.InstantClock;
import org.junit.jupiter.api.Test;

/**
 * Random changers that answer READ ELEMENT STATUS otherwise than they were asked: cut, padded, in pages of other types
 * and orders, from other addresses, with descriptors of other lengths, not at all in some forms. What is then told of
 * them is right, or said to contradict what they say of themselves, or an error: never a wrong place without a word.
 */
class OddAnswersTest {

    private static final int CHANGERS = Integer.getInteger("changers", 3000);
    private static final int FEWEST_ODD = 100;

    /** A changer, and how it answers. */
    private static class OddChanger implements Transport {

        private final Random random;
        private final List<Element> places = new ArrayList<>();
        private final ElementAddresses addresses;
        private final List<String> oddities = new ArrayList<>();
        private final int seed;
        private final int cut;
        private final int pad;
        private final int length;
        private final String refused;

        OddChanger(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            int drives = 1 + random.nextInt(4);
            int slots = 1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 20);
            int mail = random.nextInt(3);
            int first = random.nextInt(3);
            int atDrives = 1 + first * 256;
            int atSlots = 1024 + random.nextInt(5000);
            int atMail = random.nextBoolean() ? atSlots + slots : 16;
            add(ElementType.MEDIUM_TRANSPORT, 0, 1);
            add(ElementType.DATA_TRANSFER, atDrives, drives);
            add(ElementType.STORAGE, atSlots, slots);
            add(ElementType.IMPORT_EXPORT, atMail, mail);
            addresses = new ElementAddresses(0, 1, atSlots, slots, atMail, mail, atDrives, drives);
            for (String odd : List.of("types", "before", "behind", "cut", "pad", "length", "count", "bytes", "twice",
                    "order", "noprobe", "noids", "notags", "notype", "norange", "nopage", "short", "alternate")) {
                if (random.nextInt(9) == 0) {
                    oddities.add(odd);
                }
            }
            cut = random.nextInt(200);
            pad = 1 + random.nextInt(100);
            length = 4 + random.nextInt(120);
            refused = List.of("5/24/00", "5/20/00", "B/4E/00", "4/44/00", "9/80/00").get(random.nextInt(5));
        }

        private void add(ElementType type, int address, int count) {
            for (int i = 0; i < count; i++) {
                boolean full = random.nextBoolean();
                places.add(new Element(type, address + i, full,
                        new Element.Flags(false, false, true, false, false), Element.Trouble.NONE,
                        Element.Origin.UNKNOWN,
                        full && random.nextBoolean() ? "BD%04d".formatted(random.nextInt(10_000)) : "",
                        Element.NO_DEVICE));
            }
        }

        private boolean has(String odd) {
            return oddities.contains(odd);
        }

        private List<Element> of(ElementType type) {
            return places.stream().filter(place -> place.type() == type).toList();
        }

        @Override
        public CommandResult execute(Command command) {
            byte[] cdb = command.cdb();
            return switch (Opcode.of(cdb)) {
                case INQUIRY -> answer(command, new Inquiry(0, Inquiry.CHANGER, true, 5, false, "ODD", "CHANGER", "1")
                        .encode());
                case MODE_SENSE_6 -> has("nopage") ? refusal("5/24/00") : answer(command, addresses.encode());
                case READ_ELEMENT_STATUS -> status(command, ByteBuffer.wrap(cdb));
                default -> refusal("5/20/00");
            };
        }

        private CommandResult status(Command command, ByteBuffer cdb) {
            int type = cdb.get(1) & 0x0F;
            boolean tags = (cdb.get(1) & 0x10) != 0;
            boolean ids = (cdb.get(6) & 1) != 0;
            int first = cdb.getShort(2) & 0xFFFF;
            int count = cdb.getShort(4) & 0xFFFF;
            boolean probe = command.length() <= ElementStatus.HEADER;
            if ((tags && has("notags")) || (ids && has("noids")) || (type != 0 && has("notype"))) {
                return refusal(refused);
            }
            if ((probe && has("noprobe")) || (first > 0 && has("norange"))) {
                return answer(command, new byte[8]);
            }
            List<Element> chosen = new ArrayList<>();
            for (Element place : places) {
                boolean typed = type == 0 || place.type().code() == type || has("types");
                boolean there = (place.address() >= first || has("before")) && (chosen.size() < count || has("behind"));
                if (typed && there) {
                    chosen.add(place);
                }
            }
            if (has("order")) {
                java.util.Collections.reverse(chosen);
            }
            if (has("twice")) {
                chosen.addAll(List.copyOf(chosen));
            }
            if (chosen.isEmpty()) {
                return pad % 2 == 0 ? answer(command, new byte[8]) : refusal("5/21/01");
            }
            byte[] b = new ElementStatus(chosen).encode(tags ? VolumeTags.WANTED : VolumeTags.LEFT_OUT,
                    ids ? DeviceIds.WANTED : DeviceIds.LEFT_OUT);
            b = has("length") ? resized(b, length) : b;
            b = has("alternate") ? alternate(b) : b;
            if (has("count")) {
                b[3] = (byte) cut;
            }
            b = has("pad") ? Arrays.copyOf(b, b.length + pad) : b;
            if (has("bytes")) {
                b[5] = 0;
                b[6] = (byte) (pad % 3);
            }
            if (has("short") && b.length > 8 + cut) {
                b = Arrays.copyOf(b, 8 + cut);
            }
            return answer(command, has("cut") && b.length > 30 ? Arrays.copyOf(b, b.length - 1 - cut % 20) : b);
        }

        /** The same pages with descriptors of another length. */
        private static byte[] resized(byte[] b, int length) {
            ByteBuffer in = ByteBuffer.wrap(b);
            ByteBuffer out = ByteBuffer.allocate(8 + b.length / 12 * (length + 8) + 1000);
            out.put(b, 0, 8);
            for (int at = 8; at + 8 <= b.length;) {
                int old = in.getShort(at + 2) & 0xFFFF;
                int bytes = in.getInt(at + 4) & 0xFFFFFF;
                int start = out.position();
                out.put(b, at, 8);
                out.putShort(start + 2, (short) length);
                out.putInt(start + 4, bytes / old * length);
                for (int d = at + 8; d < at + 8 + bytes; d += old) {
                    out.put(Arrays.copyOf(Arrays.copyOfRange(b, d, d + old), length));
                }
                at += 8 + bytes;
            }
            out.putInt(4, out.position() - 8);
            return Arrays.copyOf(out.array(), out.position());
        }

        /** Claims alternate tags that were not sent. */
        private static byte[] alternate(byte[] b) {
            for (int at = 8; at + 8 <= b.length; at += 8 + (ByteBuffer.wrap(b).getInt(at + 4) & 0xFFFFFF)) {
                b[at + 1] |= 0x40;
            }
            return b;
        }

        private static CommandResult answer(Command command, byte[] bytes) {
            ByteBuffer target = command.data().duplicate();
            int moved = Math.min(bytes.length, target.remaining());
            target.put(bytes, 0, moved);
            return new CommandResult(CommandStatus.OK, 0, new byte[0], moved, Duration.ZERO, "");
        }

        private static CommandResult refusal(String triple) {
            String[] parts = triple.split("/");
            byte[] sense = SenseData.of(SenseKey.of(Integer.parseInt(parts[0], 16)), Integer.parseInt(parts[1], 16),
                    Integer.parseInt(parts[2], 16)).encode(SenseData.Format.FIXED);
            return new CommandResult(CommandStatus.CHECK_CONDITION, 2, sense, 0, Duration.ZERO, "");
        }

        @Override
        public String identity() {
            return "odd";
        }

        @Override
        public int maxTransfer() {
            return 1 << 16;
        }

        @Override
        public void close() {
            // nothing to close
        }

        @Override
        public String toString() {
            return "seed %d, %s, %s".formatted(seed, oddities, addresses);
        }
    }

    /** What is wrong with what is told of a kind of places; empty if nothing is. */
    private static String compare(String kind, List<Element> truth, List<Element> told, boolean counted) {
        Map<Integer, Element> there = new TreeMap<>();
        truth.forEach(place -> there.put(place.address(), place));
        if (counted && told.size() != truth.size()) {
            return "%s: %d told of, %d are there".formatted(kind, told.size(), truth.size());
        }
        for (Element place : told) {
            Element real = there.remove(place.address());
            if (real == null || real.full() != place.full()
                    || !(place.volumeTag().isEmpty() || place.volumeTag().equals(real.volumeTag()))) {
                return "%s: %s is told of, %s is there".formatted(kind, place, real);
            }
        }
        return "";
    }

    private static List<String> states(ChangerInventory seen) {
        return Stream.concat(seen.drives().stream(), seen.slots().stream())
                .map(place -> "%s %d %s".formatted(place.type(), place.address(), place.full())).toList();
    }

    @Test
    void whatIsToldOfAChangerIsRightOrContradictedOrAnError() throws IOException {
        int whole = 0;
        int said = 0;
        for (int seed = 0; seed < CHANGERS; seed++) {
            OddChanger odd = new OddChanger(seed);
            ChangerInventory seen;
            try (MediumChanger changer = MediumChanger.open(odd, new InstantClock(), "odd")) {
                seen = changer.inventory();
                assertThat(states(changer.inventory())).as("%s: asked twice", odd).isEqualTo(states(seen));
            } catch (VaultException e) {
                assertThat(e.getMessage()).as("%s", odd).doesNotContain("\n");
                said++;
                continue;
            }
            if (!seen.contradictions().isEmpty()) {
                said++;
                continue;
            }
            assertThat(seen.drives().isEmpty() || seen.slots().isEmpty()).as("%s: %s", odd, seen).isFalse();
            List<Element> slots = seen.slots().subList(0, seen.slots().size() - seen.mailSlots());
            List<Element> mail = seen.slots().subList(slots.size(), seen.slots().size());
            boolean counted = !odd.has("nopage");
            String wrong = compare("drives", odd.of(ElementType.DATA_TRANSFER), seen.drives(), counted)
                    + compare("slots", odd.of(ElementType.STORAGE), slots, counted)
                    + compare("mail slots", odd.of(ElementType.IMPORT_EXPORT), mail, counted);
            assertThat(wrong).as("%s", odd).isEmpty();
            whole++;
        }
        assertThat(whole).as("seen whole").isGreaterThan(CHANGERS / 2);
        assertThat(said).as("told to be odd").isGreaterThan(CHANGERS / FEWEST_ODD);
    }

    /** Bytes of no meaning end in an answer or an error, in no time, whatever they are. */
    @Test
    void rubbishIsNoAnswer() throws IOException {
        for (int seed = 0; seed < CHANGERS; seed++) {
            Random random = new Random(seed);
            OddChanger odd = new OddChanger(seed) {
                @Override
                public CommandResult execute(Command command) {
                    CommandResult result = super.execute(command);
                    ByteBuffer data = command.data().duplicate();
                    for (int i = 0; i < 3 && data.hasRemaining() && Opcode.of(command.cdb())
                            == Opcode.READ_ELEMENT_STATUS; i++) {
                        data.put(data.position() + random.nextInt(Math.min(64, data.remaining())),
                                (byte) random.nextInt());
                    }
                    return result;
                }
            };
            try (MediumChanger changer = MediumChanger.open(odd, new InstantClock(), "odd")) {
                ChangerInventory seen = changer.inventory();
                assertThat(seen.drives().size() + seen.slots().size()).as("seed %d", seed).isPositive();
                assertThat(seen.slots()).as("seed %d", seed).allMatch(slot -> slot.volumeTag().length() <= 32);
            } catch (VaultException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
    }
}
