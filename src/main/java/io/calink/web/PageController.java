package io.calink.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The page that shows in a browser what the rest of the service answers to programs. */
@RestController
@Hidden
final class PageController {
    private static final String NEVER = "no-store";
    private static final String FOR_GOOD = "private, max-age=31536000, immutable";

    private final PageFiles files = PageFiles.load();

    @GetMapping("/")
    void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Accept.of(request).quality(MediaType.TEXT_HTML) <= 0) {
            throw ProblemType.NOT_ACCEPTABLE.says(
                    "This is the page for browsers, text/html, which the Accept header leaves out; /v3/api-docs "
                            + "describes the calls for programs.");
        }
        files.index().answer(request, response, NEVER);
    }

    @GetMapping("/page/{version}/{file}")
    void file(
            HttpServletRequest request,
            HttpServletResponse response,
            @PathVariable("version") String version,
            @PathVariable("file") String name)
            throws IOException {
        PageFile file = files.find(version, name);
        if (file == null) {
            throw ProblemType.NOT_FOUND.says("The page has no such file in this version; load / again.");
        }
        file.answer(request, response, FOR_GOOD);
    }
}
