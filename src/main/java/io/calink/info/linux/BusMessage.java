package io.calink.info.linux;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of D-Bus, in the wire format of the D-Bus specification, section "Message Protocol".
 *
 * @param type 1 for a call, 2 for an answer, 3 for an error, 4 for a signal
 * @param answers the number of the call that it answers, 0 for none
 * @param body what it carries, at its first byte
 */
record BusMessage(int type, long answers, ByteBuffer body) {
    static final int ANSWER = 2;
    static final int ERROR = 3;

    /** The bytes of every message that tell how long it is. */
    static final int START = 16;

    private static final int LARGEST = 16 << 20;
    private static final int REPLY_SERIAL = 5;

    /** A call without arguments, or with one list of texts. */
    static byte[] call(int number, String path, String type, String method, @Nullable List<String> texts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (texts != null) {
            ByteArrayOutputStream list = new ByteArrayOutputStream();
            texts.forEach(text -> text(list, text));
            number(body, list.size());
            body.writeBytes(list.toByteArray());
        }
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        field(fields, 1, 'o', path);
        field(fields, 2, 's', type);
        field(fields, 3, 's', method);
        // who is called has the name of its type, but for the last part of systemd's
        field(fields, 6, 's', type.endsWith(".Manager") ? type.substring(0, type.lastIndexOf('.')) : type);
        if (texts != null) {
            pad(fields, 8);
            fields.writeBytes(new byte[] {8, 1, 'g', 0, 2, 'a', 's', 0});
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(new byte[] {'l', 1, 0, 1});
        number(message, body.size());
        number(message, number);
        number(message, fields.size());
        message.writeBytes(fields.toByteArray());
        pad(message, 8);
        message.writeBytes(body.toByteArray());
        return message.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int code, char type, String text) {
        pad(out, 8);
        out.writeBytes(new byte[] {(byte) code, 1, (byte) type, 0});
        text(out, text);
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        pad(out, 4);
        number(out, bytes.length);
        out.writeBytes(bytes);
        out.write(0);
    }

    private static void number(ByteArrayOutputStream out, int number) {
        for (int i = 0; i < 4; i++) {
            out.write(number >> (8 * i));
        }
    }

    private static void pad(ByteArrayOutputStream out, int to) {
        while (out.size() % to != 0) {
            out.write(0);
        }
    }

    /**
     * How many bytes follow the first {@value #START} of a message.
     *
     * @throws IOException if that is no message, or one larger than 16 MiB
     */
    static int rest(ByteBuffer start) throws IOException {
        start.order(start.get(0) == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long body = start.getInt(4) & 0xFFFFFFFFL;
        long fields = start.getInt(12) & 0xFFFFFFFFL;
        if (body > LARGEST || fields > LARGEST) {
            throw new IOException("The system bus sent what is no message, or one of more than 16 MiB.");
        }
        return (int) (body + (fields + 7) / 8 * 8);
    }

    /**
     * Reads a whole message.
     *
     * @throws IOException if it ends before its parts do
     */
    static BusMessage parse(ByteBuffer message) throws IOException {
        rest(message);
        int end = START + message.getInt(12);
        long answers = 0;
        try {
            message.position(START);
            while (message.position() < end) {
                align(message, 8);
                int code = message.get();
                String type = signature(message);
                if (type.equals("u")) {
                    align(message, 4);
                    long number = message.getInt() & 0xFFFFFFFFL;
                    answers = code == REPLY_SERIAL ? number : answers;
                } else if (type.equals("g")) {
                    signature(message);
                } else {
                    text(message);
                }
            }
            align(message, 8);
            ByteBuffer body = message.slice().order(message.order());
            return new BusMessage(message.get(1), answers, body);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("The system bus sent a message that ends before its parts do.", e);
        }
    }

    /** The next text, at the place that its length aligns to. */
    static String text(ByteBuffer in) {
        align(in, 4);
        byte[] bytes = new byte[Math.max(0, Math.min(in.getInt(), in.remaining()))];
        in.get(bytes);
        in.get();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String signature(ByteBuffer in) {
        byte[] bytes = new byte[in.get() & 255];
        in.get(bytes);
        in.get();
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void align(ByteBuffer in, int to) {
        in.position((in.position() + to - 1) / to * to);
    }
}
