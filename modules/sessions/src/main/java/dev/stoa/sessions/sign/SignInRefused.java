package dev.stoa.sessions.sign;

/** A message or signature was refused; an answer rather than a defect, so without a stack trace. */
public final class SignInRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    SignInRefused(Refusal refusal) {
        super(refusal.sentence(), null, false, false);
        this.refusal = refusal;
    }

    /** Why. */
    public Refusal refusal() {
        return refusal;
    }
}
