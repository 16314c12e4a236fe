package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.calink.bundle.Json;
import io.calink.jobs.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class BundleBodyTests {
    private static Request read(String body) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        return new BundleBody(Json.mapper(), note -> note).read(request);
    }

    @Test
    void picksWhatItNamesAndEverythingWhereItNamesNothing() throws IOException {
        Request some = read("{\"note\":\"x\",\"info\":[\"system\"],\"files\":[],\"since\":\"2h\"}");
        assertThat(some.note()).isEqualTo("x");
        assertThat(some.selection().info()).isEqualTo(List.of("system"));
        assertThat(some.selection().files()).isEqualTo(List.of());
        assertThat(some.selection().commands()).isNull();
        assertThat(some.selection().since()).isEqualTo(Duration.ofHours(2));
        assertThat(read("")).isEqualTo(Request.ALL);
        assertThat(read("{\"note\":null,\"info\":null}")).isEqualTo(Request.ALL);
    }
}
