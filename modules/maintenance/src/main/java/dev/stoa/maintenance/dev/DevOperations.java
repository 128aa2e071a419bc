package dev.stoa.maintenance.dev;

import dev.stoa.maintenance.health.Health;
import dev.stoa.platform.Feature;
import dev.stoa.platform.Packaged;
import dev.stoa.platform.Platform;
import dev.stoa.platform.config.PlatformSettings;
import dev.stoa.platform.http.Route;
import java.util.List;

/** What is there in the profile {@code dev} alone, as a part of maintenance. */
public final class DevOperations implements Feature {
    private final Platform platform;
    private final Health health;
    private final boolean isDev;

    public DevOperations(Platform platform, Health health) {
        this.platform = platform;
        this.health = health;
        this.isDev = platform.settings().get(PlatformSettings.PROFILE).equals("dev");
    }

    @Override
    public String name() {
        return "dev";
    }

    @Override
    public List<Route> routes() {
        return isDev ? new DevRoutes(platform, health).routes() : List.of();
    }

    @Override
    public List<String> schemas() {
        return isDev
                ? List.of(Packaged.text(DevOperations.class.getResourceAsStream("schemas.json")))
                : List.of();
    }
}
