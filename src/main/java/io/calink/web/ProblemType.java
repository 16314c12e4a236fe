package io.calink.web;

import io.calink.jobs.Problem;
import java.util.Locale;

/** The ways in which a request can go wrong; the names are part of the API and stay as they are. */
enum ProblemType {
    BAD_REQUEST(400, "The request is not HTTP as this service understands it"),
    BAD_PARAMETER(400, "A parameter has a value that does not fit"),
    BAD_HEADER(400, "A header has a value that does not fit"),
    MALFORMED_JSON(400, "The body is not JSON"),
    UNAUTHENTICATED(401, "The service does not know who asks"),
    CROSS_SITE(403, "The request comes from another site"),
    ROLE_TOO_LOW(403, "The role of the token is too low"),
    NOT_FOUND(404, "There is nothing at this path"),
    UNKNOWN_INFORMATION(404, "There is no such information"),
    ABSENT_INFORMATION(404, "This machine does not have that information"),
    UNKNOWN_BUNDLE(404, "There is no such bundle"),
    NO_ARCHIVE(404, "The bundle ended without an archive"),
    UNKNOWN_ENTRY(404, "The archive has no such entry"),
    NOT_A_FILE(404, "The entry has no content"),
    METHOD_NOT_ALLOWED(405, "The path does not know this method"),
    NOT_ACCEPTABLE(406, "The Accept header leaves out what this call can answer"),
    REQUEST_TIMEOUT(408, "The request did not arrive in time"),
    NOT_READY(409, "The archive is not ready yet"),
    ENCRYPTED(409, "The archive is encrypted"),
    DAMAGED_ARCHIVE(409, "The archive is not as it was made"),
    ALREADY_OVER(409, "The bundle is over already"),
    CANNOT_BE_PINNED(409, "The bundle cannot be pinned"),
    IDEMPOTENCY_KEY_UNDECIDED(409, "A request with the same key waits for its turn"),
    GONE(410, "It is not here any more"),
    PRECONDITION_FAILED(412, "The archive is not the one that was named"),
    BODY_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The request line is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body is of a type that this call does not read"),
    EXPECTATION_FAILED(417, "The expectation cannot be met"),
    MISDIRECTED_REQUEST(421, "The Host header names another host"),
    UNKNOWN_FIELD(422, "The body has a field that this call does not know"),
    INVALID_FIELD(422, "A value does not fit"),
    UNKNOWN_KEY(422, "The configuration has no such key"),
    UNSUPPORTED_FORMAT(422, "This format cannot be made"),
    IDEMPOTENCY_KEY_REUSED(422, "The key was used for another request"),
    QUEUE_FULL(429, "Too many bundles are waiting already"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL(500, "This service made a mistake"),
    NOT_IMPLEMENTED(501, "This service does not know that part of HTTP"),
    FAILED_INFORMATION(503, "The information could not be read"),
    INFORMATION_TIMEOUT(503, "The information took too long"),
    INFORMATION_NOT_YET(503, "The information is not there yet"),
    UNAVAILABLE(503, "The service cannot do that now"),
    VERSION_NOT_SUPPORTED(505, "This version of HTTP is not spoken here"),
    INSUFFICIENT_STORAGE(507, "There is too little free space");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The URI that stands in {@code type}, such as {@code urn:calink:problem:unknown-information}. */
    String uri() {
        return "urn:calink:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A problem of this type that is thrown; {@code detail} says what to do about it. */
    ProblemException says(String detail) {
        return new ProblemException(new Problem(uri(), title, status, detail));
    }

    /** The same with the words of an exception that speaks to users. */
    ProblemException says(Exception cause) {
        return says(String.valueOf(cause.getMessage()));
    }

    /** The type for a status of which nothing more is known, as the container gives them. */
    static ProblemType of(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 503 -> UNAVAILABLE;
            case 422 -> INVALID_FIELD;
            default -> {
                for (ProblemType type : values()) {
                    if (type.status == status) {
                        yield type;
                    }
                }
                yield status < 500 ? BAD_REQUEST : INTERNAL;
            }
        };
    }
}
