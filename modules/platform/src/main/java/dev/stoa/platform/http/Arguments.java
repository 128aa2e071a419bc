package dev.stoa.platform.http;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Failure.FieldError;
import dev.stoa.platform.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request gave for its route's parameters, each checked against its {@link Param}. */
public final class Arguments {
    private final Query query;
    private final java.util.function.Function<String, String> path;

    private Arguments(Query query, java.util.function.Function<String, String> path) {
        this.query = query;
        this.path = path;
    }

    /**
     * Checks a request against its route.
     *
     * @throws Failure.Invalid naming every parameter that is unknown, repeated or wrong
     */
    static Arguments of(
            Route route, Query query, java.util.function.Function<String, String> path) {
        if (route.isInternal()) {
            return new Arguments(query, path);
        }
        List<FieldError> errors = new ArrayList<>(0);
        for (int i = 0; i < query.names().size(); i++) {
            String name = query.names().get(i);
            Param param = queryParam(route, name);
            if (param == null) {
                errors.add(
                        new FieldError(
                                "query/" + shown(name),
                                "unknown",
                                "This route has no such parameter."));
            } else if (param.repeatable() == Param.Repeat.ONCE
                    && query.names().indexOf(name) != i) {
                errors.add(new FieldError("query/" + name, "repeated", "It may be given once."));
            } else {
                check(param, query.value(i), "query/", errors);
            }
        }
        if (route.path().indexOf('{') >= 0) {
            checkPath(route, path, errors);
        }
        if (!errors.isEmpty()) {
            throw new Failure.Invalid(
                    Problems.INVALID_PARAMETER,
                    errors.getFirst().pointer() + ": " + errors.getFirst().detail(),
                    errors.toArray(FieldError[]::new));
        }
        return new Arguments(query, path);
    }

    private static @Nullable Param queryParam(Route route, String name) {
        for (Param param : route.params()) {
            if (param.place() == Param.Place.QUERY && param.isNamed(name)) {
                return param;
            }
        }
        return null;
    }

    private static void checkPath(
            Route route,
            java.util.function.Function<String, String> path,
            List<FieldError> errors) {
        for (Param param : route.params()) {
            if (param.place() == Param.Place.PATH) {
                check(param, path.apply(param.name()), "path/", errors);
            }
        }
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }

    private static void check(Param param, String value, String place, List<FieldError> errors) {
        String wrong = ParamCheck.wrong(param.form(), value);
        if (wrong != null) {
            errors.add(new FieldError(place + param.name(), "invalid", wrong));
        }
    }

    /** The path parameter {@code name} as an id. */
    public long pathId(String name) {
        return Long.parseLong(path.apply(name));
    }

    public String pathText(String name) {
        return path.apply(name);
    }

    /** The query parameter {@code name}, or {@code fallback} where it is not given. */
    public String text(String name, String fallback) {
        String value = query.first(name);
        return value == null ? fallback : value;
    }

    public @Nullable String textOrNull(String name) {
        return query.first(name);
    }

    public @Nullable Long idOrNull(String name) {
        String value = query.first(name);
        return value == null ? null : Long.valueOf(value);
    }

    public int number(String name, int fallback) {
        String value = query.first(name);
        return value == null ? fallback : Integer.parseInt(value);
    }

    public boolean flag(String name) {
        return "true".equals(query.first(name));
    }

    public boolean has(String name) {
        return query.first(name) != null;
    }

    /** All values of a parameter that may be repeated, in order. */
    public List<String> all(String name) {
        return query.all(name);
    }

    /** The values of a {@link Param#family} by what follows its prefix, in order. */
    public Map<String, String> family(String prefix) {
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = 0; i < query.names().size(); i++) {
            String name = query.names().get(i);
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                members.put(name.substring(prefix.length()), query.value(i));
            }
        }
        return members;
    }

    /** The ids of a list parameter, in order, each once. */
    public List<Long> ids(String name) {
        return query.all(name).stream()
                .flatMap(value -> java.util.Arrays.stream(value.split(",", -1)))
                .map(Long::valueOf)
                .distinct()
                .toList();
    }
}
