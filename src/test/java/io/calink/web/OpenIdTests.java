package io.calink.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of an OpenID Connect issuer, beside those of the service: here everybody comes through a proxy. */
class OpenIdTests {
    private static final String SETTINGS = "--spring.security.oauth2.resourceserver.jwt.";
    private static final String OWN = Tokens.make();

    @TempDir
    static Path temporary;

    private static TestIssuer issuer;
    private static TestService service;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        service = service(
                "main",
                "--server.address=0.0.0.0",
                SETTINGS + "issuer-uri=" + issuer.uri(),
                SETTINGS + "audiences=calink",
                "--calink.security.tokens=" + Grant.of("eye", Role.VIEWER, OWN).line());
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    private static TestService service(String directory, String... settings) throws IOException {
        return TestService.start(
                Files.createDirectories(temporary.resolve(directory)),
                "[info]\nsystem=host\n",
                List.of(settings),
                CallersTests.Asking.class);
    }

    private static RawAnswer ask(TestService asked, String path, String token) throws IOException {
        return asked.ask("GET", path, "X-Forwarded-For: 192.0.2.1", "Authorization: Bearer " + token);
    }

    private static RawAnswer ask(String path, String token) throws IOException {
        return ask(service, path, token);
    }

    private static JWTClaimsSet collector() {
        return issuer.claims().claim("scope", "openid calink-collector").build();
    }

    @Test
    void aCallerIsTheSubjectOfItsToken() throws Exception {
        assertThat(ask("/who", issuer.token(collector())).text()).isEqualTo("oidc:anna");
        assertThat(ask("/who/later", issuer.token(collector())).text()).isEqualTo("oidc:anna");
    }

    @Test
    void tokensOfTheServiceAreTakenToo() throws IOException {
        assertThat(ask("/info/host", OWN).status()).isEqualTo(200);
        assertThat(ask("/who", OWN).status()).isEqualTo(403);
        assertThat(ask("/info/host", Tokens.make()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "scope, openid calink-viewer, 200, 403",
        "scope, calink-collector, 200, 200",
        "scp, calink-viewer, 200, 403",
        "roles, calink-collector, 200, 200",
        "roles, calink-viewer, 200, 403",
        "realm_access, calink-collector, 200, 200",
        "realm_access, calink-viewer, 200, 403",
        "scope, openid, 403, 403",
        "roles, not-calink-collector, 403, 403",
        "groups, calink-collector, 403, 403"
    })
    void rolesStandInTheUsualClaims(String claim, String value, int info, int config) throws Exception {
        Object role = claim.equals("scope") ? value : List.of(value, "other");
        String token = issuer.token(issuer.claims()
                .claim(claim, claim.equals("realm_access") ? Map.of("roles", role) : role)
                .build());
        assertThat(ask("/info/host", token).status()).isEqualTo(info);
        assertThat(ask("/config", token).status()).isEqualTo(config);
    }

    @Test
    void aTokenWithoutARoleIsToldWhichThereAre() throws Exception {
        RawAnswer answer = ask("/info", issuer.token(issuer.claims().build()));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:role-too-low");
        assertThat(answer.json().get("detail").stringValue()).contains("calink-viewer", "calink-collector");
    }

    private static void assertRefused(String token) throws IOException {
        long before = System.nanoTime();
        RawAnswer answer = ask("/info", token);
        assertThat(answer.status()).as(token).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isNotEmpty();
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(450));
    }

    @Test
    void refusesATokenThatIsNotInForce() throws Exception {
        Instant now = Instant.now();
        assertRefused(issuer.token(new JWTClaimsSet.Builder(collector())
                .expirationTime(Date.from(now.minusSeconds(600)))
                .build()));
        assertRefused(issuer.token(new JWTClaimsSet.Builder(collector())
                .notBeforeTime(Date.from(now.plusSeconds(600)))
                .build()));
    }

    @Test
    void refusesATokenForSomebodyElseOrOfAnotherIssuerOrOfNobody() throws Exception {
        assertRefused(issuer.token(
                new JWTClaimsSet.Builder(collector()).audience("others").build()));
        assertRefused(issuer.token(new JWTClaimsSet.Builder(collector())
                .issuer("http://evil.example")
                .build()));
        assertRefused(
                issuer.token(new JWTClaimsSet.Builder(collector()).subject(null).build()));
    }

    @Test
    void refusesATokenThatTheIssuerDidNotSign() throws Exception {
        assertRefused(TestIssuer.signed(TestIssuer.key("one"), collector()));
        assertRefused(new PlainJWT(collector()).serialize());
        String right = issuer.token(collector());
        assertRefused(right.substring(0, right.lastIndexOf('.') + 1));
        assertRefused("a.b.c");
    }

    @Test
    void refusesATokenThatIsSignedWithThePublicKeyAsIfItWereASecret() throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), collector());
        token.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
        assertRefused(token.serialize());
    }

    @Test
    void inventedKeysCostTheIssuerNoCallEach() throws Exception {
        assertThat(ask("/who", issuer.token(collector())).status()).isEqualTo(200);
        int before = issuer.questions();
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertRefused(TestIssuer.signed(TestIssuer.key("invented-" + i), collector()));
        }
        long most = 1 + Duration.ofNanos(System.nanoTime() - start).toSeconds() / 5;
        assertThat(issuer.questions() - before).isBetween(0, (int) most + 1);
        assertThat(ask("/who", issuer.token(collector())).status()).isEqualTo(200);
    }

    @Test
    void anotherClaimMayBeNamedAndAnIssuerIsEnoughToListenToOtherMachines() throws Exception {
        String token = issuer.token(issuer.claims()
                .claim("groups", List.of("calink-collector"))
                .claim("preferred_username", "anna.b")
                .build());
        try (TestService other = service(
                "claims",
                "--server.address=0.0.0.0",
                SETTINGS + "jwk-set-uri=" + issuer.uri() + "/keys",
                SETTINGS + "authorities-claim-name=groups",
                SETTINGS + "principal-claim-name=preferred_username")) {
            assertThat(ask(other, "/who", token).text()).isEqualTo("oidc:anna.b");
        }
    }

    @Test
    void anIssuerThatIsAwayKeepsNobodyElseWaiting() throws Exception {
        String token = issuer.token(collector());
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                TestService other = service(
                        "mute",
                        SETTINGS + "issuer-uri=http://127.0.0.1:" + mute.getLocalPort(),
                        "--server.tomcat.threads.max=24",
                        "--spring.threads.virtual.enabled=false",
                        "--calink.security.tokens="
                                + Grant.of("hand", Role.COLLECTOR, OWN).line())) {
            List<CompletableFuture<Integer>> strangers = new ArrayList<>();
            Executor threads = stranger -> new Thread(stranger).start();
            for (int i = 0; i < 100; i++) {
                strangers.add(CompletableFuture.supplyAsync(() -> status(other, token), threads));
            }
            assertThat(ask(other, "/who", OWN).text()).isEqualTo("token:hand");
            RawAnswer answer = ask(other, "/who", token);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.json().get("type").stringValue()).isEqualTo("urn:calink:problem:unavailable");
            assertThat(ask(other, "/info", Tokens.make()).status()).isEqualTo(401);
            assertThat(strangers)
                    .allSatisfy(stranger -> assertThat(stranger.get()).isEqualTo(503));
        }
    }

    private static int status(TestService asked, String token) {
        try {
            return ask(asked, "/who", token).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
