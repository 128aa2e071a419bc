package dev.stoa.maintenance.finding;

import dev.stoa.platform.http.Json;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.LimitedStatement;
import dev.stoa.platform.sql.Row;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Findings in PostgreSQL. */
final class FindingStore {
    private static final String COLUMNS =
            "f.id, f.node, f.kind, f.subject, f.summary, f.advice, cast(f.confidence_score as text),"
                    + " cast(f.evidence as text), f.discovered_at, f.last_seen_at, f.resolved_at";

    private static final String FILTERS =
            """
               and (cast(:state as text) = 'all'
                    or (f.resolved_at is null) = (cast(:state as text) = 'open'))
               and (cast(:kind as text) is null or f.kind = cast(:kind as text))
               and (cast(:node as text) is null or f.node in ('', cast(:node as text)))
               and f.confidence_score >= cast(:least as numeric)
            """;

    static final Statement SAVE =
            Statement.of(
                    "maintenance.findings.save",
                    Budget.ms(20),
                    """
                    insert into findings (kind, subject, node, summary, advice, confidence_score, evidence)
                    select f.kind, f.subject, :node, f.summary, f.advice, f.confidence, f.evidence
                      from jsonb_to_recordset(cast(:found as jsonb))
                           as f(kind text, subject text, summary text, advice text,
                                confidence numeric, evidence jsonb)
                        on conflict (kind, subject, node) where resolved_at is null
                        do update set summary = excluded.summary,
                                      advice = excluded.advice,
                                      confidence_score = excluded.confidence_score,
                                      evidence = excluded.evidence,
                                      last_seen_at = now()
                    """);

    static final Statement RESOLVE =
            Statement.of(
                    "maintenance.findings.resolve",
                    Budget.ms(20),
                    """
                    update findings f
                       set resolved_at = now()
                     where f.resolved_at is null and f.node = :node and f.kind = any(:kinds)
                       and not exists (select 1
                                         from jsonb_to_recordset(cast(:found as jsonb))
                                              as n(kind text, subject text)
                                        where n.kind = f.kind and n.subject = f.subject)
                    """);

    /** Findings of nodes that are not heard of any more. */
    static final Statement ABANDON =
            Statement.of(
                    "maintenance.findings.abandon",
                    Budget.ms(20),
                    """
                    update findings
                       set resolved_at = now()
                     where resolved_at is null and node <> ''
                       and last_seen_at < now() - cast(:silent as interval)
                    """);

    static final Statement FORGET =
            Statement.of(
                    "maintenance.findings.forget",
                    Budget.ms(50),
                    "delete from findings where resolved_at < now() - cast(:keep as interval)");

    static final Statement OPEN =
            Statement.of(
                    "maintenance.findings.open",
                    Budget.ms(10),
                    """
                    select %s
                      from findings f
                     where f.resolved_at is null and f.node in ('', :node)
                     order by f.confidence_score desc, f.id desc
                     limit 100
                    """
                            .formatted(COLUMNS));

    static final LimitedStatement BY_CONFIDENCE =
            LimitedStatement.of(
                    "maintenance.findings.by-confidence",
                    Budget.ms(10),
                    """
                    select %s
                      from findings f
                     where (f.confidence_score, f.id) < (cast(:confidence as numeric), :id)
                    %s order by f.confidence_score desc, f.id desc
                    """
                            .formatted(COLUMNS, FILTERS));

    static final LimitedStatement BY_DISCOVERY =
            LimitedStatement.of(
                    "maintenance.findings.by-discovery",
                    Budget.ms(10),
                    """
                    select %s
                      from findings f
                     where (f.discovered_at, f.id) < (cast(:at as timestamptz), :id)
                    %s order by f.discovered_at desc, f.id desc
                    """
                            .formatted(COLUMNS, FILTERS));

    private final Database database;

    FindingStore(Database database) {
        this.database = database;
    }

    /** Keeps what was found of {@code kinds}; what was open of them and is not there is over. */
    static void save(
            Transaction transaction, String node, Set<String> kinds, Collection<Finding> found) {
        String json = json(found);
        transaction.execute(RESOLVE, node, (Object) kinds.toArray(String[]::new), json);
        if (!found.isEmpty()) {
            transaction.execute(SAVE, node, json);
        }
    }

    /** Ends what silent nodes left open; how many these were. */
    static long abandon(Transaction transaction, Duration silent) {
        return transaction.execute(ABANDON, silent.toString());
    }

    /** Forgets what was over long ago; how many these were. */
    static long forget(Transaction transaction, Duration keep) {
        return transaction.execute(FORGET, keep.toString());
    }

    /** What is open of all and of {@code node}; one statement. */
    List<KnownFinding> open(String node) {
        return database.list(OPEN, FindingStore::read, node);
    }

    /** A page after {@code place}, which is in thousandths or microseconds by the order. */
    List<KnownFinding> page(FindingQuery query) {
        Statement statement =
                switch (query.order()) {
                    case CONFIDENCE -> BY_CONFIDENCE.upTo(query.limit());
                    case DISCOVERY -> BY_DISCOVERY.upTo(query.limit());
                };
        return database.list(
                statement,
                FindingStore::read,
                query.place(),
                query.id(),
                query.state(),
                query.kind(),
                query.node(),
                query.least());
    }

    private static KnownFinding read(Row row) {
        return new KnownFinding(
                row.number(0),
                row.text(1),
                new Finding(
                        row.text(2),
                        row.text(3),
                        row.text(4),
                        row.text(5),
                        Double.parseDouble(row.text(6)),
                        row.text(7)),
                row.instant(8),
                row.instant(9),
                row.instantOrNull(10));
    }

    private static String json(Collection<Finding> found) {
        byte[] bytes =
                Json.bytes(
                        json -> {
                            json.writeStartArray();
                            for (Finding finding : found) {
                                json.writeStartObject();
                                json.writeStringField("kind", finding.kind());
                                json.writeStringField("subject", finding.subject());
                                json.writeStringField("summary", finding.summary());
                                json.writeStringField("advice", finding.advice());
                                json.writeNumberField("confidence", finding.confidence());
                                json.writeFieldName("evidence");
                                json.writeRawValue(finding.evidence());
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                        });
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
