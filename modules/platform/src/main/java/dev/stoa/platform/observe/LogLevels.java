package dev.stoa.platform.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Levels of loggers, changeable while the process runs; the empty name is the root. */
public final class LogLevels {
    /** The words for levels, from the finest. */
    public static final List<String> WORDS =
            List.of("trace", "debug", "info", "warn", "error", "off");

    private static final List<Level> LEVELS =
            List.of(Level.FINEST, Level.FINE, Level.INFO, Level.WARNING, Level.SEVERE, Level.OFF);
    // The JDK holds loggers weakly: without these a level would be forgotten with its logger.
    private static final ConcurrentHashMap<String, Logger> CHANGED = new ConcurrentHashMap<>();

    private LogLevels() {}

    /** The level in force for {@code logger}, its own or inherited, as one of {@link #WORDS}. */
    public static String get(String logger) {
        for (Logger each = Logger.getLogger(logger); each != null; each = each.getParent()) {
            if (each.getLevel() != null) {
                return word(each.getLevel());
            }
        }
        return "info";
    }

    /** The level set for {@code logger} itself, if any. */
    public static Optional<String> own(String logger) {
        return Optional.ofNullable(Logger.getLogger(logger).getLevel()).map(LogLevels::word);
    }

    /**
     * Sets a level from now on.
     *
     * @throws IllegalArgumentException for a word that is no level
     */
    public static void set(String logger, String word) {
        int index = WORDS.indexOf(word);
        if (index < 0) {
            throw new IllegalArgumentException("level is one of " + WORDS + ", not " + word);
        }
        CHANGED.computeIfAbsent(logger, Logger::getLogger).setLevel(LEVELS.get(index));
    }

    /** The level of each logger that has one of its own, by name; the root's under "". */
    public static Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        CHANGED.keySet().forEach(name -> own(name).ifPresent(word -> all.put(name, word)));
        return all;
    }

    /** Lets {@code logger} inherit its level again. */
    public static void clear(String logger) {
        if (!logger.isEmpty()) {
            Logger.getLogger(logger).setLevel(null);
            CHANGED.remove(logger);
        }
    }

    private static String word(Level level) {
        for (int i = LEVELS.size() - 1; i > 0; i--) {
            if (level.intValue() >= LEVELS.get(i).intValue()) {
                return WORDS.get(i);
            }
        }
        return WORDS.getFirst();
    }
}
