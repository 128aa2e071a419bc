package dev.stoa.platform.http;

import dev.stoa.platform.Feature;
import dev.stoa.platform.ProblemType;
import dev.stoa.platform.Problems;
import java.util.ArrayList;
import java.util.List;

/** The routes every node has of itself: the problem pages, and callers' rate limits. */
public final class PlatformRoutes {
    private PlatformRoutes() {}

    /** The routes beside those of {@code features}. */
    public static List<Route> of(List<Feature> features) {
        List<ProblemType> problems = new ArrayList<>(Problems.all());
        features.forEach(feature -> problems.addAll(feature.problems()));
        return new ProblemPages(problems).routes();
    }

    /** Where callers see their rate limits. */
    public static List<Route> limits() {
        return LimitRoutes.routes();
    }
}
