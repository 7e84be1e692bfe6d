package org.arenavault.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.Content;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * Contents that were made for the discs of a set, each in a file in the folder {@code staging} beside its ledger
 * (protection 1): so a track that was interrupted goes on with the same bytes, and one that was read back and found
 * wrong is recorded once more. The set's lock is held by whoever uses it.
 */
public final class StagedContents {

    private static final String FOLDER = "staging";
    private static final String UNFINISHED = "unfinished-";
    private static final int DIGITS = 40;

    /** Makes a content. */
    @FunctionalInterface
    public interface Maker {

        /**
         * Writes all of it.
         *
         * @param file as long as was said
         * @return what it is
         */
        Content make(Storage file) throws IOException;
    }

    private final Path folder;
    private final World world;
    private final Disks disks;

    /** That of the set whose folder this is. */
    public StagedContents(Path set, World world) {
        this.folder = set.resolve(FOLDER);
        this.world = world;
        this.disks = OwnFiles.on(world.disks());
    }

    private Path path(Content content) {
        return folder.resolve("%s-%s".formatted(content.id().kind(), content.sum().substring(0, DIGITS)));
    }

    /**
     * Makes a content in a file that is on disk for certain before anything announces it.
     *
     * @param size its bytes
     * @throws org.arenavault.io.OwnFileException if the file cannot be written
     */
    StagedContent make(long size, Maker maker) throws IOException {
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        // several drives may make contents at once
        Path fresh = folder.resolve(UNFINISHED + world.uuids().get());
        Content content;
        try (Storage file = disks.create(fresh, size)) {
            content = maker.make(file);
            file.force();
        }
        Path path = path(content);
        OwnFiles.run(path, () -> DurableFiles.moveOver(fresh, path));
        return open(content);
    }

    private StagedContent open(Content content) throws IOException {
        return new StagedContent(content, disks.openToRead(path(content)), false, world);
    }

    /** The content, if it was made and is still here; whether it is whole its sum tells. */
    Optional<StagedContent> find(TrackContent content) throws IOException {
        Path path = path(content);
        if (!OwnFiles.exists(path)) {
            return Optional.empty();
        }
        DurableFiles.refuseLink(path);
        return Optional.of(open(content));
    }

    /** Takes away what no disc waits for: what is on no track, or was read back and found right. */
    void sweep(SetState state) throws IOException {
        if (!OwnFiles.isFolder(folder)) {
            return;
        }
        Set<Path> awaited = new HashSet<>();
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                if (disc.mark().counts() && (track.state().isOpen() || track.state() == TrackState.CLOSED)) {
                    track.content().made().ifPresent(made -> awaited.add(path(made)));
                }
            }
        }
        OwnFiles.run(folder, () -> {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (!awaited.contains(file) && PlainFiles.isFile(file)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        });
    }
}
