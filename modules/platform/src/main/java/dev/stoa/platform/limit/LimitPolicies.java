package dev.stoa.platform.limit;

import java.util.List;

/** The policies there are. */
public final class LimitPolicies {
    /** Any read; also what a route draws on that names no other. */
    public static final LimitPolicy READ =
            LimitPolicy.apart("read", Exactness.LEASED, "200/1m,50/10s", "600/1m", "Most reads")
                    .ofKey();

    public static final LimitPolicy SEARCH =
            LimitPolicy.alike("search", "60/1m", "Most searches of one caller.").ofKey();

    /** Any write that has no policy of its own. */
    public static final LimitPolicy WRITE =
            LimitPolicy.apart(
                    "write", Exactness.EXACT, "20/1m", "120/1m", "Most writes of other kinds");

    public static final LimitPolicy THREAD =
            LimitPolicy.alike("thread", "6/5m", "Most new threads of one caller.");

    public static final LimitPolicy POST =
            LimitPolicy.alike("post", "30/10m", "Most new posts of one caller.");

    public static final LimitPolicy VOTE =
            LimitPolicy.alike("vote", "60/1m", "Most votes of one caller.");

    public static final LimitPolicy REPORT =
            LimitPolicy.alike("report", "10/1d", "Most reports of one caller.");

    /** Of all that is a member's: seconds of work for those who have much. */
    public static final LimitPolicy EXPORT =
            LimitPolicy.alike("export", "6/1h", "Most archives of all that is one member's.");

    /** To be drawn with the wallet's address as its subject. */
    public static final LimitPolicy NONCE =
            LimitPolicy.alike(
                    "nonce", "10/1m", "Most sign-in nonces for one wallet address to one caller.");

    public static final LimitPolicy VERIFY =
            LimitPolicy.alike("verify", "5/1m", "Most sign-ins tried by one caller.");

    public static final LimitPolicy TELEMETRY =
            LimitPolicy.alike("telemetry", "600/1m", "Most telemetry batches of one key.").ofKey();

    /** Drawn by requests with a wrong credential, whatever they ask for. */
    public static final LimitPolicy AUTH_FAILURE =
            LimitPolicy.alike(
                    "auth-failure",
                    "30/1m",
                    "Most requests with a wrong credential from one client address.");

    /** All of them. */
    public static final List<LimitPolicy> ALL =
            List.of(
                    READ,
                    SEARCH,
                    WRITE,
                    THREAD,
                    POST,
                    VOTE,
                    REPORT,
                    EXPORT,
                    NONCE,
                    VERIFY,
                    TELEMETRY,
                    AUTH_FAILURE);

    private LimitPolicies() {}
}
