package org.arenavault.ninep;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.arenavault.io.Dial;
import org.arenavault.io.Environment;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * A tree of files on a server: {@code [USER@]HOST[:PORT][/TREE]} or {@code [USER@]unix!SOCKET[!TREE]}.
 *
 * @param text as it was written
 * @param endpoint where the server is
 * @param user who is to be served
 * @param tree which tree of the server; empty for the one that it chooses
 */
public record NineAddress(String text, NineEndpoint endpoint, String user, String tree) {

    /** The port of a server that names none: 9pfs. */
    public static final int PORT = 564;

    private static final String UNIX = "unix!";

    /**
     * Parses what stands behind {@code 9p:}, and before the path of a file.
     *
     * @throws UsageException if it is no address
     */
    public static NineAddress parse(String text) throws UsageException {
        int slash = text.indexOf('/');
        int at = text.startsWith(UNIX) ? -1 : text.substring(0, slash < 0 ? text.length() : slash).indexOf('@');
        String user = at < 0 ? Environment.user() : text.substring(0, at);
        String server = text.substring(at + 1);
        if (user.isEmpty() || server.isEmpty()) {
            throw wrong(text);
        }
        return server.startsWith(UNIX) ? unix(text, server.substring(UNIX.length()), user) : tcp(text, server, user);
    }

    private static NineAddress tcp(String text, String server, String user) throws UsageException {
        int slash = server.indexOf('/');
        Dial dial = Dial.parse(slash < 0 ? server : server.substring(0, slash), PORT);
        return new NineAddress(text, new NineEndpoint.Tcp(dial), user, slash < 0 ? "" : server.substring(slash + 1));
    }

    private static NineAddress unix(String text, String server, String user) throws UsageException {
        int mark = server.indexOf('!');
        String socket = mark < 0 ? server : server.substring(0, mark);
        try {
            if (socket.isEmpty()) {
                throw wrong(text);
            }
            return new NineAddress(text, new NineEndpoint.Unix(Path.of(socket).toAbsolutePath()), user,
                    mark < 0 ? "" : server.substring(mark + 1));
        } catch (InvalidPathException e) {
            throw wrong(text);
        }
    }

    private static UsageException wrong(String text) {
        return new UsageException(("'9p:%s' is no address of a file server: 9p:[USER@]HOST[:PORT][/TREE] or "
                + "9p:unix!SOCKET[!TREE] is expected").formatted(Plain.field(text)));
    }

    /** As commands name it. */
    @Override
    public String toString() {
        return "9p:" + text;
    }
}
