package dev.stoa.sessions.identity.key;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Scope;
import dev.stoa.platform.config.Setting;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.jobs.Job;
import dev.stoa.platform.jobs.Schedule;
import dev.stoa.sessions.identity.viewer.Pepper;
import java.time.Duration;
import java.util.List;

/**
 * API keys over HTTP: read by whoever may, changed by a person who is signed in; and the job that
 * forgets them.
 */
public final class KeyRoutes {
    public static final List<ProblemType> PROBLEMS = List.of(ApiKeys.TOO_MANY);
    public static final Setting<Duration> OVERLAP =
            Setting.duration(
                    "sessions.api-keys.overlap",
                    "0s",
                    "How long a key serves on after its rotation; 0s ends it at once.");

    private static final String KEYS = "/api/sessions/api-keys";

    private static final int BATCH = 1000;

    private final ApiKeys keys;

    public KeyRoutes(Platform platform, Pepper pepper) {
        this.keys = new ApiKeys(platform, pepper, platform.settings().get(OVERLAP));
    }

    public List<Route> routes() {
        // Answers with secrets are not kept to be given again.
        Route.Traits write = Route.Traits.MEMBER_WRITE.with(Access.LOGIN);
        Param id = Param.pathId("id", "The key.");
        return List.of(
                Route.get(
                                KEYS,
                                "The viewer's API keys, the newest first, without their secrets",
                                "ApiKeyPage",
                                keys::list,
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(Route.Traits.MEMBER_READ.with(Access.member(Scope.SESSIONS_READ))),
                Route.post(KEYS, "Makes an API key and shows it once", "NewApiKey", keys::make)
                        .with(write)
                        .fields(fields()),
                Route.post(
                                KEYS + "/{id}/rotation",
                                "Makes the key that follows another and shows it once",
                                "NewApiKey",
                                keys::rotate,
                                id)
                        .with(write),
                Route.delete(KEYS + "/{id}", "Revokes an API key", keys::revoke, id)
                        .with(Access.LOGIN));
    }

    public List<Job> jobs() {
        return List.of(
                Job.of(
                        "sessions.api-keys.forget",
                        Schedule.every(Duration.ofHours(1)),
                        run -> run.batches("deleted", BATCH, in -> in.execute(KeyStore.FORGET))));
    }

    private static Field[] fields() {
        return new Field[] {
            Field.required("name", KeyName.FORM, "For people."),
            Field.required(
                    "scopes",
                    new Form.Many(new Form.Choice(Scope.texts()), 12),
                    "What it may be used for."),
            Field.optional("expiresAt", new Form.Time(), "When it ends; never if missing."),
            Field.optional(
                    "limitPolicy",
                    new Form.Choice(List.of("default", "load")),
                    "load is without rate limits, and for admins.")
        };
    }

    static Failure invalid(String pointer, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new Failure.FieldError(pointer, "invalid", detail));
    }
}
