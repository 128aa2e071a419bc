package dev.stoa.forum.collection;

import dev.stoa.forum.collection.ItemWrites.Place;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import dev.stoa.platform.http.Route.Traits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Items of collections over HTTP. */
final class ItemRoutes {
    static final String ITEMS = CollectionRoutes.ONE + "/items";
    private static final int BODY = 1024 * 1024;
    private static final Form TITLE = new Form.Text(200);
    private static final Field PAYLOAD =
            Field.optional(
                    "payload",
                    new Form.Json(64 * 1024),
                    "Whatever the item is about, up to 64 KiB: an exercise, notes.");

    private final Platform platform;
    private final ItemPages pages;
    private final Items items;
    private final Progress progress;

    ItemRoutes(Platform platform, ItemPages pages, Items items, Progress progress) {
        this.platform = platform;
        this.pages = pages;
        this.items = items;
        this.progress = progress;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                        ITEMS,
                        "A collection's items in order, with which the viewer has done",
                        "CollectionItemPage",
                        this::page,
                        CollectionRoutes.ID,
                        Paging.LIMIT,
                        Paging.AFTER,
                        Paging.BEFORE),
                Route.post(
                                ITEMS,
                                "Add items behind the others, all or none",
                                "CollectionItemsChanged",
                                this::add,
                                CollectionRoutes.ID)
                        .with(
                                Traits.MEMBER_WRITE
                                        .with(Route.Repeatable.WITH_KEY)
                                        .with(CollectionRoutes.WRITE)
                                        .body(BODY))
                        .fields(rows(added())),
                Route.patch(
                                ITEMS,
                                "Change items, all or none",
                                "CollectionItemsChanged",
                                this::change,
                                CollectionRoutes.ID)
                        .with(Traits.MEMBER_WRITE.with(CollectionRoutes.WRITE).body(BODY))
                        .fields(rows(changed())),
                Route.delete(
                                ITEMS,
                                "Remove items, all or none",
                                this::remove,
                                CollectionRoutes.ID,
                                Param.ids("ids", 100, "Which, up to 100, with commas between."))
                        .with(CollectionRoutes.WRITE),
                Route.put(
                                CollectionRoutes.ONE + "/order",
                                "Move items in front of another, or to the end",
                                "CollectionItemsChanged",
                                this::move,
                                CollectionRoutes.ID)
                        .with(CollectionRoutes.WRITE)
                        .fields(
                                Field.required(
                                        "itemIds",
                                        new Form.Many(new Form.Id(), Items.MOST),
                                        "Which, in the order that they are to have."),
                                Field.optional(
                                        "before",
                                        new Form.Id(),
                                        "The item behind them; none for the end.")));
    }

    private static Field rows(List<Field> each) {
        return Field.required(
                "items", new Form.Rows(each, Items.MOST), "The items, up to " + Items.MOST + ".");
    }

    private static List<Field> added() {
        return List.of(
                Field.required("title", TITLE, "Its name."),
                Field.optional("threadId", new Form.Id(), "The thread that it is about."),
                PAYLOAD);
    }

    private static List<Field> changed() {
        return List.of(
                Field.required("id", new Form.Id(), "Which item."),
                Field.optional("title", TITLE, "Its name."),
                Field.clearable(
                        "threadId", new Form.Id(), "The thread that it is about; null for none."),
                PAYLOAD);
    }

    private Reply page(Call call) {
        ItemPages.Part part =
                pages.part(call.arguments().pathId("id"), Paging.of(call.arguments()));
        Reply shared = pages.page(call.viewer(), part);
        return switch (call.viewer()) {
            case Viewer.Anon _ -> shared;
            case Viewer.Member member -> ViewerPart.joined(shared, progress.ofItems(member, part));
        };
    }

    private Reply add(Call call) {
        CollectionRef ref = CollectionRef.of(call);
        List<ItemDraft> drafts = ItemDraft.of(call.fields());
        return platform.idempotency()
                .once(
                        call,
                        in ->
                                Reply.of(201, body(items.add(in, ref, drafts)))
                                        .header(
                                                "Location",
                                                CollectionRoutes.LIST + "/" + ref.id() + "/items"));
    }

    private Reply change(Call call) {
        CollectionRef ref = CollectionRef.of(call);
        List<ItemDraft> drafts = ItemDraft.of(call.fields());
        return Reply.ok(body(platform.database().transaction(in -> items.change(in, ref, drafts))));
    }

    private Reply remove(Call call) {
        CollectionRef ref = CollectionRef.of(call);
        List<Long> ids = call.arguments().ids("ids");
        platform.database()
                .transaction(
                        in -> {
                            items.remove(in, ref, ids);
                            return ref;
                        });
        return Reply.empty(204);
    }

    private Reply move(Call call) {
        CollectionRef ref = CollectionRef.of(call);
        List<Long> ids = call.fields().all("itemIds").stream().map(Long::valueOf).toList();
        @Nullable Long before = call.fields().idOrNull("before");
        return Reply.ok(
                body(platform.database().transaction(in -> items.move(in, ref, ids, before))));
    }

    private static Body body(List<Place> places) {
        return Json.body(
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("version", places.getFirst().version());
                    json.writeNumberField("itemCount", places.getFirst().itemCount());
                    json.writeArrayFieldStart("items");
                    for (Place place : places) {
                        json.writeStartObject();
                        Json.id(json, "id", place.id());
                        json.writeNumberField("position", place.position());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }
}
