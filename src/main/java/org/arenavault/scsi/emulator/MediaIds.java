package org.arenavault.scsi.emulator;

/** Maker and type that emulated discs bear: nobody shall take them for real ones. */
final class MediaIds {

    private MediaIds() {
    }

    static String of(MediumFamily family) {
        return switch (family) {
            case BD_R -> "EMULAT/E1r";
            case BD_R_DL -> "EMULAT/E2r";
            case BD_R_TL -> "EMULAT/E3r";
            case BD_R_QL -> "EMULAT/E4r";
            case BD_RE -> "EMULAT/E1w";
            case BD_RE_DL -> "EMULAT/E2w";
            case DVD_PLUS_R -> "EMULATED/E1p";
            case DVD_PLUS_R_DL -> "EMULATED/E2p";
            case DVD_PLUS_RW -> "EMULATED/E1w";
            case DVD_R -> "EMULATED-R01";
            case CD_R -> "97m26s66f";
            case REMOVABLE -> "";
        };
    }
}
