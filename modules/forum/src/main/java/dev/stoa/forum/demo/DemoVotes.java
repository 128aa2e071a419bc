package dev.stoa.forum.demo;

import dev.stoa.platform.sql.CopyRows;
import java.time.Instant;
import java.util.SplittableRandom;

/** The rows of votes and favorites: nobody votes twice on the same thing. */
final class DemoVotes {
    private final DemoPlan plan;

    DemoVotes(DemoPlan plan) {
        this.plan = plan;
    }

    CopyRows.Source threadVotes() {
        Ballot ballot = new Ballot("thread-votes");
        return new PerThread(
                plan,
                thread -> plan.threadVotes(thread.number),
                (thread, i, row) -> {
                    int member = ballot.of(thread).at(i);
                    row.number(member + 1L)
                            .number(thread.number + 1L)
                            .number(ballot.value())
                            .instant(ballot.time(thread.times[0], member));
                });
    }

    CopyRows.Source postVotes() {
        Ballot ballot = new Ballot("post-votes");
        return new PerThread(
                plan,
                thread -> plan.postVotes(thread.number),
                (thread, i, row) -> {
                    int member = ballot.of(thread).at(i % plan.size.members);
                    int post = post(thread, member, i / plan.size.members);
                    row.number(member + 1L)
                            .number(thread.firstPost + post)
                            .number(thread.number + 1L)
                            .number(ballot.value())
                            .instant(ballot.time(thread.times[post], member));
                });
    }

    CopyRows.Source favorites() {
        Ballot ballot = new Ballot("favorites");
        return new PerThread(
                plan,
                thread -> plan.favorites(thread.number),
                (thread, i, row) -> {
                    int member = ballot.of(thread).at(i);
                    row.number(member + 1L)
                            .number(thread.number + 1L)
                            .instant(ballot.time(thread.times[0], member));
                });
    }

    /**
     * Which post a member votes on: early ones are read most, and on the second walk over all
     * members each takes the post behind their first.
     */
    private static int post(DemoThread thread, int member, int lap) {
        int mixed = (member * 0x9E3779B1 + thread.number) * 0x85EBCA6B;
        double u = (mixed >>> 8) / (double) (1 << 24);
        return ((int) (u * u * thread.posts) + lap) % thread.posts;
    }

    /** Who votes on the thread at hand, and how. */
    private final class Ballot {
        private final String kind;
        private int thread = -1;
        private SplittableRandom random = new SplittableRandom();
        private DemoPlan.Voters voters = new DemoPlan.Voters(0, 1, 1);

        Ballot(String kind) {
            this.kind = kind;
        }

        DemoPlan.Voters of(DemoThread next) {
            if (next.number != thread) {
                thread = next.number;
                random = plan.random(kind, thread);
                voters = plan.voters(random);
            }
            return voters;
        }

        int value() {
            return random.nextInt(5) == 0 ? -1 : 1;
        }

        Instant time(long created, int member) {
            return Instant.ofEpochMilli(plan.since(random, created, member));
        }
    }
}
