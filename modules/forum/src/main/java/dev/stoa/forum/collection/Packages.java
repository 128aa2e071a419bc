package dev.stoa.forum.collection;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Platform;
import dev.stoa.platform.Viewer;
import dev.stoa.platform.cache.Cache;
import dev.stoa.platform.cache.Cached;
import dev.stoa.platform.cache.Loaded;
import dev.stoa.platform.cache.Tag;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Streamed;
import dev.stoa.platform.sql.Database;
import dev.stoa.platform.sql.Transaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Packages: each one document of one version of its collection, under an ETag that says which.
 * Small ones are cached whole; of large ones the ETag is, and they are written anew for whoever has
 * not got that version.
 */
final class Packages {
    /** Content type of what stands for a large package in the cache; never sent. */
    private static final String LARGE = "application/x-stoa-large-package";

    private static final int MOST_BYTES = 256 * 1024;

    private final Database database;
    private final CollectionStore store;
    private final Cache cache;

    Packages(Platform platform, CollectionStore store) {
        this.database = platform.database();
        this.store = store;
        this.cache = platform.cache(CollectionCaches.PACKAGES);
    }

    /**
     * A collection's package; of a draft for its owner and moderators.
     *
     * @throws Failure.NotFound where there is none that the viewer may know of
     */
    Reply of(Call call, long id) {
        Optional<Cached> cached = cached(call.viewer(), id);
        if (cached.isPresent() && isAnswer(call, cached.get().body())) {
            return Reply.of(cached.get());
        }
        CollectionRow head =
                store.find(id)
                        .filter(
                                each ->
                                        each.isPublished()
                                                || CollectionRef.isTheirs(
                                                        call.viewer(), each.owner()))
                        .orElseThrow(() -> CollectionProblems.missing(id));
        return Reply.of(
                Streamed.document(Body.JSON, etag(head), out -> write(out, id, head.version())));
    }

    /** Empty for a draft, and for what is not there; nobody unknown needs to look again. */
    private Optional<Cached> cached(Viewer viewer, long id) {
        try {
            return Optional.of(cache.get("package:" + id, () -> load(id)));
        } catch (Failure.NotFound e) {
            if (viewer instanceof Viewer.Anon) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Whether it is the package, or the client has the package that it stands for. */
    private static boolean isAnswer(Call call, Body body) {
        String opaque = body.etag().substring("W/".length());
        return !body.contentType().equals(LARGE)
                || call.header("If-None-Match").filter(known -> known.contains(opaque)).isPresent();
    }

    private Loaded load(long id) {
        return database.snapshot(
                in ->
                        head(in, id)
                                .filter(CollectionRow::isPublished)
                                .map(head -> Loaded.of(kept(in, head), List.of(tag(id))))
                                .orElseGet(
                                        () ->
                                                Loaded.missing(
                                                        CollectionProblems.missing(id).detail(),
                                                        tag(id))));
    }

    private static Tag tag(long id) {
        return Tag.of("collection", id);
    }

    private static Optional<CollectionRow> head(Transaction in, long id) {
        return in.find(CollectionStore.FIND, CollectionRow::read, id);
    }

    private static Body kept(Transaction in, CollectionRow head) {
        if (head.itemCount() < ItemStore.BATCH) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
            try {
                PackageWriter.write(bytes, in, head);
            } catch (IOException e) {
                throw new IllegalStateException("memory failed", e);
            }
            if (bytes.size() <= MOST_BYTES) {
                return Body.of(Body.JSON, bytes.toByteArray(), etag(head));
            }
        }
        return Body.of(LARGE, new byte[0], etag(head));
    }

    private static String etag(CollectionRow head) {
        return "W/\"c" + head.id() + "-v" + head.version() + '"';
    }

    /** The head is sent with the version's ETag, so it must be that version. */
    private void write(OutputStream out, long id, int version) throws IOException {
        try (Spool spool = new Spool()) {
            database.snapshot(
                    in -> {
                        CollectionRow head =
                                head(in, id)
                                        .filter(each -> each.version() == version)
                                        .orElseThrow(
                                                () ->
                                                        new Failure.Overloaded(
                                                                "The collection was changed"
                                                                        + " meanwhile; try again."));
                        OutputStream file = spool.fill();
                        PackageWriter.write(file, in, head);
                        file.flush();
                        return head;
                    });
            spool.sendTo(out);
        }
    }
}
