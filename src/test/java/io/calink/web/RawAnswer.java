package io.calink.web;

import io.calink.bundle.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An answer as it came over a plain socket, so that a test can send what no decent client sends.
 */
final class RawAnswer {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean whole;

    private RawAnswer(int status, Map<String, String> headers, byte[] body, boolean whole) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.whole = whole;
    }

    static RawAnswer to(int port, String method, String path, List<String> headers, String body) throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: localhost\r\n");
        }
        headers.stream()
                .filter(header -> !header.equals("Host:none"))
                .forEach(header -> request.append(header).append("\r\n"));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        if (content.length > 0) {
            request.append("Content-Length: ").append(content.length).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n").append(body);
        return to(port, request.toString().getBytes(StandardCharsets.UTF_8), method.equals("HEAD"));
    }

    static RawAnswer to(int port, byte[] request, boolean head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            return read(socket.getInputStream().readAllBytes(), head);
        }
    }

    private static RawAnswer read(byte[] all, boolean head) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer: " + text);
        }
        List<String> lines = text.substring(0, end).lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(lines.get(0).split(" ", 3)[1]);
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            return unchunked(status, headers, body);
        }
        String length = headers.get("content-length");
        return new RawAnswer(status, headers, body, head || length == null || Integer.parseInt(length) == body.length);
    }

    private static RawAnswer unchunked(int status, Map<String, String> headers, byte[] body) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        int position = 0;
        while (true) {
            int line = text.indexOf("\r\n", position);
            if (line < 0) {
                return new RawAnswer(status, headers, content.toByteArray(), false);
            }
            int size = Integer.parseInt(text.substring(position, line), 16);
            if (size == 0) {
                return new RawAnswer(status, headers, content.toByteArray(), true);
            }
            int from = line + 2;
            content.write(body, from, Math.min(size, body.length - from));
            position = from + size + 2;
            if (position > body.length) {
                return new RawAnswer(status, headers, content.toByteArray(), false);
            }
        }
    }

    int status() {
        return status;
    }

    /** By name in lower case. */
    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    /** Whether the body ended as its framing says. */
    boolean whole() {
        return whole;
    }

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return Json.mapper().readTree(body);
    }
}
