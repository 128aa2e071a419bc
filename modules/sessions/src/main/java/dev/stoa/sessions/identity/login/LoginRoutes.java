package dev.stoa.sessions.identity.login;

import dev.stoa.platform.Platform;
import dev.stoa.platform.Scope;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.platform.sql.Statement;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.time.Duration;
import java.util.List;

/** Signing in and login sessions over HTTP, and the jobs that tidy up after them. */
public final class LoginRoutes {
    private static final String AUTH = "/api/sessions/auth";
    private static final int BATCH = 1000;

    private final SignIn signIn;
    private final Logins logins;

    public LoginRoutes(Platform platform, Pepper pepper) {
        var store = new LoginStore(platform.database(), pepper);
        var lives =
                new LoginStore.Lives(
                        platform.settings().get(LoginSettings.TOKEN_LIFE),
                        platform.settings().get(LoginSettings.REFRESH_LIFE));
        this.signIn = new SignIn(platform, pepper, store, lives);
        this.logins = new Logins(platform, store, lives);
    }

    public List<Route> routes() {
        // Their answers carry secrets, so none is kept to be given again.
        Route.Traits open = Route.Traits.MEMBER_WRITE.with(Access.OPEN).body(16 * 1024);
        return List.of(
                Route.post(
                                AUTH + "/nonces",
                                "A nonce, and the message of EIP-4361 to sign",
                                "Nonce",
                                signIn::nonce)
                        .with(open)
                        .fields(
                                Field.required(
                                        "address", new Form.Address(), "The wallet's address."),
                                Field.required(
                                        "chainId",
                                        new Form.Whole(1, Long.MAX_VALUE),
                                        "The chain's id of EIP-155, e.g. 1.")),
                Route.post(
                                AUTH + "/verify",
                                "A login session for a signed message",
                                "Login",
                                signIn::verify)
                        .with(open)
                        .limit("verify")
                        .answering(200)
                        .fields(
                                Field.required(
                                        "message", new Form.Lines(4096), "The text, as signed."),
                                Field.required(
                                        "signature",
                                        new Form.Text(200),
                                        "Its signature by personal_sign: 0x and 130 digits.")),
                Route.post(
                                AUTH + "/refresh",
                                "New tokens for a refresh token, which serves once",
                                "Login",
                                logins::refresh)
                        .with(open)
                        .limit("verify")
                        .answering(200)
                        .fields(
                                Field.required(
                                        "refreshToken", new Form.Text(200), "The last one given.")),
                Route.delete(AUTH + "/session", "Signs out", logins::signOut).with(Access.LOGIN),
                Route.get(
                                AUTH + "/sessions",
                                "The viewer's login sessions, the last refreshed first",
                                "LoginPage",
                                logins::list,
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(Route.Traits.MEMBER_READ.with(Access.member(Scope.SESSIONS_READ))),
                Route.delete(
                                AUTH + "/sessions/{id}",
                                "Ends one of the viewer's login sessions",
                                logins::revoke,
                                Param.pathId("id", "The login session."))
                        .with(Access.LOGIN));
    }

    public List<Job> jobs() {
        return List.of(
                swept("sessions.nonces.expire", Duration.ofMinutes(5), NonceStore.EXPIRE),
                swept("sessions.logins.expire", Duration.ofHours(1), LoginStore.EXPIRE));
    }

    /** Runs {@code sweep} until it finds less than a batch. */
    private static Job swept(String name, Duration pause, Statement sweep) {
        return Job.of(
                name,
                Schedule.every(pause),
                run -> run.batches("deleted", BATCH, in -> in.execute(sweep)));
    }
}
