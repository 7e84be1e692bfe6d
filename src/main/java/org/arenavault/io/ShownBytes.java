package org.arenavault.io;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Names of any bytes as a terminal can show them: control characters and what is no UTF-8 as {@code \xNN}. */
public final class ShownBytes {

    private ShownBytes() {
    }

    /** The text; no two names have the same. */
    public static String of(byte[] bytes) {
        StringBuilder shown = new StringBuilder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer one = CharBuffer.allocate(2);
        while (in.hasRemaining()) {
            int length = characterLength(in, one);
            if (length == 0) {
                shown.append("\\x%02x".formatted(in.get() & 0xFF));
            } else if (one.get(0) == '\\') {
                shown.append("\\\\");
                in.get();
            } else {
                shown.append(one.flip());
                in.position(in.position() + length);
            }
        }
        return shown.toString();
    }

    /** Bytes of the printable character that begins here, which is put into {@code out}; 0 if none does. */
    private static int characterLength(ByteBuffer in, CharBuffer out) {
        for (int length = 1; length <= Math.min(4, in.remaining()); length++) {
            out.clear();
            ByteBuffer piece = in.slice(in.position(), length);
            if (!decoder().decode(piece, out, true).isError()) {
                int c = Character.codePointAt(out.array(), 0, out.position());
                boolean printable = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT
                        && c != 0x2028 && c != 0x2029;
                return printable ? length : 0;
            }
        }
        return 0;
    }

    private static CharsetDecoder decoder() {
        return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
