package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Gzip streams looked into by hand. */
final class Gzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;

    private Gzip() {}

    /** What comes out of a stream that has to be one whole member, without a name. */
    static byte[] onlyMember(byte[] stream) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stream, HEADER, stream.length - HEADER);
            byte[] plain = inflate(inflater);
            assertThat(inflater.finished()).as("the member ends").isTrue();
            assertThat(inflater.getRemaining())
                    .as("bytes after the member's data")
                    .isEqualTo(TRAILER);
            return plain;
        } finally {
            inflater.end();
        }
    }

    /** What comes out of the beginning of a member. */
    static byte[] beginning(byte[] stream) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stream, HEADER, stream.length - HEADER);
            return inflate(inflater);
        } finally {
            inflater.end();
        }
    }

    private static byte[] inflate(Inflater inflater) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
                plain.write(buffer, 0, n);
            }
        } catch (DataFormatException e) {
            throw new AssertionError("The stream is no deflate stream.", e);
        }
        return plain.toByteArray();
    }
}
