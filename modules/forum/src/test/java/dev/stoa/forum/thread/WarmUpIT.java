package dev.stoa.forum.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stoa.forum.SmallForum;
import dev.stoa.forum.TestForum;
import dev.stoa.testkit.TestClient.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarmUpIT {
    private static final Logger LOG = Logger.getLogger("dev.stoa.forum.ThreadService");

    /** Keeps the lines of a start. */
    private static final class Lines extends Handler {
        private final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            all.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void aStartSaysWhichListsItWarmed() {
        Lines lines = new Lines();
        LOG.addHandler(lines);
        SmallForum made = SmallForum.empty();
        try (TestForum node = TestForum.over(made.database(), Map.of())) {
            assertThat(node.http().get("/api/forum/structures").status()).isEqualTo(200);
            assertThat(lines.all)
                    .contains(
                            "Warmed cache: trending page 1",
                            "Warmed cache: recent page 1",
                            "Warmed cache: recent page 2");
        } finally {
            LOG.removeHandler(lines);
            made.database().close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/forum/threads",
                "/api/forum/threads?tab=recent",
                "/api/forum/threads?tab=recent&page=2"
            })
    void whatWasWarmedTakesNoStatement(String list) {
        SmallForum made = SmallForum.empty();
        made.thread(1, "There before the start", "x");
        try (TestForum node = TestForum.over(made.database(), Map.of())) {
            Answer first = node.http().get(list);

            assertThat(first.header("X-Cache")).isEqualTo("HIT");
            assertThat(first.statements()).isZero();
        } finally {
            made.database().close();
        }
    }
}
