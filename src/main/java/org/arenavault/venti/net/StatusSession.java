package org.arenavault.venti.net;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.arenavault.io.Clock;

/** One request for a page and its answer; then the connection ends, as HTTP allows and says. */
final class StatusSession extends ServedConnection {

    private static final int LONGEST_REQUEST = 8192;

    private final StatusPages pages;
    private final ServerOptions options;

    StatusSession(Socket socket, StatusPages pages, ServerOptions options, Clock clock) throws IOException {
        super(socket, clock);
        this.pages = pages;
        this.options = options;
    }

    private record Answer(String status, byte[] page) {

        static Answer error(String status) {
            return new Answer(status, (status + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    void serve() throws IOException {
        String request = readRequest();
        work();
        String[] words = request.split("\r?\n", 2)[0].split(" ", -1);
        Answer answer = answer(words);
        allow(options.messageTimeout());
        write(ByteBuffer.wrap(head(answer)));
        if (!words[0].equals("HEAD")) {
            write(ByteBuffer.wrap(answer.page()));
        }
    }

    /** Up to the empty line; what is longer is cut, and refused as what it then is. */
    private String readRequest() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_REQUEST);
        String request = "";
        while (bytes.hasRemaining() && !request.contains("\r\n\r\n") && !request.contains("\n\n")
                && read(bytes) >= 0) {
            request = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        }
        return request;
    }

    private Answer answer(String[] words) throws IOException {
        boolean http = words.length == 3 && words[2].startsWith("HTTP/1.");
        if (!http) {
            return Answer.error("400 Bad Request");
        }
        if (!words[0].equals("GET") && !words[0].equals("HEAD")) {
            return Answer.error("405 Method Not Allowed");
        }
        int query = words[1].indexOf('?');
        return switch (query < 0 ? words[1] : words[1].substring(0, query)) {
            case "/index" -> new Answer("200 OK", pages.index().encode());
            case "/storage" -> new Answer("200 OK", pages.storage().encode());
            default -> Answer.error("404 Not Found");
        };
    }

    private static byte[] head(Answer answer) {
        return String.join("\r\n", "HTTP/1.1 " + answer.status(), "Content-Type: text/plain; charset=utf-8",
                "Content-Length: " + answer.page().length, "Connection: close", "", "")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
