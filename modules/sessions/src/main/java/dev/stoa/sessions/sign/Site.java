package dev.stoa.sessions.sign;

import org.jspecify.annotations.Nullable;

/**
 * Where a message signs in to.
 *
 * @param scheme of the page that asks for the signature; null where the message leaves it out
 * @param domain its host, with a port where that is not the scheme's own
 * @param uri what is signed in to
 */
public record Site(@Nullable String scheme, String domain, String uri) {
    /**
     * @throws SignInRefused when a part has not the form that EIP-4361 demands
     */
    public Site {
        if (scheme != null && !Rfc3986.isScheme(scheme)) {
            throw new SignInRefused(Refusal.INVALID_SCHEME);
        }
        // The grammar allows a domain of no letters; there is no such origin.
        if (domain.isEmpty() || !Rfc3986.isAuthority(domain)) {
            throw new SignInRefused(Refusal.INVALID_DOMAIN);
        }
        if (!Rfc3986.isUri(uri)) {
            throw new SignInRefused(Refusal.INVALID_URI);
        }
    }
}
