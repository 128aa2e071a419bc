package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** The volume of the embedded PostgreSQL fills up under load, and has room again. */
@Tag("faults")
class DiskFullIT {
    @TempDir private Path folder;

    /** A small volume of its own, in memory. */
    private record Volume(Path at) implements AutoCloseable {
        static Volume mounted(Path at) throws IOException {
            Files.createDirectory(at);
            if (run("mount", "-t", "tmpfs", "-o", "size=320m,mode=0700", "none", at.toString())
                    != 0) {
                throw new TestAbortedException("skipped: nothing can be mounted here");
            }
            return new Volume(at);
        }

        private static int run(String... command) throws IOException {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.onExit().join().exitValue();
        }

        Path ballast() {
            return at.resolve("ballast");
        }

        /** Takes all the room there is. */
        void fill() throws IOException {
            byte[] block = new byte[4096];
            try (OutputStream out = Files.newOutputStream(ballast())) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
        }

        @Override
        public void close() throws IOException {
            for (int i = 0; i < 50 && run("umount", at.toString()) != 0; i++) {
                LockSupport.parkNanos(100_000_000);
            }
        }
    }

    @Test
    void aFullVolumeRefusesWritesServesReadsAndRecoversUnaided() throws Exception {
        try (Volume volume = Volume.mounted(folder.resolve("volume"));
                PackagedService service =
                        PackagedService.started(
                                volume.at().resolve("data"),
                                "demo",
                                "--set",
                                "rate-limits.profile=off")) {
            service.get("/api/forum/threads?limit=20");
            List<String> threads = Acknowledged.open(service::stored);
            Traffic traffic = Traffic.to(service.origin());
            long full;
            long room;
            try (traffic) {
                traffic.reading("live", 10, "/live")
                        .reading("list", 50, "/api/forum/threads?limit=20")
                        .every(
                                "thread",
                                20,
                                (each, n) ->
                                        each.request(
                                                        "/api/forum/threads/"
                                                                + threads.get(
                                                                        (int) n % threads.size()))
                                                .GET())
                        .replying("write", 30, service.demoKey(), threads);
                traffic.awaitStatus("write", 201, 0);
                Thread.sleep(2000);
                volume.fill();
                full = traffic.awaitStatus("write", 503, 0);
                Thread.sleep(15_000);
                room = traffic.now();
                Files.delete(volume.ballast());
                traffic.awaitStatus("write", 201, room + 500);
                Thread.sleep(3000);
            }
            List<Traffic.Note> writes = traffic.notes("write", full + 2000, room);
            long back = traffic.awaitStatus("write", 201, room) - room;
            System.out.printf(
                    "disk-full: %d writes refused and %d accepted while full, reads %d good of %d, writes again %d ms after there was room; %s%n",
                    writes.stream().filter(note -> note.status() == 503).count(),
                    writes.stream().filter(note -> note.status() == 201).count(),
                    traffic.notes("list", full, room).stream()
                            .filter(note -> note.status() == 200)
                            .count(),
                    traffic.notes("list", full, room).size(),
                    back,
                    service.output().contains("ended by itself")
                            ? "PostgreSQL had ended and was started again"
                            : "PostgreSQL went on");
            assertThat(traffic.all().filter(note -> note.status() == 0)).isEmpty();
            assertThat(traffic.notes("live")).allMatch(note -> note.status() == 200);
            assertThat(traffic.notes("list").stream().filter(note -> note.status() != 200))
                    .isEmpty();
            assertThat(
                            traffic.notes("write").stream()
                                    .filter(
                                            note ->
                                                    note.status() != 201
                                                            && (note.status() != 503
                                                                    || note.retryAfter().isEmpty()))
                                    .limit(5))
                    .isEmpty();
            assertThat(writes.stream().filter(note -> note.status() == 503))
                    .hasSizeGreaterThan(100);
            assertThat(traffic.notes("write", room + 15_000, Long.MAX_VALUE))
                    .allMatch(note -> note.status() == 201);
            assertThat(back).isLessThan(15_000);
            List<String> posts = Acknowledged.posts(traffic.notes("write"));
            assertThat(service.stored(Acknowledged.counted(posts)))
                    .isEqualTo(Integer.toString(posts.size()));
        }
    }
}
