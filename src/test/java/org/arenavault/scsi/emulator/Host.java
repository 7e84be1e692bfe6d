package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Fua;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.Command;
import org.arenavault.scsi.CommandResult;
import org.arenavault.scsi.CommandStatus;
import org.arenavault.scsi.Configuration;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.FormatCapacities;
import org.arenavault.scsi.FormatDescriptor;
import org.arenavault.scsi.FormatUnitParameters;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.ReadCapacity;
import org.arenavault.scsi.SenseData;
import org.arenavault.scsi.TableOfContents;
import org.arenavault.scsi.TrackInformation;
import org.arenavault.scsi.Transport;

/** A host for tests: commands in one line each, and what is expected of them. */
final class Host {

    static final int BLOCK = 2048;

    private static final Duration LIMIT = Duration.ofSeconds(200);

    private final Transport transport;

    Host(Transport transport) {
        this.transport = transport;
    }

    /** A host that has heard the first unit attentions. */
    static Host ready(EmulatedUnit unit) throws IOException {
        Host host = new Host(unit.connect());
        host.hearAttentions();
        return host;
    }

    void hearAttentions() throws IOException {
        for (CommandResult r = run(Command.plain(Cdb.testUnitReady(), LIMIT)); SenseData.of(r).key() == 6;
                r = run(Command.plain(Cdb.testUnitReady(), LIMIT))) {
            assertThat(r.outcome()).isEqualTo(CommandStatus.CHECK_CONDITION);
        }
    }

    Transport transport() {
        return transport;
    }

    CommandResult run(Command command) throws IOException {
        return transport.execute(command);
    }

    CommandResult run(byte[] cdb) throws IOException {
        return run(Command.plain(cdb, LIMIT));
    }

    /** The command succeeds. */
    CommandResult ok(byte[] cdb) throws IOException {
        return good(run(cdb));
    }

    static CommandResult good(CommandResult result) {
        assertThat(result.outcome()).as(() -> SenseData.of(result).describe() + " " + result.raw())
                .isEqualTo(CommandStatus.OK);
        return result;
    }

    /** The command fails; its sense. */
    SenseData fails(byte[] cdb) throws IOException {
        return failed(run(cdb));
    }

