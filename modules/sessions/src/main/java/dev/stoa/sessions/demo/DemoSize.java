package dev.stoa.sessions.demo;

/** How much there is to make up. */
enum DemoSize {
    SMALL(20_000, 500, 1_000, 2_000, 1_000),
    MEDIUM(1_000_000, 50_000, 100_000, 100_000, 5_000),
    LARGE(5_000_000, 250_000, 500_000, 500_000, 10_000);

    final int sessions;
    final int reports;
    final int blocks;
    final int transfers;
    final int nonces;

    DemoSize(int sessions, int reports, int blocks, int transfers, int nonces) {
        this.sessions = sessions;
        this.reports = reports;
        this.blocks = blocks;
        this.transfers = transfers;
        this.nonces = nonces;
    }
}
