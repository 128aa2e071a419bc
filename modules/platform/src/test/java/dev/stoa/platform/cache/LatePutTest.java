package dev.stoa.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/**
 * Readers and writers of one value that stop wherever their order matters; a seeded schedule says
 * who goes on. Whoever began to read after a change was told must not see what was before it.
 */
class LatePutTest {
    private static final int RUNS = 10_000;
    private static final Tag TAG = Tag.of("thread", 42);

    private final TestNode.Ticks ticks = new TestNode.Ticks();
    private final TestNode node = TestNode.at(ticks);

    @Test
    void noInterleavingBringsAnOldValueBack() throws Exception {
        for (int seed = 0; seed < RUNS; seed++) {
            new Run(seed).play();
        }
    }

    private final class Run {
        private final Random random;
        private final String key;
        private final List<Actor> actors = new ArrayList<>();
        private volatile int source;
        private volatile int told;

        Run(int seed) {
            this.random = new Random(seed);
            this.key = "key" + seed;
        }

        void play() throws InterruptedException {
            int size = 3 + random.nextInt(3);
            for (int i = 0; i < size; i++) {
                boolean isWriter = i == 0 || random.nextInt(3) == 0;
                actors.add(new Actor(isWriter ? this::write : this::read));
            }
            List<Actor> left = new ArrayList<>(actors);
            while (!left.isEmpty()) {
                Actor next = left.get(random.nextInt(left.size()));
                next.step();
                left.removeIf(Actor::isDone);
            }
            for (Actor actor : actors) {
                actor.check(key);
            }
            assertThat(seen(_ -> {})).as(key + " at the end").isEqualTo(source);
        }

        private void write(Actor actor) {
            synchronized (this) {
                source++;
            }
            int written = source;
            actor.pause();
            node.caches.invalidate(List.of(TAG));
            synchronized (this) {
                told = Math.max(told, written);
            }
        }

        private void read(Actor actor) {
            for (int i = 0; i < 2; i++) {
                int atLeast = told;
                int seen = seen(_ -> actor.pause());
                if (seen < atLeast) {
                    actor.failure = "saw " + seen + " after " + atLeast + " was told";
                }
                actor.pause();
            }
        }

        private int seen(java.util.function.Consumer<String> pause) {
            return Integer.parseInt(
                    TestNode.text(
                            node.cache.get(
                                    key,
                                    () -> {
                                        pause.accept("before");
                                        String text = Integer.toString(source);
                                        pause.accept("after");
                                        return Loaded.of(TestNode.body(text), List.of(TAG));
                                    })));
        }
    }

    /** A thread that goes from one stop to the next when it is told to. */
    private static final class Actor {
        private final Semaphore go = new Semaphore(0);
        private final Thread thread;
        private volatile boolean atStop = true;
        private volatile String failure = "";

        Actor(java.util.function.Consumer<Actor> body) {
            thread =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        go.acquireUninterruptibly();
                                        body.accept(this);
                                    });
        }

        void pause() {
            atStop = true;
            go.acquireUninterruptibly();
        }

        /** Lets it go on until it stops, ends, or waits for another's load. */
        void step() throws InterruptedException {
            if (atStop) {
                atStop = false;
                go.release();
            }
            while (!atStop && thread.isAlive() && !isWaiting()) {
                Thread.onSpinWait();
            }
        }

        private boolean isWaiting() {
            Thread.State state = thread.getState();
            return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                    && go.availablePermits() == 0
                    && !go.hasQueuedThreads();
        }

        boolean isDone() {
            return !thread.isAlive();
        }

        void check(String run) {
            assertThat(failure).as(run).isEmpty();
        }
    }
}
