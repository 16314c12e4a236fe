package io.calink.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class HeaderDeflaterTests {
    private static final int BEFORE = 20_000;
    private final HeaderDeflater deflater = new HeaderDeflater();

    @Test
    void whateverComesInComesOutAgain() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            int size = 1 + random.nextInt(HeaderDeflater.MOST);
            byte[] input = new byte[BEFORE + size];
            random.nextBytes(input);
            int distance = size + random.nextInt(BEFORE - size);
            int like = random.nextInt(size);
            for (int at = BEFORE; at < input.length; at++) {
                // runs of what was before, of one byte, and of nothing known
                int kind = (at / (1 + like)) % 3;
                input[at] = kind == 0 ? input[at - distance] : kind == 1 ? input[at - 1] : input[at];
            }
            assertThat(inflated(input, distance, BEFORE)).isEqualTo(Arrays.copyOfRange(input, BEFORE, input.length));
        }
    }

    @Test
    void aHeaderLikeTheOneBeforeTakesHardlyAnything() throws Exception {
        byte[] input = new byte[4_096];
        byte[] name =
                "bundle/files/var/log/some/application/file-1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, input, 0, name.length);
        System.arraycopy(name, 0, input, 2_048, name.length);
        input[2_048 + name.length - 1] = '2';
        assertThat(deflater.compress(input, 2_048, 2_560, 0, 2_048)).isLessThan(30);
        assertThat(inflated(input, 2_048, 2_048)).startsWith(Arrays.copyOf(input, 40));
    }

    private byte[] inflated(byte[] input, int distance, int start) throws Exception {
        int before = Math.max(0, start - distance - 100);
        int length = deflater.compress(input, start, input.length, before, distance);
        byte[] packed = Arrays.copyOf(deflater.output(), length + 2);
        packed[length] = 3; // the end of the stream, in two bytes
        packed[length + 1] = 0;
        Inflater inflater = new Inflater(true);
        inflater.setInput(packed);
        inflater.setDictionary(input, 0, start);
        byte[] plain = new byte[input.length - start + 1];
        int count = inflater.inflate(plain);
        assertThat(inflater.finished()).isTrue();
        inflater.end();
        return Arrays.copyOf(plain, count);
    }
}
