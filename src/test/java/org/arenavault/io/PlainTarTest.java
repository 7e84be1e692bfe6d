package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tar that goes on and on ends all the same: by itself, or when the operator asks to stop. */
@Timeout(20)
class PlainTarTest {

    private static byte[] header(byte type, long size) {
        TarArchiveEntry entry = new TarArchiveEntry("x", type, true);
        entry.setSize(size);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        return header;
    }

    /** These bytes, again and again. */
    private static InputStream endless(byte[] bytes) {
        return new InputStream() {
            private long at;

            @Override
            public int read() {
                return bytes[(int) (at++ % bytes.length)] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    into[offset + i] = (byte) read();
                }
                return length;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_PAX_EXTENDED_HEADER_LC, TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER})
    void headersThatOnlyExtendOthersComeToAnEnd(byte type) {
        PlainTar tar = new PlainTar(endless(header(type, 0)), "disc", StopSignal.NEVER);
        assertThatThrownBy(tar::next).isInstanceOf(CorruptException.class)
                .hasMessage("disc: more than 16 headers in front of one member");
    }

    @Test
    void aFewOfThemArePassedOver() throws IOException {
        byte[] extension = header(TarConstants.LF_PAX_EXTENDED_HEADER_LC, 0);
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(extension),
                new SequenceInputStream(new ByteArrayInputStream(extension),
                        new ByteArrayInputStream(header(TarConstants.LF_NORMAL, 0))));
        assertThat(new PlainTar(in, "disc", StopSignal.NEVER).next())
                .hasValueSatisfying(member -> assertThat(member.name()).isEqualTo("x"));
    }

    /** One that is large, or many that are small: whoever asks to stop need not wait for their end. */
    @ParameterizedTest
    @ValueSource(longs = {1L << 32, 0, 700})
    void whoeverAsksToStopIsHeard(long size) throws IOException {
        byte[] member = new byte[(int) (512 + (size < 1024 ? (size + 511) / 512 * 512 : 0))];
        System.arraycopy(header(TarConstants.LF_NORMAL, size), 0, member, 0, 512);
        long begun = System.nanoTime();
        StopSignal stop = () -> System.nanoTime() - begun > Duration.ofMillis(50).toNanos();
        PlainTar tar = new PlainTar(size < 1024 ? endless(member)
                : new SequenceInputStream(new ByteArrayInputStream(member), endless(new byte[1])), "disc", stop);
        assertThatThrownBy(() -> {
            while (tar.next().isPresent()) {
                tar.copy(OutputStream.nullOutputStream());
            }
        }).isInstanceOf(CancelledException.class);
    }
}
