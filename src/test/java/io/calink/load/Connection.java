package io.calink.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One client's connection, kept alive: cheap enough that what is measured is the service. */
final class Connection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final Pattern STATE = Pattern.compile("\"state\" ?: ?\"([A-Z]+)\"");

    private final int port;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    Connection(int port) {
        this.port = port;
    }

    record Answer(int status, Map<String, String> headers, String body) {
        /** The state of the bundle that this answer holds. */
        String state() {
            Matcher state = STATE.matcher(body);
            return state.find() ? state.group(1) : "";
        }

        /** The path of the bundle that was ordered. */
        String location() {
            String location = headers.get("location");
            if (location == null) {
                throw new IllegalStateException("No bundle was made: " + this);
            }
            return location;
        }

        boolean isOver() {
            return status == 404 || status == 410 || !state().matches("QUEUED|RUNNING|CANCELLING");
        }
    }

    /** A request of which nothing is read yet. */
    static Socket begin(int port, String method, String path, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request(port, method, path, ""));
        return socket;
    }

    private static byte[] request(int port, String method, String path, String body) {
        String length = method.equals("POST") ? "Content-Length: " + body.length() + "\r\n" : "";
        String type = body.isEmpty() ? "" : "Content-Type: application/json\r\n";
        return (method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + type + length + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    Answer get(String path) throws IOException {
        return ask("GET", path, "");
    }

    Answer ask(String method, String path, String body) throws IOException {
        if (socket == null || in == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(request(port, method, path, body));
        Answer answer = read(in);
        if ("close".equals(answer.headers().get("connection"))) {
            close();
        }
        return answer;
    }

    private static Answer read(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        String body = headers.containsKey("transfer-encoding")
                ? chunks(in)
                : text(in, Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Answer(status, headers, body);
    }

    private static String chunks(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        int size;
        do {
            size = Integer.parseInt(line(in), 16);
            body.append(text(in, size));
            line(in);
        } while (size > 0);
        return body.toString();
    }

    private static String text(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer was cut off.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed.");
            }
            line.append((char) c);
        }
        return line.substring(0, line.length() - 1);
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
    }
}
