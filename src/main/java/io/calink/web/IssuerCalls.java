package io.calink.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;
import org.springframework.web.client.RestTemplate;

/**
 * Asks an OpenID Connect issuer for what it says of itself and for its keys: with a deadline, and each thing once in a
 * while only, whatever came of it. A stranger who sends tokens of invented keys, or an issuer that is away, would else
 * cost a call each time.
 */
final class IssuerCalls implements JwkSetUriJwtDecoderBuilderCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerCalls.class);

    private final RestTemplate client;
    private final Duration between;
    private final Map<URI, Answer> answers = new HashMap<>();

    IssuerCalls(Duration patience, Duration between) {
        SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
        requests.setConnectTimeout(patience);
        requests.setReadTimeout(patience);
        client = new RestTemplate(requests);
        client.getInterceptors().add(this::answer);
        this.between = between;
    }

    @Override
    public void customize(JwkSetUriJwtDecoderBuilder builder) {
        builder.restOperations(client);
    }

    private synchronized ClientHttpResponse answer(
            HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
        Answer before = answers.get(request.getURI());
        Answer answer = before != null && System.nanoTime() - before.at < between.toNanos()
                ? before
                : ask(request, body, execution);
        if (answer.failure != null) {
            throw new IOException("The issuer did not answer.", answer.failure);
        }
        return answer;
    }

    private Answer ask(HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        Answer answer;
        try (ClientHttpResponse response = execution.execute(request, body)) {
            answer = new Answer(
                    response.getStatusCode(),
                    response.getHeaders(),
                    response.getBody().readAllBytes(),
                    null);
        } catch (IOException e) {
            LOG.warn("The issuer of tokens does not answer at {}: {}", request.getURI(), e.getMessage());
            answer = new Answer(HttpStatusCode.valueOf(504), HttpHeaders.EMPTY, new byte[0], e);
        }
        answers.put(request.getURI(), answer); // of which there are as many as an issuer has: a few
        return answer;
    }

    /** What an issuer answered, to be read as often as it takes. */
    private static final class Answer implements ClientHttpResponse {
        private final long at = System.nanoTime();
        private final HttpStatusCode status;
        private final HttpHeaders headers;
        private final byte[] body;
        private final @Nullable IOException failure;

        Answer(HttpStatusCode status, HttpHeaders headers, byte[] body, @Nullable IOException failure) {
            this.status = status;
            this.headers = headers;
            this.body = body;
            this.failure = failure;
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public String getStatusText() {
            return "";
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
