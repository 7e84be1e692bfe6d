package org.arenavault.scsi;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * GET CONFIGURATION (2.4; MMC-6, GET CONFIGURATION): what the loaded medium is, and what the drive can do with it.
 *
 * @param currentProfile the profile number; {@link #profile} gives it a name
 * @param features in ascending order of their codes
 */
public record Configuration(int currentProfile, List<Descriptor> features) {

    /** Bytes of the header, which alone tells profile and length. */
    public static final int HEADER_SIZE = 8;

    private static final int DESCRIPTOR_HEADER = 4;

    public Configuration {
        features = List.copyOf(features);
    }

    /**
     * One feature.
     *
     * @param code the feature number; {@link Feature} has those that mean something to us
     * @param version of its description
     * @param persistent true if it is always current
     * @param current true if it can be used with the loaded medium
     * @param data what follows the 4-byte header
     */
    public record Descriptor(int code, int version, boolean persistent, boolean current, byte[] data) {

        /** Bit {@code bit} of byte {@code at}, counted from the descriptor's first byte as the tables do. */
        public boolean bit(int at, int bit) {
            int index = at - DESCRIPTOR_HEADER;
            return index >= 0 && index < data.length && (data[index] >> bit & 1) == 1;
        }

        /** The data as text, fit to be shown: serial numbers. */
        public String text() {
            return Answer.printable(data);
        }

        private byte[] encode() {
            byte[] b = new byte[DESCRIPTOR_HEADER + data.length];
            BigEndian.put16(b, 0, code);
            BigEndian.put8(b, 2, version << 2 | Answer.flag(persistent, 1) | Answer.flag(current, 0));
            BigEndian.put8(b, 3, data.length);
            System.arraycopy(data, 0, b, DESCRIPTOR_HEADER, data.length);
            return b;
        }
    }

    /** The length of the whole answer according to its first bytes. */
    public static int announcedLength(byte[] head) {
        return Answer.announced32(head);
    }

    /** Reads the answer of {@link Cdb#getConfiguration}; features that are not there whole are left out. */
    public static Configuration decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted32("GET CONFIGURATION", bytes).require(HEADER_SIZE);
        List<Descriptor> features = new ArrayList<>();
        for (int at = HEADER_SIZE; a.has(at + DESCRIPTOR_HEADER); at += DESCRIPTOR_HEADER + a.u8(at + 3)) {
            if (a.has((long) at + DESCRIPTOR_HEADER + a.u8(at + 3))) {
                features.add(new Descriptor(a.u16(at), a.bits(at + 2, 5, 2), a.bit(at + 2, 1), a.bit(at + 2, 0),
                        a.bytes(at + DESCRIPTOR_HEADER, a.u8(at + 3))));
            }
        }
        return new Configuration(a.u16(6), features);
    }

    /** The answer. */
    public byte[] encode() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(new byte[HEADER_SIZE]);
        for (Descriptor feature : features) {
            all.writeBytes(feature.encode());
        }
        byte[] b = all.toByteArray();
        BigEndian.put32(b, 0, b.length - 4L);
        BigEndian.put16(b, 6, currentProfile);
        return b;
    }

    /** The current profile by name. */
    public Profile profile() {
        return Profile.of(currentProfile);
    }

    /** True if the feature is listed, current or not. */
    public boolean lists(Feature feature) {
        return features.stream().anyMatch(f -> f.code() == feature.code());
    }

    /** True if the feature is listed and current. */
    public boolean current(Feature feature) {
        return features.stream().anyMatch(f -> f.code() == feature.code() && f.current());
    }

    /** The feature's descriptor; one without data, not current, if the drive does not list it. */
    public Descriptor descriptor(Feature feature) {
        return features.stream().filter(f -> f.code() == feature.code()).findFirst()
                .orElseGet(() -> new Descriptor(feature.code(), 0, false, false, new byte[0]));
    }

    /** The profiles the drive supports, by the profile list; empty where it does not send one. */
    public List<Profile> supportedProfiles() {
        byte[] data = descriptor(Feature.PROFILE_LIST).data();
        List<Profile> profiles = new ArrayList<>();
        for (int at = 0; at + 4 <= data.length; at += 4) {
            profiles.add(Profile.of(BigEndian.u16(data, at)));
        }
        return List.copyOf(profiles);
    }
}
