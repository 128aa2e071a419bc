package dev.stoa.maintenance.metric;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.stoa.maintenance.metric.ReportStore.KeptReport;
import dev.stoa.platform.http.Call;
import dev.stoa.platform.http.Cursor;
import dev.stoa.platform.http.Cursors;
import dev.stoa.platform.http.Json;
import dev.stoa.platform.http.Page;
import dev.stoa.platform.http.Paging;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Kept performance reports over HTTP, on the admin listener. */
final class ReportRoutes {
    private static final String SCOPE = "performance-reports";

    private final ReportStore store;
    private final Cursors cursors;

    ReportRoutes(ReportStore store, Cursors cursors) {
        this.store = store;
        this.cursors = cursors;
    }

    List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/ops/reports",
                                "Performance reports of the last 90 days, one each six hours",
                                "PerformanceReportPage",
                                this::list,
                                Paging.LIMIT,
                                Paging.AFTER)
                        .with(Route.Traits.ADMIN_READ));
    }

    private Reply list(Call call) {
        Paging paging = Paging.of(call.arguments());
        Optional<Cursor> after = paging.cursor(cursors, SCOPE);
        List<KeptReport> rows =
                store.recent(
                        after.<Object>map(at -> instant(at.tuple().part(0))).orElse("infinity"),
                        after.map(at -> at.tuple().part(1)).orElse(Long.MAX_VALUE),
                        paging.limit());
        List<KeptReport> shown = rows.subList(0, Math.min(paging.limit(), rows.size()));
        String next =
                rows.size() > shown.size() ? cursors.write(place(shown.getLast()), SCOPE) : null;
        return Reply.ok(new Page<>(shown, next, null).body(ReportRoutes::write));
    }

    private static Cursor place(KeptReport report) {
        return Cursor.after(ChronoUnit.MICROS.between(Instant.EPOCH, report.at()), report.id());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static void write(JsonGenerator json, KeptReport report) throws IOException {
        json.writeStartObject();
        Json.id(json, "id", report.id());
        json.writeStringField("node", report.node());
        Json.instant(json, "createdAt", report.at());
        json.writeFieldName("report");
        json.writeRawValue(report.report());
        json.writeEndObject();
    }
}
