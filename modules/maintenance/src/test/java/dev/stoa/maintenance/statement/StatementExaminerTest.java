package dev.stoa.maintenance.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.maintenance.finding.Finding;
import dev.stoa.platform.Work;
import dev.stoa.platform.config.Settings;
import dev.stoa.platform.observe.Observability;
import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatementExaminerTest {
    private static final Statement LIST =
            Statement.of("forum.threads.recent", Budget.ms(10), "select 1");
    private static final Statement JOB =
            Statement.of("forum.counters.fold", Budget.seconds(5), "select 2");

    private final Observability node = Observability.of(Settings.of(Map.of()), "test");
    private final StatementExaminer examiner =
            new StatementExaminer(node.statements(), node.repeated());

    @AfterEach
    void close() {
        node.close();
    }

    private void ran(Statement statement, int times, long millis) {
        for (int i = 0; i < times; i++) {
            node.statements().begin(statement).end(millis * 1_000_000, 1, null);
        }
    }

    @Test
    void aStatementThatIsSlowOfLateIsFoundUntilItIsNot() {
        ran(LIST, 100, 2);
        assertThat(examiner.examine()).isEmpty();

        ran(LIST, 20, 240);
        List<Finding> findings = examiner.examine();
        assertThat(findings).singleElement().extracting(Finding::kind).isEqualTo("statement-slow");
        assertThat(findings.getFirst().subject()).isEqualTo("forum.threads.recent");
        assertThat(findings.getFirst().summary()).contains("its budget is 10 ms");
        assertThat(findings.getFirst().confidence()).isEqualTo(0.9);

        for (int i = 0; i < StatementExaminer.LOOKS; i++) {
            ran(LIST, 50, 2);
            findings = examiner.examine();
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void whatRanBeforeTheFirstLookIsNotJudgedAndFewRunsByTheirMean() {
        ran(LIST, 40, 240);
        assertThat(examiner.examine()).isEmpty();
        ran(LIST, 9, 2);
        ran(LIST, 1, 600);
        assertThat(examiner.examine()).isEmpty();
        ran(LIST, 5, 300);
        assertThat(examiner.examine()).hasSize(1);
    }

    @Test
    void aJobsStatementMayTakeWhatItsBudgetSays() {
        examiner.examine();
        ran(JOB, 20, 900);
        assertThat(examiner.examine()).isEmpty();
    }

    @Test
    void aStatementThatRequestsRepeatIsFound() {
        for (int request = 0; request < 3; request++) {
            Work work = Work.within("/api/forum/threads", Duration.ofSeconds(1));
            for (int i = 0; i < 12; i++) {
                work.ranStatement("forum.members.find", 1_000);
            }
            work.ranStatement("forum.threads.recent", 1_000);
            var meters = node.http("GET", "/api/forum/threads");
            meters.begin();
            meters.record(200, null, 1_000_000, work);
        }

        assertThat(examiner.examine())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.kind()).isEqualTo("statement-repeated");
                            assertThat(finding.subject())
                                    .isEqualTo("/api/forum/threads forum.members.find");
                            assertThat(finding.summary()).contains("up to 12 times");
                            assertThat(finding.confidence()).isEqualTo(0.9);
                        });
    }

    @Test
    void figuresTellMeanPercentileRowsFailuresAndViolations() {
        ran(LIST, 95, 4);
        ran(LIST, 4, 80);
        node.statements().begin(LIST).end(300_000_000, 0, "57014");
        var figures = node.statements().figures("forum.threads.recent").orElseThrow();

        assertThat(figures.calls()).isEqualTo(100);
        assertThat(figures.failures()).isEqualTo(1);
        assertThat(figures.errors()).containsExactly(Map.entry("57014", 1L));
        assertThat(figures.meanMillis()).isEqualTo((95 * 4 + 4 * 80 + 300) / 100.0);
        assertThat(figures.p95Millis()).isEqualTo(5);
        assertThat(figures.rows()).isEqualTo(99);
        assertThat(figures.violations()).isEqualTo(5);
        assertThat(figures.slow()).containsExactly(4L, 1L, 0L, 0L);
        assertThat(node.statements().slowest("forum.threads.recent").orElseThrow().nanos())
                .isEqualTo(300_000_000);
        assertThat(node.statements().figures("forum.threads.unknown")).isEmpty();
    }
}
