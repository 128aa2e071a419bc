/**
 * The cryptography and the text of signing in with a wallet: no HTTP, no SQL, no clock of its own.
 *
 * <p>A member proves an {@link dev.stoa.sessions.sign.Address} by signing a text in the form of
 * EIP-4361 ({@link dev.stoa.sessions.sign.SignInMessage}) in the way of EIP-191. The text is read
 * by the standard's grammar and written back letter by letter, the signer's key is recovered from
 * the signature on secp256k1, and what the text says is compared with what this service had asked
 * for ({@link dev.stoa.sessions.sign.SignInCheck}). Whatever is wrong is one {@link
 * dev.stoa.sessions.sign.Refusal}. That a nonce serves once is the database's to say, not ours.
 *
 * <p>Contract accounts (EIP-1271) can't sign in: asking a chain is no part of this.
 */
package dev.stoa.sessions.sign;
