package org.arenavault.backup.kit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.ShellWord;
import org.arenavault.media.Content;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;

/** The text of a kit: for somebody who has found a disc and knows nothing of it. */
final class KitReadme {

    private static final String INDENT = "    ";

    private final SetState state;
    private final DiscIdentity disc;
    private final Instant time;
    private final boolean tellsOfSet;
    private final StringBuilder text = new StringBuilder();

    /**
     * The text for a disc.
     *
     * @param tellsOfSet whether places are told, and the set's files are in the kit
     */
    KitReadme(SetState state, DiscIdentity disc, Instant time, boolean tellsOfSet) {
        this.state = state;
        this.disc = disc;
        this.time = time;
        this.tellsOfSet = tellsOfSet;
    }

    /** The text for a kit with these parts. */
    String text(List<KitPart> parts, List<String> missing) {
        say("This is disc %s.".formatted(disc.label()), "");
        say("""
                It is one of a set of discs on which Arenavault keeps a Venti. A Venti is a
                store of blocks, each named by the SHA-1 of what it holds: file servers such
                as Plan 9's fossil put what they archive into it, day by day, and nothing in
                it ever changes. The blocks lie in arenas of equal size, and each arena that
                is full was copied on a disc of this set, as one track.

                This folder holds what is needed to get them back, with the program or
                without it.

                """);
        identity();
        tracks();
        others();
        contents(parts, missing);
        unpacking();
        withProgram(parts.contains(KitPart.PROGRAM));
        byHand();
        return text.toString();
    }

    private void identity() {
        heading("Which disc this is");
        field("disc", disc.label());
        field("its own number", disc.disc().toString());
        field("set", "%s, %s".formatted(Plain.field(disc.setName()), disc.set()));
        field("store", disc.store() + " (sets of one Venti share it)");
        record().ifPresent(known -> {
            field("medium", known.medium());
            field("begun", day(known.begun()));
        });
        field("kit made", time.toString());
        String version = Optional.ofNullable(KitReadme.class.getPackage().getImplementationVersion()).orElse("");
        field("made by", ("Arenavault " + version).strip());
        say("");
    }

    private Optional<DiscRecord> record() {
        return state.disc(disc.number()).filter(known -> known.uuid().equals(disc.disc()));
    }

    /** Where each content stands, so that dd alone takes it out. */
    private void tracks() {
        List<TrackRecord> held = record().stream().flatMap(DiscRecord::holding).toList();
        if (held.isEmpty()) {
            return;
        }
        heading("What is on it");
        say(INDENT + "track  from block             bytes  name");
        for (TrackRecord track : held) {
            say(INDENT + "%5d %11d %17d  %s".formatted(track.number(), track.lba(), track.content().size(),
                    Plain.field(track.content().name()) + kind(track.content())));
        }
        say("", """
                and this kit. A block has 2048 bytes. Behind each content stand zeros up to a
                multiple of 64 KiB, and 64 KiB that begin with "arenavault label" and say what
                it was. The first one, for example, comes from the disc or its image with

                    dd if=/dev/sr0 of=%s.img bs=2048 skip=%d count=%d

                """.formatted(ShellWord.of(held.get(0).content().name()), held.get(0).lba(),
                (held.get(0).content().size() + Medium.BLOCK - 1) / Medium.BLOCK));
    }

    private static String kind(Content content) {
        return content.arena().isPresent() ? "" : ", %s".formatted(content.id().kind());
    }

    private void others() {
        heading("The discs of the set, as far as was known then");
        for (DiscRecord each : state.discs()) {
            String place = tellsOfSet && !each.place().isEmpty() ? ", kept at: " + Plain.field(each.place()) : "";
            String mark = each.mark().counts() ? "" : ", " + each.mark().toString().toUpperCase(Locale.ROOT);
            say(INDENT + "%s  begun %s, %s%s%s".formatted(each.identity().label(), day(each.begun()),
                    Count.of(each.tracks().size(), "track"), mark, place));
        }
        say("", "Discs with higher numbers may have been made later. Another set may hold the same:",
                "it has the same store, and another name.", "");
    }

