package dev.stoa.forum.thread;

import dev.stoa.forum.structure.Audience;
import dev.stoa.forum.structure.Structures;
import dev.stoa.forum.tag.TagRef;
import dev.stoa.forum.tag.Tags;
import dev.stoa.forum.thread.OwnThreads.Asked;
import dev.stoa.forum.viewer.ViewerStates;
import dev.stoa.forum.viewer.ViewerStates.Shown;
import dev.stoa.platform.Failure;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.http.Arguments;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Threads over HTTP. */
final class ThreadRoutes {
    private static final Param TAB =
            Param.choice(
                            "tab",
                            "The way of listing; following needs a viewer who is signed in, and goes with unread, limit and cursors only.",
                            Tab.WORDS.toArray(String[]::new))
                    .fallback("trending");
    private static final Param PERIOD =
            Param.choice(
                    "period",
                    "With tab=top only: how long ago a thread may have been published; all where nothing is said.",
                    Tab.PERIODS.toArray(String[]::new));
    private static final Param KIND =
            Param.choice(
                    "kind",
                    "Threads of this kind only.",
                    "discussion",
                    "question",
                    "article",
                    "clip");
    private static final Param TAG =
            Param.text(
                            "tag",
                            100,
                            "Slug of a tag that a thread must carry; repeat it for threads that carry all.")
                    .many();
    private static final Param AUTHOR = Param.id("authorId", "Threads of this member only.");
    private static final Param GAME = Param.text("gameId", 100, "Clips of this game only.");
    private static final Param BROADCASTER =
            Param.text("broadcasterId", 100, "Clips of this broadcaster only.");
    private static final Param UNREAD =
            Param.flag(
                    "unread",
                    "true: threads that the viewer has read are left out, which makes pages shorter; needs a viewer who is signed in.");
    private static final List<String> BESIDE_FOLLOWING =
            List.of(
                    "forumId",
                    "period",
                    "kind",
                    "tag",
                    "authorId",
                    "gameId",
                    "broadcasterId",
                    "count",
                    "page");
    private static final List<String> BESIDE_IDS =
            List.of(
                    "tab",
                    "forumId",
                    "period",
                    "kind",
                    "tag",
                    "authorId",
                    "gameId",
                    "broadcasterId",
                    "unread",
                    "count",
                    "after",
                    "before",
                    "page",
                    "limit");
    private static final Param COUNT =
            Param.choice(
                            "count",
                            "Whether the answer says how many threads there are: estimate from counters, or bounded, which"
                                    + " counts up to 10001.",
                            "none",
                            "estimate",
                            "bounded")
                    .fallback("none");

    private final Threads threads;
    private final ThreadPages pages;
    private final OwnThreads own;
    private final Structures structures;
    private final Tags tags;
    private final ViewerStates states;

