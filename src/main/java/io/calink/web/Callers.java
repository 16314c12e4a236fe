package io.calink.web;

import io.calink.tokens.Grant;
import io.calink.tokens.Role;
import io.calink.tokens.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * Who calls: {@code token:NAME} or {@code oidc:SUBJECT} by the token that was sent; if there was none, {@code user:UID}
 * or {@code loopback} by the connection.
 */
final class Callers implements AuthenticationConverter, AuthenticationManager {
    private final Peers peers;
    private final Tokens tokens;
    private final OpenIdTokens others;

    Callers(Peers peers, Tokens tokens, OpenIdTokens others) {
        this.peers = peers;
        this.tokens = tokens;
        this.others = others;
    }

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        if (!Credentials.areIn(request)) {
            return peers.trusted(request)
                    .map(name -> caller(name, Role.COLLECTOR))
                    .orElse(null);
        }
        String token = Credentials.of(request);
        if (token.isBlank()) {
            throw new BadCredentialsException("there is no token in it");
        }
        return new BearerTokenAuthenticationToken(token);
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        if (!(asked instanceof BearerTokenAuthenticationToken sent)) {
            return asked; // the connection has told already
        }
        Optional<Grant> grant = tokens.find(sent.getToken());
        return grant.isPresent()
                ? caller("token:" + grant.get().name(), grant.get().role())
                : others.caller(sent.getToken());
    }

    /** A caller with these roles, of which there may be none. */
    static Authentication caller(String name, Role... roles) {
        return UsernamePasswordAuthenticationToken.authenticated(
                name,
                null,
                List.of(roles).stream()
                        .map(role -> new SimpleGrantedAuthority(role.label()))
                        .toList());
    }
}
