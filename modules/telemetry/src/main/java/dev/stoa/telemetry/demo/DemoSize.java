package dev.stoa.telemetry.demo;

/** How much there is to make up. */
enum DemoSize {
    SMALL(20_000),
    MEDIUM(1_000_000),
    LARGE(5_000_000);

    final int events;

    DemoSize(int events) {
        this.events = events;
    }
}
