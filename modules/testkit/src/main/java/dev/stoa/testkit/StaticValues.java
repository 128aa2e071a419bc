package dev.stoa.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What classes hold in static fields, found by reflection so that none of it is forgotten. */
public final class StaticValues {
    private StaticValues() {}

    /** Names of the top classes below {@code sources} whose text has {@code marker} in it. */
    public static List<String> classes(Path sources, String marker) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> text(file).contains(marker))
                    .map(file -> sources.relativize(file).toString())
                    .map(name -> name.substring(0, name.length() - 5).replace('/', '.'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Values of {@code wanted} in static fields of the class and those inside it, also in
     * collections, maps and arrays.
     */
    public static <T> List<T> in(String className, Class<T> wanted) {
        try {
            return in(Class.forName(className), wanted);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> List<T> in(Class<?> type, Class<T> wanted) {
        List<T> found = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                collect(value(field), wanted, found);
            }
        }
        for (Class<?> inside : type.getDeclaredClasses()) {
            found.addAll(in(inside, wanted));
        }
        return found;
    }

    private static @Nullable Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> void collect(@Nullable Object value, Class<T> wanted, List<T> found) {
        if (wanted.isInstance(value)) {
            found.add(wanted.cast(value));
            return;
        }
        switch (value) {
            case Collection<?> values -> values.forEach(each -> collect(each, wanted, found));
            case Map<?, ?> values -> values.values().forEach(each -> collect(each, wanted, found));
            case Object[] values ->
                    Arrays.asList(values).forEach(each -> collect(each, wanted, found));
            case null, default -> {}
        }
    }
}
