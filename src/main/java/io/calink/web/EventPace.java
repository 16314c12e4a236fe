package io.calink.web;

import java.time.Duration;

/**
 * How streams of events are served.
 *
 * @param look how often it is looked whether there is something new, and so how often at most progress is told
 * @param heartbeat after how long without an event a comment is sent, which shows that the connection is alive
 * @param patience how long a reader may take nothing of what was sent
 * @param readers how many there may be at the same time
 */
record EventPace(Duration look, Duration heartbeat, Duration patience, int readers) {
    /** What holds for the service. */
    static final EventPace USUAL =
            new EventPace(Duration.ofMillis(200), Duration.ofSeconds(15), Duration.ofSeconds(60), 256);
}
