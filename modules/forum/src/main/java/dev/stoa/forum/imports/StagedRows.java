package dev.stoa.forum.imports;

import dev.stoa.forum.text.Slugs;
import dev.stoa.platform.sql.CopyRows;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dump's rows as the staging tables want them. */
final class StagedRows {
    private static final Pattern LICENCE = Pattern.compile("CC BY-SA \\d\\.\\d");
    private static final Instant FOUR = Instant.parse("2018-05-02T00:00:00Z");
    private static final int TITLE = 300;

    private final Html html = new Html();

    boolean user(DumpRow row, CopyRows to) {
        String name = flat(row.textOrEmpty("DisplayName"));
        String shown = name.isEmpty() ? "user" + row.number("Id") : name;
        to.number(row.number("Id"))
                .text(shown)
                .text(Slugs.ofMember(shown))
                .text(httpOrNull(row.textOrNull("ProfileImageUrl")))
                .number(row.integer("Reputation"))
                .instant(row.instant("CreationDate"));
        return true;
    }

    boolean tag(DumpRow row, CopyRows to) {
        String name = flat(row.text("TagName"));
        to.number(row.number("Id"))
                .text(name)
                .text(Slugs.ofTag(name))
                .text(Slugs.color(name))
                .numberOrNull(row.numberOrNull("ExcerptPostId"));
        return true;
    }

    boolean post(DumpRow row, CopyRows to) {
        Html.Clean body = html.clean(row.textOrEmpty("Body"));
        Instant created = row.instant("CreationDate");
        String title = row.has("Title") ? flat(row.text("Title")) : "";
        to.number(row.number("Id"))
                .number(row.integer("PostTypeId"))
                .numberOrNull(row.numberOrNull("ParentId"))
                .numberOrNull(row.numberOrNull("AcceptedAnswerId"))
                .numberOrNull(row.numberOrNull("OwnerUserId"))
                .text(nameOrNull(row.textOrNull("OwnerDisplayName")))
                .text(title.isEmpty() ? null : title)
                .text(title.isEmpty() ? null : Slugs.ofTitle(title))
                .text(array(tags(row.textOrEmpty("Tags"))))
                .text(body.html())
                .text(body.excerpt())
                .number(row.integer("Score"))
                .number(Math.max(0, row.integer("ViewCount")))
                .text(licence(row, created))
                .flag(row.has("ClosedDate"))
                .instant(created)
                .instant(row.instantOrNull("LastEditDate"));
        return true;
    }

    boolean comment(DumpRow row, CopyRows to) {
        Instant created = row.instant("CreationDate");
        to.number(row.number("Id"))
                .number(row.number("PostId"))
                .numberOrNull(row.numberOrNull("UserId"))
                .text(nameOrNull(row.textOrNull("UserDisplayName")))
                .text(row.textOrEmpty("Text"))
                .text(Html.ofText(row.textOrEmpty("Text")))
                .number(row.integer("Score"))
                .text(licence(row, created))
                .instant(created);
        return true;
    }

    boolean vote(DumpRow row, CopyRows to) {
        to.number(row.number("Id"))
                .number(row.number("PostId"))
                .text(kind(row.integer("VoteTypeId")))
                .numberOrNull(row.numberOrNull("UserId"))
                .instant(row.instant("CreationDate"));
        return true;
    }

    boolean link(DumpRow row, CopyRows to) {
        to.number(row.number("Id"))
                .number(row.number("PostId"))
                .number(row.number("RelatedPostId"))
                .text(row.integer("LinkTypeId") == 3 ? "duplicate" : "related")
                .instant(row.instant("CreationDate"));
        return true;
    }

    private static String kind(int type) {
        return switch (type) {
            case 1 -> "accepted";
            case 2 -> "up";
            case 3 -> "down";
            case 4 -> "offensive";
            case 5 -> "favorite";
            case 6 -> "close";
            case 7 -> "reopen";
            case 8 -> "bounty-start";
            case 9 -> "bounty-close";
            case 10 -> "deletion";
            case 11 -> "undeletion";
            case 12 -> "spam";
            case 15 -> "moderator-review";
            case 16 -> "edit-approved";
            default -> "type-" + type;
        };
    }

    /** The row's own word where it has one, else what held when it was written. */
    private static String licence(DumpRow row, Instant created) {
        String own = row.textOrNull("ContentLicense");
        if (own != null && LICENCE.matcher(own).matches()) {
            return own;
        }
        return created.isBefore(FOUR) ? "CC BY-SA 3.0" : "CC BY-SA 4.0";
    }

    /** Older dumps write {@code <a><b>}, newer ones {@code |a|b|}. */
    private static List<String> tags(String text) {
        return Stream.of(text.split("[<>|]+")).filter(tag -> !tag.isBlank()).distinct().toList();
    }

    private static String array(List<String> values) {
        return values.stream()
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable String nameOrNull(@Nullable String name) {
        return name == null ? null : flat(name);
    }

    private static @Nullable String httpOrNull(@Nullable String url) {
        return url != null && url.matches("https?://[^\\s\"'<>]{1,2000}") ? url : null;
    }

    /** One line without control characters, of bounded length. */
    private static String flat(String text) {
        String flat = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        int end = Math.min(TITLE, flat.length());
        if (end < flat.length() && Character.isHighSurrogate(flat.charAt(end - 1))) {
            end--;
        }
        return flat.substring(0, end);
    }
}
