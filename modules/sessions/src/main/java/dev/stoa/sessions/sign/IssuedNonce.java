package dev.stoa.sessions.sign;

import java.time.Instant;

/**
 * What is known about a nonce since it was given out. Not the nonce: it is found by its hash.
 *
 * @param address who asked for it
 * @param chainId the chain it was asked for
 * @param issuedAt when it was given out
 * @param expiresAt from when on it may not be used any more
 */
public record IssuedNonce(Address address, long chainId, Instant issuedAt, Instant expiresAt) {}
