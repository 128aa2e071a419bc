package dev.stoa.forum.tag;

import dev.stoa.forum.tag.TagStore.TagCard;
import dev.stoa.forum.text.Slugs;
import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.Problems;
import dev.stoa.platform.http.Fields;
import java.util.regex.Pattern;

/** A tag as it is to be; its slug is for good. */
record TagDraft(String name, String slug, String color, String description) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");

    TagDraft {
        if (name.isBlank()) {
            throw wrong("name", "blank", "It must not be blank.");
        }
        if (!SLUG.matcher(slug).matches()) {
            throw wrong("slug", "invalid", "Small letters and digits, with single dashes between.");
        }
        if (!COLOR.matcher(color).matches()) {
            throw wrong("color", "invalid", "A # and six hexadecimal digits.");
        }
    }

    static TagDraft of(Fields fields) {
        String name = fields.text("name").strip();
        return new TagDraft(
                name,
                fields.text("slug", Slugs.ofTag(name)),
                fields.text("color", Slugs.color(name)),
                fields.text("description", ""));
    }

    static TagDraft of(Fields fields, TagCard known) {
        return new TagDraft(
                fields.text("name", known.name()).strip(),
                known.slug(),
                fields.text("color", known.color()),
                fields.has("description") ? fields.text("description", "") : known.description());
    }

    boolean isOf(TagCard known) {
        return equals(new TagDraft(known.name(), known.slug(), known.color(), known.description()));
    }

    private static Failure wrong(String field, String code, String detail) {
        return new Failure.Invalid(
                Problems.INVALID_FIELD, detail, new FieldError('/' + field, code, detail));
    }
}
