package dev.stoa.platform.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Mark;
import dev.stoa.platform.http.Marks;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryFormatTest {
    private static final StoredEntry ENTRY =
            new StoredEntry(
                    Body.text("application/json", "{\"a\":\"" + "x".repeat(3000) + "\"}")
                            .linked("behind", null)
                            .marked(
                                    new Marks(
                                            List.of(
                                                    new Mark('t', 42, 0, 0),
                                                    new Mark('p', Long.MAX_VALUE, 3, 5, 9)))),
                    List.of("thread:42", "tag:c++"),
                    List.of("list:recent"),
                    1_700_000_000_000_001L,
                    1_700_000_000_000L);

    @Test
    void whatIsWrittenIsReadBack() {
        StoredEntry read = EntryFormat.read(EntryFormat.write(ENTRY)).orElseThrow();

        assertThat(read.body().plain()).isEqualTo(ENTRY.body().plain());
        assertThat(read.body().gzip()).isEqualTo(ENTRY.body().gzip());
        assertThat(read.body().etag()).isEqualTo(ENTRY.body().etag());
        assertThat(read.body().contentType()).isEqualTo("application/json");
        assertThat(read.body().next()).isEqualTo("behind");
        assertThat(read.body().prev()).isNull();
        assertThat(read.body().marks().all()).isEqualTo(ENTRY.body().marks().all());
        assertThat(read.tags()).isEqualTo(ENTRY.tags());
        assertThat(read.listTags()).isEqualTo(ENTRY.listTags());
        assertThat(read.generation()).isEqualTo(ENTRY.generation());
        assertThat(read.createdMillis()).isEqualTo(ENTRY.createdMillis());
    }

    @Test
    void anythingCutOffIsNoEntry() {
        byte[] bytes = EntryFormat.write(ENTRY);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(EntryFormat.read(Arrays.copyOf(bytes, length))).isEmpty();
        }
    }

    @Test
    void anotherVersionIsNoEntry() {
        byte[] bytes = EntryFormat.write(ENTRY);
        bytes[0]++;
        assertThat(EntryFormat.read(bytes)).isEmpty();
    }

    @Test
    void damageIsNeverAnException() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = EntryFormat.write(ENTRY);
            for (int j = 0; j < 3; j++) {
                bytes[random.nextInt(100)] = (byte) random.nextInt();
            }
            assertThatCode(() -> EntryFormat.read(bytes)).doesNotThrowAnyException();
        }
    }

    @Test
    void shortEmptyAndPackedBodiesAreReadBack() {
        Body packed = Body.text("text/plain", "packed ".repeat(1000));
        packed.pack();
        for (Body body :
                List.of(Body.text("text/plain", ""), Body.json(new byte[] {'{', '}'}), packed)) {
            StoredEntry read =
                    EntryFormat.read(
                                    EntryFormat.write(
                                            new StoredEntry(body, List.of(), List.of(), 1, 2)))
                            .orElseThrow();
            assertThat(read.body().plain()).isEqualTo(body.plain());
            assertThat(read.body().etag()).isEqualTo(body.etag());
        }
    }

    @Test
    void whatIsDamagedAnywhereIsNoEntryOrHasTheSameBytes() {
        Random random = new Random(11);
        byte[] whole = EntryFormat.write(ENTRY);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            EntryFormat.read(bytes)
                    .ifPresent(
                            read ->
                                    assertThat(read.body().plain())
                                            .isEqualTo(ENTRY.body().plain()));
        }
    }
}