    private void contents(List<KitPart> parts, List<String> missing) {
        heading("What is in this folder");
        part(Kit.README, "this text");
        for (KitPart part : parts) {
            part(part.path(), part.meaning());
        }
        if (tellsOfSet) {
            part(Kit.CONFIG, "what the set was: where its arenas came from");
            part(Kit.LEDGER, """
                    what was recorded on which disc, a line of JSON for each event up
                    to this kit; no root scores. It tells where discs are kept, and the
                    names of machines and partitions""");
        } else {
            say("", "The set's description and its ledger were left out at the owner's wish.");
        }
        if (!missing.isEmpty()) {
            say("", "Not here, because the program that made this kit had no copy that it could read:",
                    INDENT + String.join(", ", missing));
        }
        say("");
    }

    private void unpacking() {
        heading("How this folder comes from the disc");
        say("""
                Somebody who reads this has done it. For another disc of the set: a kit is a tar
                that begins at a multiple of 2048 bytes with the name of this text. With an
                image of the disc, made by dd or ddrescue, the second command prints the number
                of the block that each kit begins in, and the third one unpacks the last of them:

                    dd if=/dev/sr0 of=disc.img bs=64k conv=noerror,sync
                    tr '\\000' '\\n' < disc.img | LC_ALL=C grep -abo '%1$s' |
                        awk -F: '$1 %% 2048 == 0 { print $1 / 2048 }' | tee kits
                    dd if=disc.img bs=2048 skip=$(tail -n 1 kits) | tar xf -

                """.formatted(Kit.FOLDER + Kit.README));
    }

    private void withProgram(boolean there) {
        if (!there) {
            return;
        }
        heading("How the data come back, with the program");
        say("""
                Any computer with Java 17 or later will do; 'java -version' says which one it has.
                In this folder, write a file venti.conf that says where everything is to be:

                    index main
                    arenas /var/venti/arenas0
                    isect /var/venti/isect0

                with one 'arenas' line for each partition that the arenas came from. Files that
                are missing are made, as large as they need to be: the arenas take what they
                took, the index 5 % of that. Insert a disc, and:

                    java -jar arenavault.jar restore -d /dev/sr0 --conf venti.conf --format

                It asks for the discs; show them all, in any order. At the end it prints the
                newest root that is whole, and the command that opens it.

                """);
        if (tellsOfSet) {
            say("""
                    With the ledger of the newest kit it asks for each disc by its name:

                        tar czf set.tar.gz set.toml ledger.jsonl
                        java -jar arenavault.jar --vault vault set import set.tar.gz
                        java -jar arenavault.jar --vault vault restore %s -d /dev/sr0 --conf venti.conf --format

                    """.formatted(state.name()));
        }
        say("""
                'java -jar arenavault.jar --help' tells more.

                """);
    }

    private void byHand() {
        heading("How the data come back, without the program");
        say("""
                docs/recovery.md tells it step by step, and docs/formats.md what every byte is.
                In short: each track is one arena, as venti's own tools know it, but for this kit
                and the parity.

                    sh scripts/readset list disc.img
                    sh scripts/readset check disc.img
                    sh scripts/readset extract disc.img ARENA > ARENA.img

                lists the arenas in an image of a disc, tells whether they are whole, and takes
                one out. If there is parity behind this kit, it repairs damaged ones; the first
                command lists what is damaged, the second one repairs it:

                    cc -O2 -o unparity scripts/unparity.c
                    ./unparity disc.img
                    ./unparity disc.img NAME NAME.img

                What is in an arena is not encrypted. A tree of files is opened by the score of
                its root, 40 digits; somebody may have kept it on paper beside the discs.
                """);
    }

    private static String day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private void heading(String words) {
        say(words, "-".repeat(words.length()), "");
    }

    private void field(String name, String value) {
        say(INDENT + "%-16s%s".formatted(name, value));
    }

    private void part(String name, String meaning) {
        if (name.length() > 22) {
            say(INDENT + name);
        }
        String first = name.length() > 22 ? "" : name;
        for (String line : meaning.split("\n")) {
            say(INDENT + "%-24s%s".formatted(first, line));
            first = "";
        }
    }

    /** Adds lines; a text of several lines ends with its own. */
    private void say(String... lines) {
        for (String line : lines) {
            text.append(line);
            if (!line.endsWith("\n")) {
                text.append('\n');
            }
        }
    }
}
