package dev.stoa.sessions.peer;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.LimitedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The list statements of peer sessions: one for each scope, sort, way to the page and span of
 * times, made from fixed parts when the class is loaded. Each walks an index in list order for each
 * status and stops at the limit, so that none costs more where there are more sessions.
 *
 * <p>Names of arguments, all required where a statement has them: {@code statuses} those asked for
 * and possible in the sort; {@code at}, {@code id} the place before or behind which the page is;
 * {@code low}, {@code high} bounds of the sort's time; {@code longAt}, {@code longId} the same
 * place where no bound of another time has moved it; {@code address}, {@code peer}; {@code
 * reported} true for those only; {@code createdFrom} to {@code endedTo}, far away where not asked
 * for; {@code unstarted}, {@code unended} whether sessions without that time may be in the list.
 */
final class PeerListSql {
    /** Of a time range {@code low} is included, {@code high} is not. */
    enum Sort {
        CREATED,
        STARTED,
        ENDED;

        /** Those a session with this time can have. */
        List<String> statuses() {
            return switch (this) {
                case CREATED -> List.of("pending", "active", "ended", "expired");
                case STARTED -> List.of("active", "ended", "expired");
                case ENDED -> List.of("ended", "expired");
            };
        }

        private String title() {
            return name().toLowerCase(Locale.ROOT);
        }

        private String column() {
            return "p." + title() + "_at";
        }
    }

    /** Whose sessions. */
    enum Scope {
        ALL("p.status = k.status", ""),
        REPORTED("p.status = k.status and p.is_reported", " and p.is_reported"),
        /** With the address on either side. */
        ADDRESS("p.%s = :address and p.status = k.status", " and :address in (p.a_addr, p.b_addr)"),
        /** Few enough to be sorted. */
        ADDRESS_REPORTED("p.%s = :address and p.is_reported and p.status = any(:statuses)", ""),
        /** Between the address and the peer: few enough to be sorted. */
        PAIR(
                """
                least(p.a_addr, p.b_addr) = least(:address, :peer)
                   and greatest(p.a_addr, p.b_addr) = greatest(:address, :peer)
                   and (p.is_reported or not :reported) and p.status = any(:statuses)\
                """,
                "");

        private final String condition;
        private final String ofLong;

        Scope(String condition, String ofLong) {
            this.condition = condition;
            this.ofLong = ofLong;
        }

        private boolean isWalked() {
            return this == ALL || this == REPORTED || this == ADDRESS;
        }

        private String title() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How the page's place is given; newest first either way. */
    enum Way {
        AFTER("", "<", ">= :low", " desc"),
        /** Rows come last first. */
        BEFORE("-before", ">", "< :high", "");

        private final String suffix;
        private final String behind;
        private final String bound;
        private final String direction;

        Way(String suffix, String behind, String bound, String direction) {
            this.suffix = suffix;
            this.behind = behind;
            this.bound = bound;
            this.direction = direction;
        }

        private String order(String at, String id) {
            return at + direction + ", " + id + direction;
        }
    }

    /**
     * Whether times are asked for beside the sort's own, which {@code low} and {@code high} give.
     */
    enum Span {
        OWN(""),
        ANY("-ranged");

        private final String suffix;

