package org.arenavault.sets;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.EditedToml;
import org.arenavault.io.PlainToml;
import org.jspecify.annotations.Nullable;

/** The text of a {@code set.toml} as what it means, and back. */
final class SetToml {

    private SetToml() {
    }

    /**
     * What a file says. Whether it makes sense is another matter.
     *
     * @throws IOException as Jackson has it: it is no text, no TOML, or says what it cannot
     */
    static SetConfig read(byte[] text) throws IOException {
        Optional<SetConfig> plain = plain(text);
        return plain.isPresent() ? plain.get() : any(text);
    }

    /** What a plain file says; empty if Jackson has to read it. */
    static Optional<SetConfig> plain(byte[] text) {
        return PlainToml.read(text, toml -> new SetConfig(toml.smallNumber("version"), toml.text("name"),
                toml.uuid("set"), toml.uuid("store"), source(toml), medium(toml), toml.smallNumber("last_disc", 0),
                toml.flag("foreign"), toml.has("verify.every") ? new Scrub(toml.text("verify.every")) : null,
                kit(toml), increments(toml), parity(toml)));
    }

    private static SetConfig.Source source(PlainToml toml) {
        return new SetConfig.Source(toml.text("source.conf", ""), toml.texts("source.arenas"),
                toml.text("source.index_url", ""), toml.flag("source.flush"));
    }

    private static SetConfig.MediumChoice medium(PlainToml toml) {
        return new SetConfig.MediumChoice(toml.text("medium.name"),
                SetConfig.Spare.of(toml.text("medium.spare", "none")),
                toml.smallNumber("medium.tracks_per_disc", 0), toml.text("medium.device", ""));
    }

    private static @Nullable KitChoice kit(PlainToml toml) {
        return toml.has("kit.when") || toml.has("kit.ledger")
                ? new KitChoice(toml.text("kit.when", KitChoice.FULL), toml.text("kit.ledger", KitChoice.YES)) : null;
    }

    private static @Nullable IncrementChoice increments(PlainToml toml) {
        return toml.has("increments.when") || toml.has("increments.at_least") || toml.has("increments.share")
                ? new IncrementChoice(toml.text("increments.when", IncrementChoice.ALWAYS),
                        toml.text("increments.at_least", IncrementChoice.USUAL_LEAST),
                        toml.text("increments.share", IncrementChoice.USUAL_SHARE)) : null;
    }

    private static @Nullable ParityChoice parity(PlainToml toml) {
        return toml.has("parity.when") || toml.has("parity.share")
                ? new ParityChoice(toml.text("parity.when", ParityChoice.FULL),
                        toml.text("parity.share", ParityChoice.USUAL_SHARE)) : null;
    }

    /** What a file says in whatever form of TOML. */
    static SetConfig any(byte[] text) throws IOException {
        return EditedToml.any(text, SetConfig.class);
    }

    /** The file. */
    static byte[] write(SetConfig config) throws IOException {
        return EditedToml.write(config);
    }
}
