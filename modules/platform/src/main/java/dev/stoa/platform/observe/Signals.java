package dev.stoa.platform.observe;

/** Names of attributes and labels that more than one part emits. */
public final class Signals {
    private Signals() {}
}
