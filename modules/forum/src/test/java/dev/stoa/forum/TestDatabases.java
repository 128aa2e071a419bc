package dev.stoa.forum;

import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.PoolConfig;
import dev.stoa.platform.sql.StatementProbe;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases of the test server with the schema in them. */
public final class TestDatabases {
    private TestDatabases() {}

    public static TestDatabase migrated() {
        return TestPostgres.fresh(
                "migrated",
                url -> {
                    PGSimpleDataSource source = new PGSimpleDataSource();
                    source.setUrl(url);
                    Schema.of(source).apply();
                });
    }

    public static Database open(TestDatabase database) {
        PoolConfig config =
                new PoolConfig(
                        "test",
                        database.jdbcUrl(),
                        "postgres",
                        "",
                        4,
                        0,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10));
        return new Database(config, new SimpleMeterRegistry(), StatementProbe.NONE);
    }
}
