package dev.stoa.sessions.identity.key;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long a key of the command line serves. */
final class KeyLife {
    @Option(
            names = "--expires",
            converter = Converter.class,
            description = "When it ends, e.g. 12h or 30d; never where nothing is said.")
    private @Nullable Duration time;

    @Nullable Instant end(Instant now) {
        return time == null ? null : now.plus(time);
    }

    /** Days and hours. */
    static final class Converter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[1-9][0-9]{0,4}[mhd]")) {
                throw new TypeConversionException("expected a time such as 90m, 12h or 30d");
            }
            long amount = Long.parseLong(text.substring(0, text.length() - 1));
            return switch (text.charAt(text.length() - 1)) {
                case 'm' -> Duration.ofMinutes(amount);
                case 'h' -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }
    }
}
