package io.calink.web;

import io.calink.tokens.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;

/**
 * Tokens of an OpenID Connect issuer (JWT, RFC 9068), if one is named by {@code spring.security.oauth2.resourceserver.jwt}.
 * The roles stand in one of the claims {@code scope}, {@code scp}, {@code roles} or Keycloak's {@code realm_access.roles},
 * or in the one that {@code authorities-claim-name} names.
 */
final class OpenIdTokens {
    /** How issuers call the role of a viewer. */
    static final String VIEWER = "calink-viewer";

    /** How issuers call the role of a collector. */
    static final String COLLECTOR = "calink-collector";

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]*){2}");
    private static final int AT_ONCE = 16;
    private static final long PATIENCE_MILLIS = 100;

    private final @Nullable JwtDecoder decoder;
    private final JwtAuthenticationConverter claims;
    private final Semaphore places = new Semaphore(AT_ONCE);

    OpenIdTokens(@Nullable JwtDecoder decoder, JwtAuthenticationConverter claims) {
        this.decoder = decoder;
        this.claims = claims;
    }

    /** Whether an issuer is named. */
    boolean areTaken() {
        return decoder != null;
    }

    /** Whose token it is; {@code AuthenticationServiceException} if the issuer's keys cannot be had. */
    Authentication caller(String token) {
        if (decoder == null || !FORM.matcher(token).matches()) {
            throw new BadCredentialsException("no token of this service");
        }
        Jwt jwt = read(decoder, token);
        Authentication found = claims.convert(jwt);
        if (found == null || found.getName().isBlank()) {
            throw new BadCredentialsException("a token of nobody");
        }
        return Callers.caller("oidc:" + found.getName(), roles(jwt, found));
    }

    /** An issuer that does not answer keeps few requests waiting, so that all others are served. */
    private Jwt read(JwtDecoder decoder, String token) {
        try {
            if (!places.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new AuthenticationServiceException("too many wait for the issuer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuthenticationServiceException("the service ends", e);
        }
        try {
            return decoder.decode(token);
        } catch (BadJwtException e) {
            throw new BadCredentialsException("a wrong token", e);
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw new AuthenticationServiceException("the issuer's keys cannot be had", e);
        } finally {
            places.release();
        }
    }

    private static Role[] roles(Jwt jwt, Authentication found) {
        List<Object> named = new ArrayList<>();
        found.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .map(authority -> authority == null || !authority.startsWith("SCOPE_")
                        ? authority
                        : authority.substring("SCOPE_".length()))
                .forEach(named::add);
        add(named, jwt.getClaim("roles"));
        if (jwt.getClaim("realm_access") instanceof Map<?, ?> realm) {
            add(named, realm.get("roles"));
        }
        return named.contains(COLLECTOR)
                ? new Role[] {Role.COLLECTOR}
                : named.contains(VIEWER) ? new Role[] {Role.VIEWER} : new Role[0];
    }

    private static void add(List<Object> named, @Nullable Object claim) {
        if (claim instanceof Collection<?> several) {
            named.addAll(several);
        } else if (claim instanceof String text) {
            named.addAll(List.of(text.split(" ", -1)));
        }
    }
}
