package io.calink.web;

import io.calink.jobs.Journal;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** How events look on the wire: the event streams of WHATWG's HTML, 9.2.5. */
final class EventText {
    static final String TYPE = "text/event-stream";

    private static final String RETRY = "retry: 2000\n\n";
    private static final String ALIVE = ": alive\n\n";

    private final JsonMapper json;
    private final Silence silence;

    EventText(JsonMapper json, Silence silence) {
        this.json = json;
        this.silence = silence;
    }

    /** What stands before all events: after how many milliseconds to come back when the connection breaks. */
    byte[] beginning() {
        return RETRY.getBytes(StandardCharsets.UTF_8);
    }

    /** A comment, which readers skip. */
    byte[] heartbeat() {
        return ALIVE.getBytes(StandardCharsets.UTF_8);
    }

    /** An event with the bundle as its data; JSON has no line breaks but those that a string escapes. */
    byte[] of(Journal.Event event) {
        byte[] bundle = silence.now().json(json.writeValueAsBytes(BundleView.of(event.bundle())));
        return ("id: " + event.id() + "\nevent: " + (event.last() ? "done" : "progress") + "\ndata: "
                        + new String(bundle, StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
