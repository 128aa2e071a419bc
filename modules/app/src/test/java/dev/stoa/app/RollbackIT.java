package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.platform.schema.ChangeSetState;
import dev.stoa.platform.schema.ChangeSetState.Standing;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.schema.UnknownTarget;
import dev.stoa.testkit.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The schema goes back and forward again on a database with data. */
class RollbackIT {
    private TestDatabase database;
    private Schema schema;

    @BeforeEach
    void fill() {
        database = DemoNode.community();
        schema = Schema.of(database.dataSource());
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static List<String> ids(List<ChangeSetState> states, Standing standing) {
        return states.stream()
                .filter(state -> state.standing() == standing)
                .map(ChangeSetState::id)
                .toList();
    }

    @Test
    void theLastThreeChangeSetsAreUndoneAndAppliedAgainAndTheCatalogueIsTheSame() {
        List<String> before = database.catalogue();
        List<String> applied = ids(schema.states(), Standing.APPLIED);
        List<String> lastThree = applied.subList(applied.size() - 3, applied.size());
        String target = applied.get(applied.size() - 4);
        assertThat(schema.rollbackPlan(target).changeSets()).isEqualTo(lastThree.reversed());
        assertThat(database.catalogue()).as("a plan changes nothing").isEqualTo(before);

        assertThat(schema.rollback(target)).isEqualTo(lastThree.reversed());

        assertThat(ids(schema.states(), Standing.PENDING)).isEqualTo(lastThree);
        assertThat(database.catalogue()).isNotEqualTo(before);
        assertThat(schema.apply()).isEqualTo(lastThree);
        assertThat(database.catalogue()).isEqualTo(before);
    }

    @Test
    void aTagIsGoneBackToAndWhatOlderTablesHoldStays() {
        List<String> before = database.catalogueOfChangeSets();
        Map<String, String> held = database.contents();

        assertThat(schema.rollback("community")).contains("platform-012-feature-flags");
        Map<String, String> older = database.contents();
        assertThat(older).doesNotContainKey("feature_flags");
        older.remove("scheduled_tasks");
        assertThat(held).containsAllEntriesOf(older);

        schema.apply();
        assertThat(database.catalogueOfChangeSets()).isEqualTo(before);
        assertThat(database.contents()).containsAllEntriesOf(older);
        assertThat(database.rows("select indexrelid from pg_index where not indisvalid")).isEmpty();
        assertThat(schema.rollback(last(schema.states()))).isEmpty();
    }

    private static String last(List<ChangeSetState> states) {
        return states.getLast().id();
    }

    @Test
    void whatIsNotThereOrAnotherVersionsIsNotUndone() {
        assertThatExceptionOfType(UnknownTarget.class)
                .isThrownBy(() -> schema.rollback("yesterday"))
                .withMessageContaining("community");
        database.execute(
                "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype)"
                        + " values ('future', 'stoa', 'x.sql', now(), 100000, 'EXECUTED')");
        List<String> before = database.catalogue();

        assertThat(ids(schema.states(), Standing.UNKNOWN)).containsExactly("future");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> schema.rollback("community"))
                .withMessageContaining("future");
        assertThat(database.catalogue()).isEqualTo(before);
    }
}
