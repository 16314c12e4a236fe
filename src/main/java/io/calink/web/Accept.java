package io.calink.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.springframework.http.MediaType;

/** What a client says that it can read: the Accept header with its weights, as RFC 9110, 12.5.1, reads them. */
final class Accept {
    private final List<MediaType> ranges;

    private Accept(List<MediaType> ranges) {
        this.ranges = ranges;
    }

    static Accept of(HttpServletRequest request) {
        return of(Collections.list(request.getHeaders("Accept")));
    }

    static Accept of(List<String> headers) {
        try {
            return new Accept(MediaType.parseMediaTypes(headers));
        } catch (IllegalArgumentException e) {
            throw ProblemType.BAD_HEADER.says(
                    "The Accept header is not a list of media types such as application/json;q=0.9, */*;q=0.1.");
        }
    }

    /** The weight of a type from 0, not wanted, to 1; that of the most specific range that holds it counts. */
    double quality(MediaType type) {
        double quality = ranges.isEmpty() ? 1 : 0;
        int best = -1;
        for (MediaType range : ranges) {
            int specific = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
            if (specific > best && range.includes(type)) {
                best = specific;
                quality = range.getQualityValue();
            }
        }
        return quality;
    }

    /** Ends the request with 406 if JSON is not wanted. */
    void requireJson() {
        if (quality(MediaType.APPLICATION_JSON) <= 0) {
            throw ProblemType.NOT_ACCEPTABLE.says(
                    "This call answers application/json, which the Accept header leaves out.");
        }
    }
}
