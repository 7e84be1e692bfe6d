package org.arenavault.venti.net;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Streams of any bytes, cut into messages; what is decoded encodes and decodes to the same. */
public final class MessageFuzz {

    private MessageFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        for (WireVersion version : WireVersion.values()) {
            try {
                FrameBuffer frames = new FrameBuffer(version, 1 << 20);
                for (int at = 0; at < data.length;) {
                    ByteBuffer room = frames.room();
                    int count = Math.min(Math.min(room.remaining(), 1 + at % 50), data.length - at);
                    room.put(data, at, count);
                    frames.added(count);
                    at += count;
                    for (Optional<FrameBuffer.Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                        look(frame.get(), version);
                    }
                }
            } catch (VaultException e) {
                Fuzzing.requireOneLine(e);
            }
        }
    }

    private static void look(FrameBuffer.Frame frame, WireVersion version) {
        try {
            Message.Tagged message = MessageCodec.decode(frame.body());
            ByteBuffer again = EncodedMessage.of(message, version).position(version.lengthSize());
            Message.Tagged twice = MessageCodec.decode(again);
            if (twice.tag() != message.tag() || twice.message().getClass() != message.message().getClass()) {
                throw new IllegalStateException(message + " became " + twice);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