    static SenseData failed(CommandResult result) {
        assertThat(result.outcome()).as("outcome").isEqualTo(CommandStatus.CHECK_CONDITION);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.transferred()).isZero();
        return SenseData.of(result);
    }

    /** The answer, as many bytes as were transferred. */
    byte[] in(byte[] cdb, int length) throws IOException {
        byte[] answer = new byte[length];
        CommandResult result = good(run(Command.in(cdb, ByteBuffer.wrap(answer), LIMIT)));
        return Arrays.copyOf(answer, result.transferred());
    }

    SenseData failsIn(byte[] cdb, int length) throws IOException {
        return failed(run(Command.in(cdb, ByteBuffer.allocate(length), LIMIT)));
    }

    CommandResult out(byte[] cdb, byte[] data) throws IOException {
        return run(Command.out(cdb, ByteBuffer.wrap(data), LIMIT));
    }

    SenseData turSense() throws IOException {
        return fails(Cdb.testUnitReady());
    }

    SenseData requestSense() throws IOException {
        return SenseData.decode(in(Cdb.requestSense(252), 252));
    }

    DiscInformation disc() throws IOException {
        return DiscInformation.decode(in(Cdb.readDiscInformation(DiscInformation.SIZE), DiscInformation.SIZE));
    }

    TrackInformation track(int number) throws IOException {
        return TrackInformation.decode(in(Cdb.readTrackInformation(number, TrackInformation.SIZE),
                TrackInformation.SIZE));
    }

    SenseData noTrack(int number) throws IOException {
        return failsIn(Cdb.readTrackInformation(number, TrackInformation.SIZE), TrackInformation.SIZE);
    }

    /** Where the last track goes on. */
    long nwa() throws IOException {
        TrackInformation last = track(disc().lastTrackOfLastSession());
        assertThat(last.nextWritableValid()).isTrue();
        return last.nextWritable();
    }

    ReadCapacity capacity() throws IOException {
        return ReadCapacity.decode(in(Cdb.readCapacity(), ReadCapacity.SIZE));
    }

    FormatCapacities formats() throws IOException {
        return FormatCapacities.decode(in(Cdb.readFormatCapacities(FormatCapacities.MAX_SIZE),
                FormatCapacities.MAX_SIZE));
    }

    TableOfContents contents() throws IOException {
        return TableOfContents.decode(in(OtherCdb.readToc(0, 804), 804));
    }

    Profile profile() throws IOException {
        return Configuration.decode(in(Cdb.getConfiguration(Cdb.FeatureRequest.CURRENT, 0, 1024), 1024)).profile();
    }

    CommandResult tryWrite(long lba, int blocks) throws IOException {
        return tryWrite(lba, pattern(lba, blocks));
    }

    CommandResult tryWrite(long lba, byte[] data) throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(data.length).put(data).flip();
        return run(Command.out(Cdb.write10(lba, data.length / BLOCK, Fua.OFF), direct, LIMIT));
    }

    /** In as many commands as the way to the drive asks for. */
    void write(long lba, int blocks) throws IOException {
        int most = transport.maxTransfer() / BLOCK;
        for (int done = 0; done < blocks; done += most) {
            int count = Math.min(most, blocks - done);
            CommandResult result = good(tryWrite(lba + done, count));
            assertThat(result.transferred()).isEqualTo(count * BLOCK);
        }
    }

    SenseData writeFails(long lba, int blocks) throws IOException {
        return failed(tryWrite(lba, blocks));
    }

    CommandResult tryRead(long lba, byte[] into) throws IOException {
        return run(Command.in(Cdb.read10(lba, into.length / BLOCK, Fua.OFF), ByteBuffer.wrap(into), LIMIT));
    }

    byte[] read(long lba, int blocks) throws IOException {
        int most = transport.maxTransfer() / BLOCK;
        byte[] data = new byte[blocks * BLOCK];
        for (int done = 0; done < blocks; done += most) {
            byte[] part = new byte[Math.min(most, blocks - done) * BLOCK];
            assertThat(good(tryRead(lba + done, part)).transferred()).isEqualTo(part.length);
            System.arraycopy(part, 0, data, done * BLOCK, part.length);
        }
        return data;
    }

    SenseData readFails(long lba, int blocks) throws IOException {
        return failed(tryRead(lba, new byte[blocks * BLOCK]));
    }

    /** What {@link #write} puts there is there. */
    void assertHolds(long lba, int blocks) throws IOException {
        assertThat(read(lba, blocks)).as("blocks from %d", lba).isEqualTo(pattern(lba, blocks));
    }

    /** Bytes that tell the block they were written to. */
    static byte[] pattern(long lba, int blocks) {
        byte[] all = new byte[blocks * BLOCK];
        for (int i = 0; i < blocks; i++) {
            byte[] one = new byte[BLOCK];
            new Random(lba + i).nextBytes(one);
            System.arraycopy(one, 0, all, i * BLOCK, BLOCK);
        }
        return all;
    }

    void sync() throws IOException {
        ok(Cdb.synchronizeCache(Immed.OFF));
    }

    void close(int track) throws IOException {
        ok(Cdb.closeTrack(CloseFunction.TRACK, track, Immed.OFF));
    }

    void closeSession() throws IOException {
        ok(Cdb.closeTrack(CloseFunction.SESSION, 0, Immed.OFF));
    }

    SenseData closeFails(CloseFunction function, int number) throws IOException {
        return fails(Cdb.closeTrack(function, number, Immed.OFF));
    }

    /** Burns a track at the append point as the product would; its number. */
    int burn(int blocks) throws IOException {
        int number = disc().lastTrackOfLastSession();
        long lba = nwa();
        for (int done = 0; done < blocks; done += 32) {
            write(lba + done, Math.min(32, blocks - done));
        }
        sync();
        close(number);
        return number;
    }

    CommandResult format(FormatDescriptor format, Immed immed) throws IOException {
        return out(Cdb.formatUnit(), FormatUnitParameters.of(format, immed).encode());
    }
}
