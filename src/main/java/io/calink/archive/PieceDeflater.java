package io.calink.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Compresses the pieces of a block one after the other, or takes them over from an earlier archive. */
final class PieceDeflater {
    /** What is looked at as a whole, to be compressed or to be stored. */
    private static final int PART = 64 << 10;

    private final byte[] input;
    private final int at;
    private final boolean filled;
    private final DeflateEngine engine;
    private final @Nullable EarlierArchive earlier;
    private final Deflated output;

    /** Where the content ends that the compressor has in mind; negative if it has to begin anew. */
    private int minded = -1;

    /**
     * For one block.
     *
     * @param input what comes before the block, and from {@code at} on the block
     * @param filled whether some of that is filler, in place of what is taken over
     */
    PieceDeflater(
            byte[] input,
            int at,
            boolean filled,
            DeflateEngine engine,
            @Nullable EarlierArchive earlier,
            Deflated output) {
        this.input = input;
        this.at = at;
        this.filled = filled;
        this.engine = engine;
        this.earlier = earlier;
        this.output = output;
    }

    /**
     * Compresses the pieces of a block.
     *
     * @throws IOException if what was to be taken over is not there any more
     */
    void compress(List<Piece> pieces) throws IOException {
        output.clear();
        Piece header = null;
        for (Piece piece : pieces) {
            Segment copied = piece.copied();
            if (copied == null) {
                compress(piece, header, pieces);
                header = piece.kind() == Piece.Kind.LOOSE ? piece : header;
            } else if (!take(piece, copied)) {
                throw new IOException("The earlier archive was changed while it was copied from.");
            }
        }
    }

    /** {@code header} is what lies between the small files before it. */
    private void compress(Piece piece, @Nullable Piece header, List<Piece> pieces) {
        int start = at + piece.start();
        int end = at + piece.end();
        CRC32 crc = new CRC32();
        crc.update(input, start, end - start);
        boolean small = piece.kind() == Piece.Kind.SMALL;
        if (piece.window() > 0
                && (small || filled)
                && piece.kind() != Piece.Kind.PART
                && Masked.isSeenIn(input, start, end)) {
            piece.withoutWindow();
        }
        byte[] before = small ? Masked.window(pieces, piece, input, at) : input;
        int begin = small ? 0 : start - piece.window();
        ByteBuffer key =
                piece.kind() == Piece.Kind.LOOSE ? null : Segment.key(input, start, end, before, begin, piece.window());
        Segment found = key == null || earlier == null ? null : earlier.find(key, end - start, piece.window());
        if (found == null || found.crc() != (int) crc.getValue() || !take(piece, found)) {
            int from = output.length();
            if (small) {
                compressSmall(piece, before);
            } else if (key == null && header != null && resembles(piece, header)) {
                compressHeader(piece, header);
            } else {
                compress(piece);
            }
            piece.done(from, output.length(), (int) crc.getValue(), false);
            if (key != null) {
                piece.tell(key, Segment.seal(output.bytes(), from, output.length()));
            }
        }
    }

    private boolean take(Piece piece, Segment segment) {
        byte[] bytes = earlier == null ? null : earlier.read(segment);
        if (bytes == null) {
            return false;
        }
        int from = output.length();
        output.put(bytes, bytes.length);
        minded = -1;
        piece.done(from, output.length(), segment.crc(), true);
        piece.tell(segment.key(), segment.seal());
        return true;
    }

    /** Whether one is the header of an entry as the other is, and near enough. */
    private static boolean resembles(Piece piece, Piece header) {
        return piece.length() <= HeaderDeflater.MOST && piece.end() - header.end() <= piece.window();
    }

    private void compressHeader(Piece piece, Piece header) {
        HeaderDeflater headers = engine.headers();
        minded = -1;
        int count = headers.compress(
                input, at + piece.start(), at + piece.end(), at + header.start(), piece.end() - header.end());
        output.put(headers.output(), count);
    }

    private void compressSmall(Piece piece, byte[] before) {
        minded = -1;
        if (isRandom(piece.start(), piece.end())) {
            output.store(input, at + piece.start(), at + piece.end());
        } else {
            // also where there is libdeflate: it cannot refer to what came before, which is most of a small file's gain
            Deflater deflater = engine.zlib();
            deflater.reset();
            deflater.setDictionary(before);
            output.deflate(deflater, input, at + piece.start(), at + piece.end());
        }
    }

    private void compress(Piece piece) {
        int start = piece.start();
        while (start < piece.end()) {
            boolean random = isRandom(start, piece.end());
            int end = start + PART;
            while (end < piece.end() && isRandom(end, piece.end()) == random) {
                end += PART;
            }
            end = Math.min(end, piece.end());
            if (random) {
                output.store(input, at + start, at + end);
            } else {
                deflate(start, end, Math.min(at, piece.window() + start - piece.start()));
            }
            start = end;
        }
    }

    private void deflate(int start, int end, int window) {
        if (engine.fast() != null) {
            output.deflate(engine.fast(), input, at + start, at + end);
            minded = -1;
            return;
        }
        Deflater deflater = engine.zlib();
        if (window == 0 || minded != start) {
            deflater.reset();
            deflater.setDictionary(input, at + start - window, window);
        }
        output.deflate(deflater, input, at + start, at + end);
        minded = end;
    }

    private boolean isRandom(int start, int end) {
        return Entropy.isRandom(input, at + start, Math.min(PART, end - start));
    }
}
