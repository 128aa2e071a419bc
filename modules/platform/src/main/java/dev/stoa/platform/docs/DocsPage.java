package dev.stoa.platform.docs;

import dev.stoa.platform.Failure;
import dev.stoa.platform.http.Body;
import dev.stoa.platform.http.Param;
import dev.stoa.platform.http.Reply;
import dev.stoa.platform.http.Route;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** The page to read and try the API: Swagger UI, served by us from its jar. */
final class DocsPage {
    private static final String JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    /** Only what comes from here runs; the styles' own pictures are data addresses. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> OWN =
            Map.of("docs.html", "text/html; charset=utf-8", "docs.js", JAVASCRIPT);
    private static final Map<String, String> SWAGGER_UI =
            Map.of(
                    "swagger-ui.css", "text/css; charset=utf-8",
                    "swagger-ui-bundle.js", JAVASCRIPT,
                    "favicon-32x32.png", "image/png");

    /** Made when first asked for: compressing 1.5 MB would make every start 60 ms longer. */
    private final Map<String, Body> made = new ConcurrentHashMap<>();

    /** The page's routes on one listener. */
    List<Route> routes(Route.Traits traits) {
        return List.of(
                Route.get(
                                "/docs",
                                "A page to read and try the API",
                                "Html",
                                _ -> reply("docs.html"))
                        .with(traits),
                Route.get(
                                "/docs/{file}",
                                "What the page is made of",
                                "PageFile",
                                call -> reply(known(call.arguments().pathText("file"))),
                                Param.pathText("file", 100, "Name of the file."))
                        .with(traits));
    }

    private static String known(String file) {
        if (file.equals("docs.html") || !(OWN.containsKey(file) || SWAGGER_UI.containsKey(file))) {
            throw new Failure.NotFound("The page at /docs has no such file.");
        }
        return file;
    }

    private Reply reply(String file) {
        return Reply.ok(made.computeIfAbsent(file, DocsPage::body))
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer");
    }

    private static Body body(String file) {
        String own = OWN.get(file);
        if (own != null) {
            return Body.of(own, Resources.bytes(file));
        }
        String path = "META-INF/resources/webjars/swagger-ui/" + version() + '/' + file;
        return Body.of(
                SWAGGER_UI.getOrDefault(file, "application/octet-stream"), Resources.ofJar(path));
    }

    private static String version() {
        Properties jar = new Properties();
        try {
            jar.load(new StringReader(new String(Resources.ofJar(JAR), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.getProperty("version");
    }
}
