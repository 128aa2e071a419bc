package dev.stoa.sessions.demo;

import dev.stoa.platform.sql.Budget;
import dev.stoa.platform.sql.Statement;
import dev.stoa.platform.sql.Transaction;
import java.util.List;

/**
 * Whom things are made up for: the members with an address, the oldest first, and behind them
 * addresses of nobody here.
 */
final class DemoMembers {
    static final int STRANGERS = 3_000;
    private static final Budget BUDGET = Budget.seconds(300);

    /** Only where no member has one: addresses of a real community are not added to. */
    private static final Statement ADDRESSES =
            Statement.of(
                    "sessions.demo.addresses",
                    BUDGET,
                    """
                    update users
                       set address = '0x' || md5('member ' || id) || substr(md5('address ' || id), 1, 8)
                     where id % 10 <> 9
                       and not exists (select 1 from users where address is not null)
                    """);

    private static final Statement MEMBERS =
            Statement.of(
                    "sessions.demo.members",
                    BUDGET,
                    """
                    select id, address, created_at, role in ('moderator', 'admin') as is_moderator
                      from users where status <> 'deleted' order by created_at, id
                    """);

    private final List<Member> all;
    private final List<Member> withAddress;
    private final List<Member> moderators;

    /** A member; created in epoch milliseconds, the address empty where there is none. */
    record Member(long id, String address, long created, boolean isModerator) {}

    private DemoMembers(List<Member> all) {
        this.all = all;
        this.withAddress = all.stream().filter(member -> !member.address.isEmpty()).toList();
        this.moderators = all.stream().filter(Member::isModerator).toList();
    }

    static DemoMembers of(Transaction in) {
        in.execute(ADDRESSES);
        return new DemoMembers(
                in.list(
                        MEMBERS,
                        row ->
                                new Member(
                                        row.number(0),
                                        row.isNull(1) ? "" : row.text(1),
                                        row.instant(2).toEpochMilli(),
                                        row.flag(3))));
    }

    /** Members with an address. */
    int count() {
        return withAddress.size();
    }

    List<Member> all() {
        return all;
    }

    Member get(int index) {
        return withAddress.get(index);
    }

    /** Whoever judges the {@code number}th thing; the first member where nobody moderates. */
    long moderator(int number) {
        List<Member> some = moderators.isEmpty() ? all : moderators;
        return some.get(Math.floorMod(number, some.size())).id;
    }

    /** The address of a member, or of a stranger behind the last member. */
    String address(int index) {
        return index < count()
                ? withAddress.get(index).address
                : "0x5742a49e7" + "%031x".formatted(index - count());
    }

    boolean isMember(int index) {
        return index < count();
    }

    /** How many there were at a time, at least two. */
    int there(long time) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (withAddress.get(middle).created <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(2, low);
    }
}
