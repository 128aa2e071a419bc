package dev.stoa.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/** Planted mistakes, compiled as the build compiles: a checker that fell asleep is noticed here. */
class CompilerGatesTest {
    private static final String HEAD =
            """
            package dev.stoa.planted;

            import java.util.List;
            import org.jspecify.annotations.NullMarked;

            @NullMarked
            final class Planted {
            """;

    @TempDir Path folder;

    /** What the compiler did with a class. */
    private record Outcome(int exitCode, String messages) {}

    @Test
    void aSoundClassCompiles() throws Exception {
        assertThat(compiled("static String name() { return \"name\"; }"))
                .isEqualTo(new Outcome(0, ""));
    }

    @Test
    void aNullWhereNoneMayBeStopsTheBuild() throws Exception {
        assertStopped("static String name() { return null; }", "error: [NullAway]");
    }

    @Test
    void bugPatternsStopTheBuild() throws Exception {
        assertStopped(
                """
                static void check() { new IllegalStateException("never thrown"); }
                static boolean isEmpty(String text) { return text.getBytes().length == 0; }
                """,
                "error: [DeadException]",
                "warning: [DefaultCharset]");
    }

    @Test
    void aLintStopsTheBuild() throws Exception {
        assertStopped(
                "static List names() { return List.of(); }",
                "warning: [rawtypes]",
                "warnings found and -Werror specified");
    }

    private void assertStopped(String body, String... messages) throws Exception {
        Outcome outcome = compiled(body);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.messages()).contains(messages);
    }

    private Outcome compiled(String body) throws Exception {
        Path source = folder.resolve("Planted.java");
        Files.writeString(
                source, HEAD + body + "\nstatic List<String> none() { return List.of(); }\n}\n");
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        line.addAll(argumentsOfTheBuild());
        line.addAll(
                List.of(
                        "-processorpath",
                        Files.readString(Path.of("target", "checkers.path")).strip(),
                        "-classpath",
                        jarOf(NullMarked.class),
                        "-d",
                        folder.toString(),
                        source.toString()));
        Process compiler = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (var output = compiler.getInputStream()) {
            String messages = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(compiler.waitFor(), messages);
        }
    }

    private static String jarOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    private static List<String> argumentsOfTheBuild() throws Exception {
        var pom =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of(System.getProperty("stoa.root"), "pom.xml").toFile());
        var found =
                (NodeList)
                        XPathFactory.newInstance()
                                .newXPath()
                                .evaluate("//compilerArgs/arg", pom, XPathConstants.NODESET);
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            arguments.add(found.item(i).getTextContent());
        }
        assertThat(arguments).contains("-Werror");
        return arguments;
    }
}
