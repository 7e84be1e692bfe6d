package org.arenavault.report.page;

import io.nayuki.qrcodegen.QrCode;

/** A QR code with the quiet zone that readers ask for (ISO/IEC 18004: four modules). */
final class QrDrawing {

    private static final int QUIET_ZONE = 4;
    private static final int MODULE_PIXELS = 4;

    private final QrCode code;

    private QrDrawing(QrCode code) {
        this.code = code;
    }

    /** The code of a text; a quarter of it may be unreadable. */
    static QrDrawing of(String text) {
        return new QrDrawing(QrCode.encodeText(text, QrCode.Ecc.QUARTILE));
    }

    /** Modules a side, with the quiet zone. */
    int side() {
        return code.size + 2 * QUIET_ZONE;
    }

    /** Two rows of modules a line, dark on light. */
    String halfBlocks() {
        StringBuilder text = new StringBuilder();
        for (int y = -QUIET_ZONE; y < code.size + QUIET_ZONE; y += 2) {
            StringBuilder line = new StringBuilder("    ");
            for (int x = -QUIET_ZONE; x < code.size + QUIET_ZONE; x++) {
                boolean upper = code.getModule(x, y);
                boolean lower = code.getModule(x, y + 1);
                line.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The dark modules as data of an SVG path, one unit a module, the quiet zone included. */
    String path() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
                }
            }
        }
        return path.toString();
    }

    /** A drawing of its own, some pixels a module. */
    String svg() {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d"><path d="%s"/></svg>
                """.formatted(side(), side(), side() * MODULE_PIXELS, side() * MODULE_PIXELS, path());
    }
}
