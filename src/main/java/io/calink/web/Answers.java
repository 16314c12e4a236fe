package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON, and in nothing else: a string stands in quotes, and no browser takes it for a page. */
final class Answers {
    private final JsonMapper json;
    private final Silence silence;

    Answers(JsonMapper json, Silence silence) {
        this.json = json;
        this.silence = silence;
    }

    /** The value with status 200; 406 if the client does not want JSON. */
    ResponseEntity<byte[]> ok(HttpServletRequest request, Object value) {
        Accept.of(request).requireJson();
        return with(ResponseEntity.ok(), value);
    }

    /** The value under a status and with headers of its own. */
    ResponseEntity<byte[]> with(ResponseEntity.BodyBuilder answer, Object value) {
        return answer.contentType(MediaType.APPLICATION_JSON).body(silence.now().json(json.writeValueAsBytes(value)));
    }
}