        Span(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Which statement; those that are sorted anyway have one for both spans. */
    record Kind(Scope scope, Sort sort, Way way, Span span) {
        Kind {
            span = scope.isWalked() ? span : Span.ANY;
        }

        private String name() {
            return "sessions.peers."
                    + scope.title()
                    + "-"
                    + sort.title()
                    + (scope.isWalked() ? span.suffix : "")
                    + way.suffix;
        }
    }

    /**
     * The times beside the sort's. The coalesce hides them from the planner, which would think of
     * them as rare and sort a table instead of walking an index to the limit: 280 ms against 3 (1
     * 000 000 sessions, 2026-11-20).
     */
    private static final String RANGED =
            """

               and coalesce(p.created_at >= :createdFrom and p.created_at < :createdTo, false)
               and coalesce(p.started_at >= :startedFrom and p.started_at < :startedTo, :unstarted)
               and coalesce(p.ended_at >= :endedFrom and p.ended_at < :endedTo, :unended)\
            """;

    /**
     * Sessions that went on for over two days, of which there are few. All others end within two
     * days of when they were made, so a range of one time gives bounds to the others.
     */
    private static final String LONG =
            "coalesce(p.ended_at, p.started_at) - p.created_at > interval '2 days'";

    /** What {@code low} and {@code high} may lie apart from a range of an earlier or later time. */
    static final Duration ORDINARY = Duration.ofDays(2);

    private static final Map<Kind, LimitedStatement> STATEMENTS = all();

    private PeerListSql() {}

    /** All of them, for the tests that prepare and explain them. */
    static List<LimitedStatement> statements() {
        return List.copyOf(STATEMENTS.values());
    }

    static LimitedStatement statement(Kind kind) {
        return Objects.requireNonNull(STATEMENTS.get(kind));
    }

    private static Map<Kind, LimitedStatement> all() {
        Map<Kind, LimitedStatement> all = new LinkedHashMap<>();
        for (Scope scope : Scope.values()) {
            for (Sort sort : Sort.values()) {
                for (Way way : Way.values()) {
                    for (Span span : Span.values()) {
                        all.computeIfAbsent(new Kind(scope, sort, way, span), PeerListSql::build);
                    }
                }
            }
        }
        return all;
    }

    private static LimitedStatement build(Kind kind) {
        return LimitedStatement.of(
                kind.name(),
                Budget.ms(20),
                """
                select s.id, s.a_addr, s.b_addr, s.a_id, s.b_id, s.topic, s.status, s.is_reported,
                       s.created_at, s.started_at, s.ended_at, s.ended_by, s.expires_at, s.meta, s.version
                  from (select f.id, f.at from (
                %s
                ) f order by %s limit :limit) page
                  join peer_sessions s on s.id = page.id
                 order by %s
                """
                        .formatted(
                                kind.scope.isWalked() ? walked(kind) : joined(kind, ""),
                                kind.way.order("f.at", "f.id"),
                                kind.way.order("page.at", "page.id")));
    }

    /** A walk for each status, and those that their bounds leave out. */
    private static String walked(Kind kind) {
        String walks =
                """
                select w.id, w.at from unnest(cast(:statuses as text[])) as k(status)
                 cross join lateral (
                %s
                ) w\
                """
                        .formatted(
                                joined(
                                        kind,
                                        " order by %s limit :limit"
                                                .formatted(
                                                        kind.way.order(
                                                                kind.sort.column(), "p.id"))));
        return kind.span == Span.OWN
                ? walks
                : walks
                        + "\nunion\n"
                        + of(kind, LONG + " and p.status = any(:statuses)" + kind.scope.ofLong)
                        + " and (%s, p.id) %s (:longAt, :longId)"
                                .formatted(kind.sort.column(), kind.way.behind)
                        + RANGED;
    }

    /** What one condition finds, or the same condition on either side. */
    private static String joined(Kind kind, String end) {
        List<String> parts = new ArrayList<>();
        for (String side : sides(kind.scope)) {
            parts.add("(" + found(kind, kind.scope.condition.replace("%s", side)) + end + ")");
        }
        return String.join("\nunion all\n", parts);
    }

    private static List<String> sides(Scope scope) {
        return scope.condition.contains("%s") ? List.of("a_addr", "b_addr") : List.of("");
    }

    private static String found(Kind kind, String condition) {
        String column = kind.sort.column();
        return of(kind, condition)
                + " and (%s, p.id) %s (:at, :id) and %s %s"
                        .formatted(column, kind.way.behind, column, kind.way.bound)
                + (kind.span == Span.ANY ? RANGED : "");
    }

    private static String of(Kind kind, String condition) {
        return "select p.id, %s as at from peer_sessions p\n where %s\n  "
                .formatted(kind.sort.column(), condition);
    }
}
