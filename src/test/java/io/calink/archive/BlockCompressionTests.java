package io.calink.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are compressed in blocks, several at a time, and are one member all the same. */
class BlockCompressionTests {
    private static final int MANY = 5 << 20;

    private static byte[] compressed(byte[] plain, Compression compression, Random cuts, boolean flushes)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GzipStream stream = new GzipStream(out, compression, null, null);
        try {
            int position = 0;
            while (position < plain.length) {
                int count = Math.min(plain.length - position, 1 + cuts.nextInt(100_000));
                stream.write(plain, position, count);
                position += count;
                if (flushes && cuts.nextInt(20) == 0) {
                    stream.flush();
                    assertThat(Gzip.beginning(out.toByteArray())).hasSize(position);
                }
            }
            stream.finish();
        } finally {
            stream.free();
        }
        return out.toByteArray();
    }

    /** Text, noise and zeros by turns, in pieces of any length. */
    private static byte[] mixture(Random random, int size) {
        byte[] bytes = new byte[size];
        int position = 0;
        while (position < size) {
            int end = Math.min(size, position + 1 + random.nextInt(300_000));
            byte[] piece = new byte[end - position];
            switch (random.nextInt(3)) {
                case 0 -> random.nextBytes(piece);
                case 1 -> fillWithText(piece, random);
                default -> {}
            }
            System.arraycopy(piece, 0, bytes, position, piece.length);
            position = end;
        }
        return bytes;
    }

    private static void fillWithText(byte[] piece, Random random) {
        int position = 0;
        while (position < piece.length) {
            byte[] line = ("Nov 22 12:00:" + random.nextInt(60) + " host sshd[" + random.nextInt(9999)
                            + "]: Accepted publickey for root\n")
                    .getBytes(UTF_8);
            int count = Math.min(line.length, piece.length - position);
            System.arraycopy(line, 0, piece, position, count);
            position += count;
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,6", "2,6", "2,9", "8,5", "20,6"})
    void anyMixtureComesOutAsItWentIn(int threads, int level) throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            byte[] plain = mixture(random, MANY);
            byte[] stream = compressed(plain, new Compression(level, threads), random, seed % 2 == 1);
            assertThat(Arrays.equals(Gzip.onlyMember(stream), plain))
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void theSameBytesGiveTheSameStreamHoweverTheyAreCutAndWhoeverIsFirst() throws IOException {
        byte[] plain = mixture(new Random(9), MANY);
        byte[] first = compressed(plain, new Compression(6, 4), new Random(1), false);
        assertThat(compressed(plain, new Compression(6, 4), new Random(2), false))
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 65_535, 65_536, 524_287, 524_288, 524_289, 1_048_576})
    void lengthsAtTheEdgesOfBlocksAreExact(int size) throws IOException {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        assertThat(Gzip.onlyMember(compressed(noise, Compression.DEFAULT, new Random(1), false)))
                .isEqualTo(noise);
    }

    @Test
    void noiseIsStoredAndGrowsByLessThanAThousandth() throws IOException {
        byte[] noise = new byte[MANY];
        new Random(3).nextBytes(noise);
        assertThat(compressed(noise, Compression.DEFAULT, new Random(1), false).length)
                .isBetween(MANY, MANY + MANY / 1000);
    }

    @Test
    void aBlockRefersBackIntoTheOneBeforeIt() throws IOException {
        byte[] phrase = new byte[20 << 10];
        Random random = new Random(4);
        for (int i = 0; i < phrase.length; i++) {
            phrase[i] = (byte) ('a' + random.nextInt(26));
        }
        byte[] once = compressed(phrase, Compression.DEFAULT, random, false);
        byte[] plain = new byte[MANY];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = phrase[i % phrase.length];
        }
        byte[] stream = compressed(plain, Compression.DEFAULT, random, false);
        assertThat(stream.length)
                .as("ten blocks hold the phrase once for each 2 MiB, and references to it")
                .isLessThan(7 * once.length);
    }

    @Test
    void textIsLittleLargerThanInOnePiece() throws IOException {
        byte[] text = new byte[MANY];
        fillWithText(text, new Random(5));
        int inBlocks = compressed(text, new Compression(6, 2), new Random(1), false).length;
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(whole)) {
            gzip.write(text);
        }
        assertThat((double) inBlocks / whole.size()).isLessThan(1.005);
    }

    @Test
    void whatIsNotCountedYetIsPendingUntilItIsSettled() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GzipStream stream = new GzipStream(out, Compression.DEFAULT, null, null);
        stream.write(new byte[1000], 0, 1000);
        assertThat(stream.pending()).isEqualTo(1000);
        stream.settle();
        assertThat(stream.pending()).isZero();
        assertThat(stream.written()).isEqualTo(out.size()).isPositive();
        stream.free();
    }

    @Test
    void noThreadIsLeft() throws IOException {
        byte[] text = new byte[MANY];
        fillWithText(text, new Random(6));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GzipStream stream = new GzipStream(out, new Compression(6, 3), null, null);
        stream.write(text, 0, text.length);
        assertThat(deflating()).isPositive();
        stream.free();
        await().until(() -> deflating() == 0);
    }

    private static long deflating() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("calink-deflate"))
                .count();
    }

    @Test
    void anInterruptEndsNoWaitForABlockAndIsNotLost() throws IOException {
        byte[] plain = mixture(new Random(7), MANY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        GzipStream stream = new GzipStream(out, new Compression(9, 2), null, null);
        Thread.currentThread().interrupt();
        stream.write(plain, 0, plain.length);
        stream.finish();
        stream.free();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Arrays.equals(Gzip.onlyMember(out.toByteArray()), plain)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "10,1", "6,0", "6,65"})
    void aLevelAndANumberOfThreadsHaveTheirRanges(int level, int threads) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Compression(level, threads))
                .withMessageContaining("was expected");
    }
}
