package org.arenavault.scsi.emulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.arenavault.scsi.BigEndian;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.Configuration.Descriptor;
import org.arenavault.scsi.Feature;
import org.arenavault.scsi.Profile;

/** GET CONFIGURATION: the profile of the loaded medium, and the features that are current with it. */
final class ConfigurationCommand implements CommandSet.Handler {

    private static final int CURRENT = 1;
    private static final int ONE = 2;

    private static final int USB = 8;

    /** Versions of the feature descriptions of MMC-6 that are not 0. */
    private static final Set<Feature> VERSION_1 = EnumSet.of(Feature.CORE, Feature.MORPHING, Feature.REMOVABLE_MEDIUM,
            Feature.DVD_R_WRITE);

    private static final Set<Integer> WRITING = EnumSet.of(Feature.RANDOM_WRITABLE,
            Feature.INCREMENTAL_STREAMING_WRITABLE, Feature.FORMATTABLE, Feature.DEFECT_MANAGEMENT, Feature.WRITE_ONCE,
            Feature.DVD_PLUS_RW, Feature.DVD_PLUS_R, Feature.CD_TRACK_AT_ONCE, Feature.DVD_R_WRITE,
            Feature.BD_R_PSEUDO_OVERWRITE, Feature.DVD_PLUS_R_DL, Feature.BD_WRITE).stream().map(Feature::code)
            .collect(Collectors.toSet());

    private final EmulatedDrive drive;

    ConfigurationCommand(EmulatedDrive drive) {
        this.drive = drive;
    }

    @Override
    public UnitReply run(UnitRequest request) throws CheckCondition {
        int type = request.u8(1) & 0x03;
        if (type > ONE) {
            throw CheckCondition.invalidField(1, 1);
        }
        Profile profile = profile(drive);
        int first = request.u16(2);
        List<Descriptor> wanted = features(profile).stream()
                .filter(f -> type == ONE ? f.code() == first : f.code() >= first)
                .filter(f -> type != CURRENT || f.current()).toList();
        return UnitReply.of(new Configuration(profile.code(), wanted).encode());
    }

    /** The profile of what is loaded; a finalised disc may pass for a read-only one. */
    static Profile profile(EmulatedDrive drive) {
        if (!drive.loaded() || !drive.ready()) {
            return Profile.NONE;
        }
        EmulatedDisc disc = drive.disc();
        Profile profile = disc.family().profile();
        if (drive.quirks().on(Quirk.READ_ONLY_DRIVE)) {
            return readOnly(disc.family());
        }
        if (disc.family().overwritable() || !disc.tracks().finalised() || !drive.quirks().on(Quirk.FINAL_IS_ROM)) {
            return profile;
        }
        return readOnly(disc.family());
    }

    private static Profile readOnly(MediumFamily family) {
        return family.isBd() ? Profile.BD_ROM : family == MediumFamily.CD_R ? Profile.CD_ROM : Profile.DVD_ROM;
    }

    private List<Descriptor> features(Profile profile) {
        Set<Feature> current = current(profile);
        List<Descriptor> features = new ArrayList<>();
        add(features, Feature.PROFILE_LIST, true, current,
                profileList(profile, drive.quirks().on(Quirk.READ_ONLY_DRIVE)));
        add(features, Feature.CORE, true, current, core());
        add(features, Feature.MORPHING, true, current, new byte[] {0x02, 0, 0, 0});
        add(features, Feature.REMOVABLE_MEDIUM, true, current, new byte[] {0x29, 0, 0, 0});
        byte[] readable = new byte[8];
        BigEndian.put32(readable, 0, EmulatedDisc.BLOCK);
        BigEndian.put16(readable, 4, drive.loaded() ? drive.disc().family().clusterBlocks() : 16);
        add(features, Feature.RANDOM_READABLE, false, current, readable);
        byte[] writable = new byte[12];
        BigEndian.put32(writable, 0, drive.loaded() ? drive.disc().capacity() - 1 : 0);
        BigEndian.put32(writable, 4, EmulatedDisc.BLOCK);
        BigEndian.put16(writable, 8, 1);
        add(features, Feature.RANDOM_WRITABLE, false, current, writable);
        add(features, Feature.INCREMENTAL_STREAMING_WRITABLE, false, current, new byte[] {0x01, 0, 0x01, 0x01, 16, 0,
            0, 0});
        add(features, Feature.FORMATTABLE, false, current, new byte[] {0x0C, 0, 0, 0, 0, 0, 0, 0});
        add(features, Feature.DEFECT_MANAGEMENT, false, current, new byte[] {(byte) 0x80, 0, 0, 0});
        add(features, Feature.WRITE_ONCE, false, current, readable);
        add(features, Feature.DVD_PLUS_RW, false, current, new byte[] {0x01, 0x02, 0, 0});
        add(features, Feature.DVD_PLUS_R, false, current, new byte[] {0x01, 0, 0, 0});
        add(features, Feature.CD_TRACK_AT_ONCE, false, current, new byte[] {0x40, 0, 0x01, 0});
        add(features, Feature.DVD_R_WRITE, false, current, new byte[] {0x40, 0, 0, 0});
        add(features, Feature.BD_R_PSEUDO_OVERWRITE, false, current, new byte[] {0, 0, 0, 0});
        add(features, Feature.DVD_PLUS_R_DL, false, current, new byte[] {0x01, 0, 0, 0});
        add(features, Feature.BD_READ, false, current, new byte[28]);
        add(features, Feature.BD_WRITE, false, current, new byte[20]);
        add(features, Feature.REAL_TIME_STREAMING, false, current, new byte[] {0x1F, 0, 0, 0});
        add(features, Feature.DRIVE_SERIAL_NUMBER, true, current, serial());
        if (drive.quirks().on(Quirk.READ_ONLY_DRIVE)) {
            features.removeIf(feature -> WRITING.contains(feature.code()));
        }
        features.sort(Comparator.comparingInt(Descriptor::code));
        return features;
    }

