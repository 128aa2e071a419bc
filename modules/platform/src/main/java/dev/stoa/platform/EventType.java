package dev.stoa.platform;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of events as metrics and other nodes know them: a word and the id it is about. */
enum EventType {
    MEMBER_CHANGED("member-changed"),
    MEMBER_BANNED("member-banned"),
    MEMBER_DELETED("member-deleted"),
    LOGIN_ENDED("login-ended"),
    LOGINS_ENDED("logins-ended"),
    KEY_CHANGED("key-changed"),
    BLOCK_CHANGED("block-changed"),
    STRUCTURE_CHANGED("structure-changed"),
    TAG_CHANGED("tag-changed"),
    FLAG_CHANGED("flag-changed");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    static EventType of(Event event) {
        return switch (event) {
            case Event.MemberChanged _ -> MEMBER_CHANGED;
            case Event.MemberBanned _ -> MEMBER_BANNED;
            case Event.MemberDeleted _ -> MEMBER_DELETED;
            case Event.LoginEnded _ -> LOGIN_ENDED;
            case Event.LoginsEnded _ -> LOGINS_ENDED;
            case Event.KeyChanged _ -> KEY_CHANGED;
            case Event.BlockChanged _ -> BLOCK_CHANGED;
            case Event.StructureChanged _ -> STRUCTURE_CHANGED;
            case Event.TagChanged _ -> TAG_CHANGED;
            case Event.FlagChanged _ -> FLAG_CHANGED;
        };
    }

    /** The id that {@code event} is about. */
    static long id(Event event) {
        return switch (event) {
            case Event.MemberChanged(MemberId member) -> member.value();
            case Event.MemberBanned(MemberId member) -> member.value();
            case Event.MemberDeleted(MemberId member) -> member.value();
            case Event.LoginEnded(long loginSession) -> loginSession;
            case Event.LoginsEnded(MemberId member) -> member.value();
            case Event.KeyChanged(long key) -> key;
            case Event.BlockChanged(MemberId blocker) -> blocker.value();
            case Event.StructureChanged(long structure) -> structure;
            case Event.TagChanged(long tag) -> tag;
            case Event.FlagChanged(long flag) -> flag;
        };
    }

    /** The kind of that word; empty for one that only a newer node knows. */
    static Optional<EventType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    Event event(long id) {
        return switch (this) {
            case MEMBER_CHANGED -> new Event.MemberChanged(new MemberId(id));
            case MEMBER_BANNED -> new Event.MemberBanned(new MemberId(id));
            case MEMBER_DELETED -> new Event.MemberDeleted(new MemberId(id));
            case LOGIN_ENDED -> new Event.LoginEnded(id);
            case LOGINS_ENDED -> new Event.LoginsEnded(new MemberId(id));
            case KEY_CHANGED -> new Event.KeyChanged(id);
            case BLOCK_CHANGED -> new Event.BlockChanged(new MemberId(id));
            case STRUCTURE_CHANGED -> new Event.StructureChanged(id);
            case TAG_CHANGED -> new Event.TagChanged(id);
            case FLAG_CHANGED -> new Event.FlagChanged(id);
        };
    }
}
