package dev.stoa.forum.notice;

/** What members are told of. */
enum NoticeKind {
    REPLY("reply"),
    MENTION("mention"),
    ACCEPTED_ANSWER("accepted-answer"),
    MODERATION("moderation");

    private final String word;

    NoticeKind(String word) {
        this.word = word;
    }

    /** As in JSON and SQL. */
    String word() {
        return word;
    }
}
