package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stoa.platform.Progress;
import dev.stoa.platform.backup.Backup;
import dev.stoa.platform.backup.BackupRefused;
import dev.stoa.platform.backup.Restore;
import dev.stoa.platform.schema.Schema;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.DatabaseAddress;
import dev.stoa.testkit.TestDatabase;
import dev.stoa.testkit.TestPostgres;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of the database, and a database made of it. */
class BackupIT {
    private static final String SEQUENCES =
            "select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1";

    @TempDir private static Path folder;

    private static TestDatabase source;
    private static Path file;

    @BeforeAll
    static void make() {
        source = DemoNode.community();
        // A partition that a new database does not make, and a table that no change set knows.
        source.execute(
                """
                create table slow_statements_2020 partition of slow_statements
                    for values from ('2020-01-01') to ('2020-01-02');
                create table left_over (id bigint, note text);
                insert into left_over values (1, E'tab\\t line\\n back\\\\slash'), (2, null)
                """);
        file = folder.resolve("community.backup");
        write(source, file);
    }

    @AfterAll
    static void drop() {
        source.close();
    }

    private static DatabaseAddress address(TestDatabase database) {
        return new DatabaseAddress(database.jdbcUrl(), "postgres", "");
    }

    private static Backup.Written write(TestDatabase database, Path to) {
        try (Database connections = Database.forCommand(address(database))) {
            return new Backup(connections, Progress.NONE).write(to);
        }
    }

    private static Restore.Restored restore(TestDatabase database, Path from) {
        return new Restore(address(database), Progress.NONE).from(from);
    }

    private static void assertSame(TestDatabase restored, TestDatabase original) {
        assertThat(restored.contents()).isEqualTo(original.contents());
        assertThat(restored.catalogue()).isEqualTo(original.catalogue());
        assertThat(restored.rows(SEQUENCES)).isEqualTo(original.rows(SEQUENCES));
        assertThat(
                        restored.rows(
                                """
                                select cast(cast(indexrelid as regclass) as text) from pg_index where not indisvalid
                                union all select cast(conname as text) from pg_constraint where not convalidated
                                union all select cast(tgname as text) from pg_trigger where tgenabled <> 'O'
                                """))
                .isEmpty();
    }

    @Test
    void anEmptyDatabaseIsFilledTableByTable() {
        try (TestDatabase target = TestPostgres.fresh()) {
            Restore.Restored restored = restore(target, file);

            assertThat(restored.rows()).isGreaterThan(10_000);
            assertThat(restored.migrated()).isZero();
            assertSame(target, source);
            assertThat(Schema.of(target.dataSource()).pending()).isEmpty();
        }
    }

    @Test
    @Tag("faults")
    void aBackupOfAnOlderSchemaIsBroughtForwardInADatabaseThatIsMigratedOnly() {
        Path older = folder.resolve("older.backup");
        try (TestDatabase old = DemoNode.community();
                TestDatabase target = TestPostgres.fresh()) {
            Schema.of(target.dataSource()).apply();
            Schema.of(old.dataSource()).rollback("community");
            write(old, older);

            Restore.Restored restored = restore(target, older);

            assertThat(restored.migrated()).isPositive();
            assertThat(Schema.of(target.dataSource()).pending()).isEmpty();
            Schema.of(old.dataSource()).apply();
            assertThat(target.contents()).isEqualTo(old.contents());
        }
    }

    @Test
    void aCopyMadeWhileOthersWriteIsOfOneMoment() throws Exception {
        Path busy = folder.resolve("busy.backup");
        AtomicBoolean over = new AtomicBoolean();
        source.execute("create table aaa_first (n bigint); create table zzz_last (n bigint)");
        Thread writer = Thread.ofVirtual().start(() -> pairs(source, over));
        while (source.number("select count(*) from zzz_last") < 50) {
            Thread.sleep(5);
        }

        write(source, busy);

        over.set(true);
        writer.join();
        long copied = lines(busy, "aaa_first");
        assertThat(copied).isGreaterThanOrEqualTo(50);
        assertThat(lines(busy, "zzz_last")).isEqualTo(copied);
        assertThat(source.number("select count(*) from zzz_last")).isGreaterThan(copied);
        source.execute("drop table aaa_first; drop table zzz_last");
    }

