package dev.stoa.app.edge;

import dev.stoa.platform.Credential;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Feature;
import dev.stoa.platform.FeatureProvider;
import dev.stoa.platform.MemberId;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Problems;
import dev.stoa.platform.Role;
import dev.stoa.platform.Scope;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Access;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.ViewerSource;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A feature that takes viewers at their word, {@code Bearer admin:7}, and whose routes insert one
 * row each, so that effects can be counted.
 */
public final class NamedProvider implements FeatureProvider {
    static final String TABLE = "create table effects (id bigserial primary key, word text)";

    private static final Statement INSERT =
            Statement.of(
                    "named.effects.insert",
                    Budget.ms(10),
                    "insert into effects (word) values (:word) returning id");
    private static final Statement SLEEP =
            Statement.of("named.effects.sleep", Budget.ms(900), "select pg_sleep(0.3) is null");

    /** For ServiceLoader. */
    public NamedProvider() {}

    @Override
    public Feature create(Platform platform) {
        return new Named(platform);
    }

    private record Named(Platform platform) implements Feature {
        @Override
        public String name() {
            return "named";
        }

        @Override
        public Optional<ViewerSource> viewers() {
            return Optional.of(Named::viewer);
        }

        private static Viewer viewer(String scheme, String credential) {
            String[] parts = credential.split(":", -1);
            if (parts.length != 2) {
                throw new Failure.Unauthenticated("The credential is not known here.");
            }
            return new Viewer.Member(
                    new MemberId(Long.parseLong(parts[1])),
                    Role.of(parts[0]),
                    new Credential(
                            Credential.Kind.LOGIN,
                            1,
                            Set.of(Scope.values()),
                            Credential.Allowance.LOAD));
        }

        @Override
        public List<Route> routes() {
            Access member = Access.member(Scope.FORUM_WRITE);
            return List.of(
                    effect("/api/named/effects", Route.Repeatable.WITH_KEY, member),
                    effect("/api/named/strict", Route.Repeatable.ONLY_WITH_KEY, member),
                    effect("/api/named/open", Route.Repeatable.WITH_KEY, Access.OPEN),
                    effect("/api/named/open-strict", Route.Repeatable.ONLY_WITH_KEY, Access.OPEN));
        }

        private Route effect(String path, Route.Repeatable repeatable, Access access) {
            return Route.post(path, "Insert a row", "Text", this::effect)
                    .with(Route.Traits.MEMBER_WRITE.with(repeatable).with(access))
                    .fields(Field.required("word", new Form.Text(20), "What is stored."));
        }

        private Reply effect(Call call) {
            String word = call.fields().text("word");
            return platform.idempotency().once(call, in -> inserted(in, word));
        }

        private static Reply inserted(Transaction in, String word) {
            long id = in.find(INSERT, row -> row.number(0), word).orElseThrow();
            switch (word) {
                case "slow" -> in.find(SLEEP, row -> row.flag(0));
                case "refused" -> throw new Failure.Conflict(Problems.NOT_FOUND, "Not now.");
                case "defect" -> throw new IllegalStateException("a defect");
                default -> {}
            }
            return Reply.of(201, Json.body(json -> json.writeString(word + id)))
                    .header("Location", "/api/named/effects/" + id);
        }
    }
}
