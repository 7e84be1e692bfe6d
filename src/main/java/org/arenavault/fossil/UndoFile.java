package org.arenavault.fossil;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;

/**
 * What a reset writes over, kept so that it can be put back: a line
 * {@code arenavault fossil undo 1 PARTITIONSIZE FROM TO}, the bytes [FROM, TO) of the partition, and their SHA-256.
 * Readable by its owner alone: a super block holds a root score.
 */
public final class UndoFile {

    private static final int LINE = 128;
    private static final int CHUNK = 1 << 20;
    private static final int SHA256 = 32;
    private static final Pattern TITLE =
            Pattern.compile("arenavault fossil undo 1 (\\d{1,18}) (\\d{1,18}) (\\d{1,18})");

    private UndoFile() {
    }

    /**
     * Keeps what lies between the header and {@code end}, on stable storage.
     *
     * @throws RefusedException if the file exists
     */
    public static void save(Storage partition, long end, Path file, Disks disks, Progress progress, StopSignal stop)
            throws IOException {
        long from = FossilHeader.AT;
        String title = "arenavault fossil undo 1 %d %d %d".formatted(partition.size(), from, end);
        byte[] line = Arrays.copyOf(title.getBytes(US_ASCII), LINE);
        Arrays.fill(line, title.length(), LINE - 1, (byte) ' ');
        line[LINE - 1] = '\n';
        if (PlainFiles.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(file + ": exists already; it may be what takes back an earlier reset");
        }
        DurableFiles.createFile(file);
        try (Storage undo = disks.openToWrite(file); Progress.Stage stage = progress.begin("keeping", end - from)) {
            undo.write(0, line);
            MessageDigest sha256 = Digests.sha256();
            copy(partition, from, undo, LINE, end - from, sha256, stage, stop);
            undo.write(LINE + end - from, sha256.digest());
            undo.force();
        }
    }

    /**
     * Whether what was kept can be put back. Nothing is written: this comes before the question.
     *
     * @throws CorruptException if the file is damaged or none
     * @throws RefusedException if it was kept from a partition of another size
     */
    public static void check(Path file, Storage partition, Disks disks, Progress progress, StopSignal stop)
            throws IOException {
        try (Storage undo = disks.openToRead(file)) {
            check(undo, length(undo, file, partition), file, progress, stop);
        }
    }

    /**
     * Puts back what was kept, once all of it has been found sound.
     *
     * @throws CorruptException if the file is damaged or none; nothing has been written then
     * @throws RefusedException if it was kept from a partition of another size; nothing has been written then
     */
    public static void restore(Path file, Storage partition, Disks disks, Progress progress, StopSignal stop)
            throws IOException {
        try (Storage undo = disks.openToRead(file)) {
            long length = length(undo, file, partition);
            check(undo, length, file, progress, stop);
            try (Progress.Stage stage = progress.begin("putting back", length)) {
                copy(undo, LINE, partition, FossilHeader.AT, length, Digests.sha256(), stage, StopSignal.NEVER);
            }
            partition.force();
        }
    }

    /** How many bytes were kept, from the header on. */
    private static long length(Storage undo, Path file, Storage partition) throws IOException {
        Matcher title = TITLE.matcher(undo.size() < LINE + SHA256 ? ""
                : new String(undo.read(0, LINE), US_ASCII).strip());
        if (!title.matches()) {
            throw new CorruptException(file + ": nothing that a reset kept");
        }
        long from = Long.parseLong(title.group(2));
        long length = Long.parseLong(title.group(3)) - from;
        if (Long.parseLong(title.group(1)) != partition.size()) {
            throw new RefusedException("%s: kept from a partition of %s bytes, not from %s of %d".formatted(file,
                    title.group(1), partition.name(), partition.size()));
        }
        if (length < 0 || from != FossilHeader.AT || from + length > partition.size()
                || undo.size() != LINE + length + SHA256) {
            throw new CorruptException(file + ": cut short, or not what a reset kept");
        }
        return length;
    }

    private static void check(Storage undo, long length, Path file, Progress progress, StopSignal stop)
            throws IOException {
        try (Progress.Stage stage = progress.begin("checking", length)) {
            if (!Arrays.equals(Digests.sha256(undo.slice(LINE, LINE + length), stage, stop),
                    undo.read(LINE + length, SHA256))) {
                throw new CorruptException(file + ": damaged: its digest does not match");
            }
        }
    }

    private static void copy(Storage source, long from, Storage target, long to, long length, MessageDigest digest,
                             Progress.Stage stage, StopSignal stop) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long done = 0; done < length; done += chunk.limit()) {
            stop.check();
            chunk.clear().limit((int) Math.min(CHUNK, length - done));
            source.read(from + done, chunk);
            digest.update(chunk.flip());
            target.write(to + done, chunk.rewind());
            stage.add(chunk.limit());
        }
    }
}