    private static long lines(Path backup, String table) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile());
                var in = zip.getInputStream(zip.getEntry("tables/" + table + ".copy"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().count();
        }
    }

    /** Both tables get a row, in one transaction. */
    private static void pairs(TestDatabase database, AtomicBoolean over) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!over.get()) {
                statement.execute("insert into aaa_first values (1)");
                statement.execute("insert into zzz_last values (1)");
                connection.commit();
            }
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFileThatIsNotWholeIsRefusedWithNothingChanged() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        try (TestDatabase target = TestPostgres.fresh()) {
            for (double part : new double[] {0, 0.1, 0.5, 0.99}) {
                refused(target, Arrays.copyOf(whole, (int) (whole.length * part)));
            }
            refused(target, Arrays.copyOf(whole, whole.length - 1));
            for (double place : new double[] {0.02, 0.3, 0.7, 0.95}) {
                byte[] flipped = whole.clone();
                flipped[(int) (whole.length * place)] ^= 0x10;
                refused(target, flipped);
            }
            refused(target, "PK no archive".getBytes(StandardCharsets.UTF_8));
            assertThatExceptionOfType(BackupRefused.class)
                    .isThrownBy(() -> restore(target, folder.resolve("missing.backup")));
            assertThat(target.catalogue()).isEmpty();
        }
    }

    private static void refused(TestDatabase target, byte[] bytes) throws IOException {
        Path broken = Files.write(folder.resolve("broken.backup"), bytes);
        assertThatExceptionOfType(BackupRefused.class).isThrownBy(() -> restore(target, broken));
    }

    @Test
    void aDatabaseWithRowsIsLeftAsItIs() {
        assertThatExceptionOfType(BackupRefused.class)
                .isThrownBy(() -> restore(source, file))
                .withMessageContaining("not empty");
    }

    @Test
    void aBackupOfANewerVersionIsRefused() {
        Path newer = folder.resolve("newer.backup");
        try (TestDatabase future = DemoNode.community();
                TestDatabase target = TestPostgres.fresh()) {
            future.execute(
                    "insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)"
                            + " values ('future', 'stoa', 'x.sql', now(), 100000, 'EXECUTED', '9:00')");
            write(future, newer);

            assertThatExceptionOfType(BackupRefused.class)
                    .isThrownBy(() -> restore(target, newer))
                    .withMessageContaining("newer version");
            assertThat(target.catalogue()).isEmpty();
        }
    }

    @Test
    void aFileIsNeverOverwrittenAndNoHalfOneIsLeft() throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatExceptionOfType(BackupRefused.class).isThrownBy(() -> write(source, file));
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        Path own = Files.createDirectory(folder.resolve("own"));
        try (Database connections = Database.forCommand(address(source))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(
                            () ->
                                    new Backup(connections, BackupIT::interrupted)
                                            .write(own.resolve("half.backup")));
        }
        assertThat(own).isEmptyDirectory();
    }

    @Test
    void whatAKilledBackupLeftIsRemovedByTheNextUnlessSomebodyHoldsIt() throws IOException {
        Path place = Files.createDirectory(folder.resolve("killed"));
        Path left =
                Files.write(place.resolve(".night.backup-0123abcd.part"), new byte[] {'P', 'K'});
        Path held = Files.write(place.resolve(".day.backup-4567abcd.part"), new byte[] {'P', 'K'});
        Path others = Files.writeString(place.resolve(".film.mkv-4567abcd.part"), "a film");
        for (Path each : new Path[] {left, held, others}) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.now().minusSeconds(60)));
        }
        try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE)) {
            channel.lock();
            write(source, place.resolve("next.backup"));
        }
        assertThat(place)
                .isDirectoryNotContaining(path -> path.equals(left))
                .isDirectoryContaining(path -> path.equals(held))
                .isDirectoryContaining(path -> path.equals(others))
                .isDirectoryContaining(path -> path.endsWith("next.backup"));
    }

    private static void interrupted(String phase, long done, long total) {
        if (done > 10) {
            throw new IllegalStateException("interrupted");
        }
    }
}
