package dev.stoa.platform.sql;

import static java.util.Collections.nCopies;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Asks PostgreSQL how it would run a statement: in a transaction that may only read, ends after two
 * seconds and is rolled back. What writes, locks rows or calls a function with side effects is
 * planned and never run.
 *
 * <p>Every method throws what {@link Database}'s do, and {@link StatementFailed} where PostgreSQL
 * refuses the statement or its values.
 */
public final class Explain {
    /** The longest that a plan may take, a statement that is run for it included. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Budget BUDGET = new Budget(LIMIT);
    private static final Statement LIMITED =
            Statement.of(
                    "platform.plans.limit",
                    Budget.ms(5),
                    "select set_config('statement_timeout', :millis, true),"
                            + " set_config('lock_timeout', '500', true)");
    private static final Statement GENERIC =
            Statement.of(
                    "platform.plans.generic",
                    Budget.ms(5),
                    "select set_config('plan_cache_mode', 'force_generic_plan', true)");
    private static final Statement PREPARED =
            Statement.of(
                    "platform.plans.prepared",
                    Budget.ms(5),
                    "select p.name from pg_prepared_statements p where p.name = 'stoa_plan'");
    private static final Statement DEALLOCATE =
            Statement.of("platform.plans.deallocate", Budget.ms(5), "deallocate stoa_plan");
    private static final Statement EFFECTS =
            Statement.of(
                    "platform.plans.effects",
                    Budget.ms(20),
                    """
                    select p.proname from pg_proc p where p.proname = any(:names) and p.provolatile = 'v' limit 1
                    """);
    private static final Set<String> PLANNED =
            Set.of("select", "with", "insert", "update", "delete", "merge", "values");
    private static final Pattern WRITES =
            Pattern.compile(
                    "\\b(insert\\s+into|update|delete\\s+from|merge\\s+into|for\\s+(no\\s+key\\s+)?update"
                            + "|for\\s+(key\\s+)?share)\\b");
    private static final Pattern CALLED = Pattern.compile("([a-z_][a-z0-9_]*)\\s*\\(");

    private final Database database;

    /** Plans of {@code database}; it should have connections to spare. */
    public Explain(Database database) {
        this.database = database;
    }

    /** Whether PostgreSQL makes a plan of {@code statement} at all. */
    public static boolean isPossible(Statement statement) {
        return PLANNED.contains(statement.text().split("\\W", 2)[0]);
    }

    /** Whether running {@code statement} only reads, as far as its words say. */
    static boolean onlyReads(Statement statement) {
        return isPossible(statement)
                && !WRITES.matcher(statement.text().toLowerCase(Locale.ROOT)).find();
    }

    /** The plan of {@code statement} whatever its values are. */
    public Plan generic(Statement statement) {
        int count = statement.parameters().size();
        Statement prepare =
                Statement.of(
                        "platform.plans.prepare",
                        BUDGET,
                        "prepare stoa_plan as " + statement.numbered());
        // EXPLAIN (GENERIC_PLAN) takes no $1 from a driver that speaks the extended protocol.
        Statement explain =
                Statement.of(
                        "platform.plans.explain",
                        BUDGET,
                        "explain (format json) execute stoa_plan"
                                + (count == 0
                                        ? ""
                                        : "(" + String.join(", ", nCopies(count, "null")) + ")"));
        List<String> answer =
                database.discarded(
                        in -> {
                            limit(in);
                            in.list(GENERIC, _ -> 0);
                            // What a plan that failed left to its connection.
                            if (!in.list(PREPARED, _ -> 0).isEmpty()) {
                                in.execute(DEALLOCATE);
                            }
                            in.execute(prepare);
                            List<String> plan = in.list(explain, row -> row.text(0));
                            in.execute(DEALLOCATE);
                            return plan;
                        });
        return Plan.read(answer.getFirst());
    }

    /** The plan of {@code statement} for the arguments of a run of it; it is not run again. */
    public Plan bound(Statement statement, @Nullable Object... arguments) {
        return plan("(format json)", statement.text(), arguments);
    }

    /**
     * The plan of {@code statement} for values given as PostgreSQL reads them; where it only reads
     * it is run, and the plan says what happened.
     *
     * @param values by the names of its parameters, all of them
     */
    public Plan given(Statement statement, Map<String, @Nullable String> values) {
        @Nullable Object[] arguments =
                statement.parameters().stream()
                        .map(name -> untyped(values.get(name)))
                        .toArray(Object[]::new);
        return plan(
                isHarmless(statement) ? "(analyze, buffers, format json)" : "(format json)",
                statement.text(),
                arguments);
    }

    private boolean isHarmless(Statement statement) {
        if (!onlyReads(statement)) {
            return false;
        }
        Matcher called = CALLED.matcher(statement.text().toLowerCase(Locale.ROOT));
        Set<String> names = called.results().map(call -> call.group(1)).collect(Collectors.toSet());
        return database.list(EFFECTS, row -> row.text(0), (Object) names.toArray(String[]::new))
                .isEmpty();
    }

    /** PostgreSQL finds out the type from where it stands. */
    private static PGobject untyped(@Nullable String value) {
        try {
            PGobject object = new PGobject();
            object.setType("unknown");
            object.setValue(value);
            return object;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void limit(Transaction in) {
        in.list(LIMITED, _ -> 0, Long.toString(LIMIT.toMillis()));
    }

    private Plan plan(String options, String text, @Nullable Object... arguments) {
        Statement explain =
                Statement.of("platform.plans.explain", BUDGET, "explain " + options + " " + text);
        List<String> answer =
                database.discarded(
                        in -> {
                            limit(in);
                            return in.list(explain, row -> row.text(0), arguments);
                        });
        return Plan.read(answer.getFirst());
    }
}
