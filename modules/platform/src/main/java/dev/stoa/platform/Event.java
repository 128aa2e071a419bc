package dev.stoa.platform;

/**
 * Something that happened in one feature and concerns others. It says what changed and not how: who
 * hears of it reads the truth from PostgreSQL.
 */
public sealed interface Event {
    /** A member's profile, role or status is another. */
    record MemberChanged(MemberId member) implements Event {}

    /** A member was banned, or a ban of theirs ended. */
    record MemberBanned(MemberId member) implements Event {}

    /** A member was deleted. */
    record MemberDeleted(MemberId member) implements Event {}

    /** One login session is over. */
    record LoginEnded(long loginSession) implements Event {}

    /** All login sessions of a member are over. */
    record LoginsEnded(MemberId member) implements Event {}

    /** An API key was made, changed or revoked. */
    record KeyChanged(long key) implements Event {}

    /** Whom a member blocks is another. */
    record BlockChanged(MemberId blocker) implements Event {}

    /** A structure of the forum was made, changed, moved or deleted. */
    record StructureChanged(long structure) implements Event {}

    /** A tag of the forum was made or changed. */
    record TagChanged(long tag) implements Event {}

    /** A flag was set. */
    record FlagChanged(long flag) implements Event {}
}
