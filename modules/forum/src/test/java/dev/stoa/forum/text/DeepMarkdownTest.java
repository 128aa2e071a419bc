package dev.stoa.forum.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stoa.platform.CpuPool;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Work;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts made to be slow or deep. */
class DeepMarkdownTest {
    private static final int MOST = 50_000;

    static Stream<String> hostile() {
        return Stream.of(
                        "[",
                        "]",
                        "*",
                        "_",
                        "**a ",
                        "*a **a ",
                        "_a __a ",
                        ">",
                        "> ",
                        "- ",
                        "1. ",
                        "`",
                        "`a",
                        "![",
                        "[a](",
                        "[a](<b",
                        "![a](",
                        "](",
                        "[a][",
                        "[]()",
                        "<",
                        "<a ",
                        "</",
                        "<b>",
                        "<p>",
                        "<div>",
                        "<a href=x>",
                        "<table><tr><td>",
                        "<ul><li>",
                        "<i><b>",
                        "<select>",
                        "<svg>",
                        "<math><mi>",
                        "<!--",
                        "<!-",
                        "<?",
                        "<![CDATA[",
                        "<!A",
                        "&",
                        "&a",
                        "&#",
                        "\\",
                        "\\[",
                        "~~a ",
                        "~",
                        "| ",
                        "|a",
                        "a|b\n",
                        "http://a",
                        "http://",
                        "www.",
                        "a@",
                        "a@b.c ",
                        "@a ",
                        "@a.",
                        "@-",
                        "\t",
                        "\n\n",
                        "#",
                        "# \n",
                        "===\n",
                        "a\n-\n",
                        "```\n",
                        "    a\n",
                        "[a]: b\n",
                        "[a]: <",
                        "[^",
                        "*a_",
                        "***",
                        "a**",
                        "\u00a0",
                        "\ud83d\ude00*")
                .map(piece -> piece.repeat(MOST / piece.length()));
    }

    static Stream<String> stairs() {
        return Stream.of("- a\n", "1. a\n", "> a\n")
                .map(
                        piece -> {
                            StringBuilder text = new StringBuilder();
                            for (int i = 0; text.length() < MOST - 1000; i++) {
                                text.append("  ".repeat(i)).append(piece);
                            }
                            return text.toString();
                        });
    }

    static Stream<String> runs() {
        StringBuilder ticks = new StringBuilder();
        StringBuilder references = new StringBuilder();
        for (int i = 1; ticks.length() < MOST - 1000; i++) {
            ticks.append("a").append("`".repeat(i));
        }
        for (int i = 1; references.length() < MOST / 2; i++) {
            references.append('[').append(i).append("]: http://a\n");
        }
        return Stream.of(
                ticks.toString(),
                references + "[1]".repeat(MOST / 6),
                "*".repeat(MOST / 2) + "a" + "*".repeat(MOST / 2 - 1),
                "[".repeat(MOST / 4) + "a" + "](b)".repeat(MOST / 6),
                "![".repeat(MOST / 8) + "a" + "](b)".repeat(MOST / 8),
                "|".repeat(500) + "\n" + "|-".repeat(250) + "\n" + "|a|\n".repeat(MOST / 5));
    }

    @ParameterizedTest
    @MethodSource({"hostile", "stairs", "runs"})
    void theLongestTextIsRenderedBeforeARequestsTimeIsOver(String text) throws Exception {
        try (CpuPool pool = new CpuPool(1, new SimpleMeterRegistry())) {
            Markdown.Written written =
                    Work.within("test", Duration.ofSeconds(5))
                            .run(() -> pool.run(() -> Markdown.written(text)));
            assertThat(Hostile.active(written.html())).isEmpty();
            assertThat(new SafeHtml().clean(written.html()).html()).isEqualTo(written.html());
        }
    }

    @Test
    void moreThanCanWaitIsRefused() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (CpuPool pool = new CpuPool(1, new SimpleMeterRegistry())) {
            for (int i = 0; i < 65; i++) {
                Thread.ofVirtual().start(() -> waits(pool, end));
            }
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    Work.within("test", Duration.ofMillis(20))
                                            .run(() -> refusedOrLate(pool));
                                }
                            })
                    .isInstanceOf(Failure.Overloaded.class);
            end.countDown();
            assertThat(onceThereIsRoom(pool)).isEqualTo("done");
        }
    }

    /** What waited is taken one after the other: there is room again a moment later. */
    private static String onceThereIsRoom(CpuPool pool) throws Exception {
        Work work = Work.within("test", Duration.ofSeconds(30));
        while (true) {
            try {
                return work.run(() -> pool.run(() -> "done"));
            } catch (Failure.Overloaded e) {
                if (work.remainingNanos() == 0) {
                    throw e;
                }
                Thread.sleep(1);
            }
        }
    }

    private static Object refusedOrLate(CpuPool pool) throws Exception {
        try {
            return pool.run(() -> "");
        } catch (Failure.DeadlineExceeded late) {
            return late;
        }
    }

    private static void waits(CpuPool pool, CountDownLatch end) {
        try {
            pool.run(
                    () -> {
                        end.await();
                        return "";
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
