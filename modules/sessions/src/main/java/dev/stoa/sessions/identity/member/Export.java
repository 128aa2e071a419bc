package dev.stoa.sessions.identity.member;

import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.sql.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * All that is a member's, as one archive. Rows come a thousand at a time and are compressed as they
 * come, so that memory holds no more than the archive; the request's deadline bounds that.
 */
final class Export {
    private final Database database;

    Export(Database database) {
        this.database = database;
    }

    Reply archive(Call call) throws IOException {
        long member = call.viewer().signedIn().id().value();
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (ExportPart part : ExportPart.ALL) {
                zip.putNextEntry(new ZipEntry(part.file() + ".json"));
                write(part, member, zip);
                zip.closeEntry();
            }
        }
        return Reply.ok(Body.of("application/zip", bytes.toByteArray()))
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"stoa-member-" + member + ".zip\"");
    }

    private record Item(String key, String json) {}

    /** A JSON list with a row a line. */
    private void write(ExportPart part, long member, OutputStream out) throws IOException {
        String after = part.first();
        String separator = "[\n";
        List<Item> batch;
        do {
            batch =
                    database.list(
                            part.rows(), row -> new Item(row.text(0), row.text(1)), member, after);
            for (Item item : batch) {
                out.write((separator + item.json()).getBytes(StandardCharsets.UTF_8));
                separator = ",\n";
                after = item.key();
            }
        } while (batch.size() == ExportPart.BATCH);
        out.write((separator.startsWith("[") ? "[]\n" : "\n]\n").getBytes(StandardCharsets.UTF_8));
    }
}