    ThreadRoutes(
            Threads threads,
            ThreadPages pages,
            OwnThreads own,
            Structures structures,
            Tags tags,
            ViewerStates states) {
        this.threads = threads;
        this.pages = pages;
        this.own = own;
        this.structures = structures;
        this.tags = tags;
        this.states = states;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/forum/threads",
                        "Threads, a page at a time",
                        "ThreadPage",
                        this::list,
                        TAB,
                        Param.idOr(
                                        "forumId",
                                        "all",
                                        "Threads of this structure and those below it.")
                                .fallback("all"),
                        PERIOD,
                        KIND,
                        TAG,
                        AUTHOR,
                        GAME,
                        BROADCASTER,
                        UNREAD,
                        Param.ids(
                                "ids",
                                100,
                                "Just these threads, in this order; with no other parameter."),
                        COUNT,
                        Paging.LIMIT,
                        Paging.PAGE,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.get(
                        "/api/forum/structures/{id}/threads",
                        "Threads of one structure and those below it",
                        "ThreadPage",
                        this::listBelow,
                        Param.pathId("id", "The structure."),
                        TAB,
                        PERIOD,
                        KIND,
                        TAG,
                        AUTHOR,
                        GAME,
                        BROADCASTER,
                        UNREAD,
                        COUNT,
                        Paging.LIMIT,
                        Paging.PAGE,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.get(
                        "/api/forum/members/{id}/threads",
                        "Threads of one member, the newest first",
                        "ThreadPage",
                        this::listOfMember,
                        Param.pathId("id", "The member."),
                        Paging.LIMIT,
                        Paging.PAGE,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.get(
                        "/api/forum/threads/{id}",
                        "One thread with its first page of posts; counts a view",
                        "Thread",
                        this::read,
                        Param.pathId("id", "The thread.")));
    }

    private Reply list(Call call) {
        Arguments arguments = call.arguments();
        if (arguments.has("ids")) {
            return batch(call);
        }
        String forum = arguments.text("forumId", "all");
        return listed(call, forum, filter(call, forum));
    }

    private Reply batch(Call call) {
        Arguments arguments = call.arguments();
        for (String other : BESIDE_IDS) {
            if (arguments.has(other)) {
                throw Failure.Invalid.parameter(
                        other, "conflict", "ids goes with no other parameter.");
            }
        }
        return states.reply(call.viewer(), threads.batch(arguments.ids("ids"), audience(call)));
    }

    private Reply listBelow(Call call) {
        String forum = Long.toString(call.arguments().pathId("id"));
        return listed(call, forum, filter(call, forum));
    }

    private Reply listOfMember(Call call) {
        long member = call.arguments().pathId("id");
        Audience audience = audience(call);
        ThreadFilter filter = ThreadFilter.of(structures.tree(), audience, null).by(member);
        ThreadQuery query =
                new ThreadQuery(
                        Tab.NEW,
                        "all",
                        audience,
                        "all",
                        filter,
                        Paging.of(call.arguments()),
                        "none");
        return states.reply(call.viewer(), threads.ofMember(query, member));
    }

    private Audience audience(Call call) {
        return structures.tree().audience(call.viewer());
    }

    private Reply listed(Call call, String forum, ThreadFilter filter) {
        Arguments arguments = call.arguments();
        Tab tab = Tab.of(arguments.text("tab", "trending"));
        Shown shown = arguments.flag("unread") ? Shown.UNREAD : Shown.WANTED;
        if (tab == Tab.FOLLOWING || shown == Shown.UNREAD) {
            call.viewer().signedIn();
        }
        if (tab == Tab.FOLLOWING) {
            return following(call, forum, shown);
        }
        String period = arguments.text("period", "all");
        if (tab != Tab.TOP && arguments.has("period")) {
            throw Failure.Invalid.parameter("period", "conflict", "period goes with tab=top.");
        }
        Cached page =
                threads.page(
                        new ThreadQuery(
                                tab,
                                period,
                                audience(call),
                                forum,
                                filter,
                                Paging.of(arguments),
                                arguments.text("count", "none")));
        return states.reply(call.viewer(), page, shown);
    }

    private Reply following(Call call, String forum, Shown shown) {
        if (!forum.equals("all")) {
            throw Failure.Invalid.parameter(
                    "tab", "conflict", "tab=following is of the whole forum.");
        }
        for (String other : BESIDE_FOLLOWING) {
            if (call.arguments().has(other)) {
                throw Failure.Invalid.parameter(
                        other, "conflict", "tab=following goes with unread, limit and cursors.");
            }
        }
        return own.page(
                new Asked(
                        OwnList.FOLLOWING,
                        call.viewer().signedIn(),
                        audience(call),
                        Paging.of(call.arguments()),
                        false),
                shown);
    }

    private ThreadFilter filter(Call call, String forum) {
        Arguments arguments = call.arguments();
        ThreadFilter all =
                ThreadFilter.of(
                        structures.tree(),
                        audience(call),
                        forum.equals("all") ? null : Long.valueOf(forum));
        return new ThreadFilter(
                all.structures(),
                all.bound(),
                arguments.textOrNull("kind"),
                tags(arguments.all("tag")),
                arguments.idOrNull("authorId"),
                arguments.textOrNull("gameId"),
                arguments.textOrNull("broadcasterId"));
    }

    private List<TagRef> tags(List<String> slugs) {
        if (slugs.isEmpty()) {
            return List.of();
        }
        List<TagRef> found = new ArrayList<>();
        for (String slug : slugs) {
            @Nullable TagRef tag = tags.known(slug).orElse(null);
            if (tag == null) {
                throw Failure.Invalid.parameter(
                        "tag", "unknown", "There is no tag with that slug.");
            }
            found.add(tag);
        }
        found.sort(Comparator.comparingInt(TagRef::useCount).thenComparingLong(TagRef::id));
        return found;
    }

    private Reply read(Call call) {
        return pages.read(call.viewer(), call.arguments().pathId("id"));
    }
}
