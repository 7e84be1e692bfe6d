package org.arenavault.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A 9P2000 server of one file of zeros, as quick as one may be that answers one request after the other. */
final class NineHole implements Runnable {

    private static final int MESSAGE = 65_536 + 24;
    private static final int REQUESTS = 1 << 16;

    private final SocketChannel link;
    private final long size;
    private final ByteBuffer in = ByteBuffer.allocateDirect(REQUESTS).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MESSAGE).order(ByteOrder.LITTLE_ENDIAN);

    private NineHole(SocketChannel link, long size) {
        this.link = link;
        this.size = size;
    }

    /** Serves {@code hole} at a port that it prints, until the process ends. */
    static void serve(long size) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
            while (true) {
                Thread thread = new Thread(new NineHole(server.accept(), size), "server");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    @Override
    public void run() {
        try (link) {
            in.limit(0);
            while (true) {
                need(Integer.BYTES);
                int length = in.getInt(in.position());
                need(length);
                int next = in.position() + length;
                answer(in.get(in.position() + 4), in.getShort(in.position() + 5), in.position() + 7);
                in.position(next);
                while (out.hasRemaining()) {
                    link.write(out);
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private void need(int count) throws IOException {
        while (in.remaining() < count) {
            in.compact();
            int got = link.read(in);
            in.flip();
            if (got < 0) {
                throw new EOFException();
            }
        }
    }

    private void answer(byte type, short tag, int at) {
        out.clear().position(4);
        out.put((byte) (type + 1)).putShort(tag);
        switch (type) {
            case 100 -> text(out.putInt(Math.min(in.getInt(at), MESSAGE)), "9P2000");
            case 104 -> qid(0x80);
            case 110 -> {
                int names = in.getShort(at + 8);
                out.putShort((short) names);
                for (int i = 0; i < names; i++) {
                    qid(0);
                }
            }
            case 112 -> {
                qid(0);
                out.putInt(0);
            }
            case 116 -> {
                long left = Math.max(0, size - in.getLong(at + 4));
                int count = (int) Math.min(left, Math.min(in.getInt(at + 12), MESSAGE - 24));
                // what the buffer held before is as good as zeros
                out.putInt(count).position(out.position() + count);
            }
            case 124 -> stat();
            default -> {
                // flush and clunk are answered by their headers
            }
        }
        out.putInt(0, out.position()).flip();
    }

    private void qid(int kind) {
        out.put((byte) kind).putInt(1).putLong(7);
    }

    private void stat() {
        int start = out.position();
        out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
        qid(0);
        out.putInt(0444).putInt(0).putInt(0).putLong(size);
        for (String name : new String[] {"hole", "adm", "adm", "adm"}) {
            text(out, name);
        }
        out.putShort(start, (short) (out.position() - start - 2));
        out.putShort(start + 2, (short) (out.position() - start - 4));
    }

    private static void text(ByteBuffer to, String text) {
        to.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }
}