    private static void add(List<Descriptor> features, Feature feature, boolean persistent, Set<Feature> current,
                            byte[] data) {
        features.add(new Descriptor(feature.code(), VERSION_1.contains(feature) ? 1 : 0, persistent,
                persistent || current.contains(feature), data));
    }

    private Set<Feature> current(Profile profile) {
        Set<Feature> current = EnumSet.noneOf(Feature.class);
        if (profile == Profile.NONE) {
            return current;
        }
        current.add(Feature.RANDOM_READABLE);
        current.add(Feature.REAL_TIME_STREAMING);
        EmulatedDisc disc = drive.disc();
        if (disc.family().isBd()) {
            current.add(Feature.BD_READ);
        }
        if (profile.use() == Profile.Use.READ_ONLY || disc.writeProtected()
                || (!disc.family().overwritable() && disc.tracks().finalised())) {
            return current;
        }
        switch (disc.family()) {
            case BD_R, BD_R_DL, BD_R_TL, BD_R_QL -> {
                current.addAll(EnumSet.of(Feature.INCREMENTAL_STREAMING_WRITABLE, Feature.FORMATTABLE,
                        Feature.WRITE_ONCE, Feature.BD_WRITE));
                if (disc.formatting() == Formatting.POW) {
                    current.add(Feature.BD_R_PSEUDO_OVERWRITE);
                }
                if (disc.spare() > 0) {
                    current.add(Feature.DEFECT_MANAGEMENT);
                }
            }
            case BD_RE, BD_RE_DL -> current.addAll(EnumSet.of(Feature.RANDOM_WRITABLE, Feature.FORMATTABLE,
                    Feature.DEFECT_MANAGEMENT, Feature.BD_WRITE));
            case DVD_PLUS_R -> current.add(Feature.DVD_PLUS_R);
            case DVD_PLUS_R_DL -> current.add(Feature.DVD_PLUS_R_DL);
            case DVD_R -> current.addAll(EnumSet.of(Feature.INCREMENTAL_STREAMING_WRITABLE, Feature.DVD_R_WRITE));
            case DVD_PLUS_RW -> current.addAll(EnumSet.of(Feature.RANDOM_WRITABLE, Feature.FORMATTABLE,
                    Feature.DVD_PLUS_RW));
            case CD_R -> current.add(Feature.CD_TRACK_AT_ONCE);
            case REMOVABLE -> current.add(Feature.RANDOM_WRITABLE);
            default -> throw new IllegalStateException("no features for " + disc.family());
        }
        return current;
    }

    private static byte[] profileList(Profile current, boolean readOnly) {
        List<Profile> profiles = new ArrayList<>();
        for (MediumFamily family : MediumFamily.values()) {
            if (!readOnly && !profiles.contains(family.profile())) {
                profiles.add(family.profile());
            }
        }
        profiles.addAll(List.of(Profile.BD_ROM, Profile.DVD_ROM, Profile.CD_ROM));
        profiles.sort(Comparator.comparingInt(Profile::code).reversed());
        byte[] data = new byte[4 * profiles.size()];
        for (int i = 0; i < profiles.size(); i++) {
            BigEndian.put16(data, 4 * i, profiles.get(i).code());
            BigEndian.put8(data, 4 * i + 2, profiles.get(i) == current ? 1 : 0);
        }
        return data;
    }

    private static byte[] core() {
        byte[] data = new byte[8];
        BigEndian.put32(data, 0, USB);
        BigEndian.put8(data, 4, 0x01);
        return data;
    }

    /** A multiple of four bytes, filled up with blanks. */
    private byte[] serial() {
        byte[] text = drive.self().serial().getBytes(US_ASCII);
        byte[] data = new byte[(text.length + 3) / 4 * 4];
        Arrays.fill(data, (byte) ' ');
        System.arraycopy(text, 0, data, 0, text.length);
        return data;
    }
}
