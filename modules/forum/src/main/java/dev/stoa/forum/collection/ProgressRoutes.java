package dev.stoa.forum.collection;

import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Field;
import dev.stoa.platform.http.Form;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.util.List;

/** What a member has done of collections, over HTTP. */
final class ProgressRoutes {
    private final Progress progress;

    ProgressRoutes(Progress progress) {
        this.progress = progress;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/forum/me/progress",
                                "What the viewer has done of collections, the last first",
                                "ProgressPage",
                                this::mine,
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(CollectionRoutes.OWN),
                Route.put(
                                CollectionRoutes.ONE + "/progress",
                                "Mark items as done, or as not done",
                                "ProgressDone",
                                this::put,
                                CollectionRoutes.ID)
                        .with(CollectionRoutes.WRITE)
                        .fields(
                                Field.required(
                                        "itemIds",
                                        new Form.Many(new Form.Id(), Progress.MOST),
                                        "Which items."),
                                Field.required("done", new Form.Flag(), "Whether they are done.")));
    }

    private Reply mine(Call call) {
        return Reply.of(progress.mine(call.viewer().signedIn(), Paging.of(call.arguments())));
    }

    private Reply put(Call call) {
        return Reply.ok(
                progress.put(
                        call.viewer().signedIn(),
                        call.arguments().pathId("id"),
                        call.fields().all("itemIds").stream().map(Long::valueOf).toList(),
                        call.fields().flag("done")));
    }
}
