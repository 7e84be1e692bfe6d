package org.arenavault.venti.net;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.Reason;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;

/** Asks the status pages of a server, for no longer and no more than is reasonable (venti-protocol 8). */
public final class StatusClient {

    /** Room for as many arenas as an index may have. */
    private static final int LONGEST_PAGE = 32 << 20;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;
    /** How often it is looked whether the operator wants to stop. */
    private static final Duration TICK = Duration.ofMillis(100);

    private final URI base;
    private final Duration patience;
    private final World world;

    /**
     * A client of the pages at this address.
     *
     * @param url {@code http://host:port}, with or without {@code /index} behind it
     * @param patience for one page; flushing may take minutes
     * @param world where waiting is shown, and ends when the operator wants to stop
     * @throws UsageException if it is no such address
     */
    public StatusClient(String url, Duration patience, World world) throws UsageException {
        this.patience = patience;
        this.world = world;
        try {
            URI uri = URI.create(url.replaceFirst("/+$", "").replaceFirst("/index$", ""));
            boolean page = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!page || uri.getHost() == null) {
                throw new IllegalArgumentException("no address of a page");
            }
            this.base = uri;
        } catch (IllegalArgumentException e) {
            throw new UsageException("'%s' is no address of a server's status pages: http://host:port is expected"
                    .formatted(Plain.field(url)), e);
        }
    }

    /**
     * What the server knows of its arenas.
     *
     * @throws PeerException if the page cannot be had
     * @throws CorruptException if it is not what it should be
     */
    public IndexPage index() throws IOException {
        return IndexPage.parse(get("/index"), base + "/index");
    }

    /**
     * Has the server write everything it holds to disk: index first, then arenas. Returns when it says that it has.
     *
     * @throws PeerException if it does not
     */
    @SuppressWarnings("try")
    public void flush() throws IOException {
        world.terminal().print("%s is asked to write what it holds to disk; that can take minutes".formatted(base));
        try (Progress.Stage index = world.progress().begin(base + " writes its index", 0)) {
            get("/flushicache");
        }
        try (Progress.Stage arenas = world.progress().begin(base + " writes its arenas", 0)) {
            get("/flushdcache");
        }
    }

    private byte[] get(String path) throws IOException {
        String where = base + path;
        HttpRequest request = HttpRequest.newBuilder(URI.create(where)).build();
        CompletableFuture<HttpResponse<byte[]>> answer = HttpClient.newBuilder().connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1).build()
                .sendAsync(request, head -> new BoundedBody(where, LONGEST_PAGE));
        try {
            HttpResponse<byte[]> page = await(answer, where);
            if (page.statusCode() != OK) {
                throw new PeerException(PeerException.Fault.REFUSED,
                        "%s: the server answers with status %d".formatted(where, page.statusCode()));
            }
            return page.body();
        } catch (TimeoutException e) {
            throw new PeerException(PeerException.Fault.SILENT,
                    "%s: the page did not come in %d s".formatted(where, patience.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for " + where, e);
        } catch (ExecutionException e) {
            throw failure(where, Reason.beneath(e));
        } finally {
            answer.cancel(true);
        }
    }

    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> answer, String where)
            throws InterruptedException, ExecutionException, TimeoutException, CancelledException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return answer.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (world.stop().requested()) {
                    throw new CancelledException("stopped while waiting for " + where, e);
                }
                if (System.nanoTime() >= end) {
                    throw e;
                }
            }
        }
    }

    private static PeerException failure(String where, Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof PeerException peer) {
                return peer;
            }
        }
        return new PeerException(PeerException.Fault.UNREACHABLE, "%s: %s".formatted(where,
                Plain.field(cause.getMessage() == null ? "no connection" : cause.getMessage())), cause);
    }
}
