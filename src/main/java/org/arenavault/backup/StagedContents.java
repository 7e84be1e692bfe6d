package org.arenavault.backup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Closing;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.Content;
import org.arenavault.media.GroupParity;
import org.arenavault.media.TrackContent;
import org.arenavault.parity.ParityContent;
import org.arenavault.parity.ParityTrack;
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
    /** What the parity of a group of discs begins with: it takes hours to make, and stays until it is on disc. */
    private static final String GROUP = "group-";

    /** Makes several contents at once. */
    @FunctionalInterface
    interface GroupMaker {

        /**
         * Writes all of each.
         *
         * @param files as long as was said
         * @return what they are, in their order
         */
        List<TrackContent> make(List<Storage> files) throws IOException;
    }

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
        if (content.made().flatMap(GroupParity::of).isPresent()) {
            return folder.resolve(GROUP + content.sum());
        }
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

    /**
     * Makes the parity of a group of discs, in files that are on disk for certain before anything announces it. What
     * was made in vain is taken away.
     *
     * @param sizes of the files, bytes
     */
    void makeGroup(List<Long> sizes, GroupMaker maker) throws IOException {
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        List<Path> fresh = new ArrayList<>();
        List<Storage> files = new ArrayList<>();
        try {
            List<TrackContent> contents;
            try {
                for (long size : sizes) {
                    Path path = folder.resolve(UNFINISHED + world.uuids().get());
                    fresh.add(path);
                    files.add(disks.create(path, size));
                }
                contents = maker.make(files);
                for (Storage file : files) {
                    file.force();
                }
            } finally {
                Closing.all(files);
            }
            for (int i = 0; i < contents.size(); i++) {
                Path from = fresh.get(i);
                Path to = path(contents.get(i));
                OwnFiles.run(to, () -> DurableFiles.moveOver(from, to));
            }
        } catch (IOException | OwnFileException e) {
            for (Path path : fresh) {
                OwnFiles.run(path, () -> Files.deleteIfExists(path));
            }
            throw e;
        }
    }

    /** The parity of groups of discs that was made, and is still here. Whoever gets it closes it. */
    List<StagedContent> groups() throws IOException {
        List<StagedContent> found = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.startsWith(GROUP)) {
                DurableFiles.refuseLink(file);
                Storage storage = disks.openToRead(file);
                try {
                    ParityContent content = ParityTrack.open(storage).content();
                    found.add(new StagedContent(GroupParity.of(content).content(content.size(),
                            name.substring(GROUP.length())), storage, true, world));
                } catch (UnusableBytesException e) {
                    // it is made anew
                    storage.close();
                }
            }
        }
        return found;
    }

    /** Takes away the parity of groups that was made and is on no disc. */
    void sweepGroups() throws IOException {
        for (Path file : files()) {
            if (file.getFileName().toString().startsWith(GROUP)) {
                OwnFiles.run(file, () -> Files.deleteIfExists(file));
            }
        }
    }

    /** Takes away what was made of a column and is damaged by now: it is made anew. */
    void sweepDamaged(GroupParity.Column column) throws IOException {
        List<StagedContent> staged = groups();
        try {
            for (StagedContent content : staged) {
                Optional<GroupParity> parity = content.record().made().flatMap(GroupParity::of);
                if (parity.map(GroupParity::column).equals(Optional.of(column)) && !content.isWhole()) {
                    Path path = path(content.record());
                    OwnFiles.run(path, () -> Files.deleteIfExists(path));
                }
            }
        } finally {
            Closing.all(staged);
        }
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        if (OwnFiles.isFolder(folder)) {
            OwnFiles.run(folder, () -> {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    for (Path file : files) {
                        if (PlainFiles.isFile(file)) {
                            found.add(file);
                        }
                    }
                }
            });
        }
        Collections.sort(found);
        return found;
    }

    /** How much room there is for what is made. */
    FileSystemSpace space() throws IOException {
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        return FileSystemSpace.of(folder);
    }

    /** Where contents are made. */
    Path folder() {
        return folder;
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
        Set<Path> awaited = new HashSet<>();
        Set<Path> settled = new HashSet<>();
        for (DiscRecord disc : state.discs()) {
            for (TrackRecord track : disc.tracks()) {
                if (disc.mark().counts() && (track.state().isOpen() || track.state() == TrackState.CLOSED)) {
                    track.content().made().ifPresent(made -> awaited.add(path(made)));
                } else if (disc.mark().counts() && track.state() == TrackState.VERIFIED) {
                    track.content().made().ifPresent(made -> settled.add(path(made)));
                }
            }
        }
        for (Path file : files()) {
            boolean kept = awaited.contains(file)
                    || (file.getFileName().toString().startsWith(GROUP) && !settled.contains(file));
            if (!kept) {
                OwnFiles.run(file, () -> Files.deleteIfExists(file));
            }
        }
    }
}
