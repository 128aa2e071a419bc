package dev.stoa.app.alerts;

import dev.stoa.testkit.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs promtool, and the other programs that check files. */
final class Promtool {
    private Promtool() {}

    /**
     * What a program said.
     *
     * @param code its exit code
     */
    record Said(int code, String output) {}

    static Said run(String program, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Tool.find(program).toString()));
        Arrays.stream(arguments)
                .flatMap(each -> each instanceof List<?> list ? list.stream() : Stream.of(each))
                .forEach(each -> command.add(each.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException(program + " does not end");
            }
            return new Said(process.exitValue(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
