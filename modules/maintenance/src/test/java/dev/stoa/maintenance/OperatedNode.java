package dev.stoa.maintenance;

import dev.stoa.testkit.TestClient;

/** One node for the tests of what operators do; it ends with the JVM. */
final class OperatedNode {
    private static final class Holder {
        static final RunningNode NODE = RunningNode.with("forum.ranking.interval", "1s");
        static final TestClient ADMIN = new TestClient(NODE.node().adminPort());
    }

    private OperatedNode() {}

    static RunningNode node() {
        return Holder.NODE;
    }

    static TestClient admin() {
        return Holder.ADMIN;
    }
}
