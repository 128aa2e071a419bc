package dev.stoa.forum.demo;

import dev.stoa.platform.sql.CopyRows;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/** The rows of what threads stand in and on: structures, members, tags. */
final class DemoFolk {
    private static final String[] COLORS = {
        "#b91c1c", "#a16207", "#15803d", "#0e7490", "#1d4ed8", "#7e22ce", "#be185d"
    };

    private final DemoPlan plan;
    private final Words words;

    DemoFolk(DemoPlan plan, Words words) {
        this.plan = plan;
        this.words = words;
    }

    /** Zones, then categories, then forums; ids from 1 in that order. */
    CopyRows.Source structures() {
        return new Numbered(plan.size.structures, this::structure);
    }

    CopyRows.Source members() {
        return new Numbered(plan.size.members, this::member);
    }

    CopyRows.Source tags() {
        return new Numbered(plan.size.tags, this::tag);
    }

    long forumId(int forum) {
        return plan.zones + plan.categories + forum + 1L;
    }

    private void structure(int i, CopyRows row) {
        int level = i < plan.zones ? 0 : i < plan.zones + plan.categories ? 1 : 2;
        String slug = slug(i);
        row.number(i + 1L)
                .numberOrNull(level == 0 ? null : (long) parent(i) + 1)
                .text(level == 0 ? "zone" : level == 1 ? "category" : "forum")
                .text(slug)
                .text(Words.capital(slug.substring(0, slug.indexOf('-'))))
                .text(path(i))
                .number(i);
    }

    private int parent(int i) {
        return i < plan.zones + plan.categories
                ? (i - plan.zones) % plan.zones
                : plan.zones + (i - plan.zones - plan.categories) % plan.categories;
    }

    private String slug(int i) {
        return words.rare(i + 3_000) + "-" + (i + 1);
    }

    private String path(int i) {
        return i < plan.zones ? slug(i) : path(parent(i)) + "/" + slug(i);
    }

    private void member(int i, CopyRows row) {
        SplittableRandom random = plan.random("member", i);
        String first = words.rare(random.nextInt(7_000));
        String second = words.rare(random.nextInt(7_000));
        row.number(i + 1L)
                .text(first.toLowerCase(Locale.ROOT) + (i + 1))
                .text(Words.capital(first) + " " + Words.capital(second))
                .text(i == 0 ? "admin" : i < 1 + plan.size.members / 200 ? "moderator" : "member")
                .text(random.nextInt(500) == 0 && i > plan.size.members / 100 ? "banned" : "active")
                .instant(Instant.ofEpochMilli(plan.memberCreated(i)));
    }

    private void tag(int i, CopyRows row) {
        row.number(i + 1L)
                .text(tagName(i))
                .text(tagName(i))
                .text(color(i))
                .text("About " + tagName(i));
    }

    String tagName(int i) {
        return words.rare(i);
    }

    static String color(int i) {
        return COLORS[i % COLORS.length];
    }

    /** Writes the row of a number. */
    interface Writer {
        void write(int number, CopyRows row);
    }

    /** Rows 0 to count - 1. */
    static final class Numbered implements CopyRows.Source {
        private final int count;
        private final Writer writer;
        private int next;

        Numbered(int count, Writer writer) {
            this.count = count;
            this.writer = writer;
        }

        @Override
        public boolean next(CopyRows row) {
            if (next == count) {
                return false;
            }
            writer.write(next++, row);
            return true;
        }
    }
}
