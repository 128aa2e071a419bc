package dev.stoa.platform;

/**
 * A command of a feature.
 *
 * @param group the word before it, e.g. {@code import}; empty puts it at the top
 * @param command object with picocli's annotations, in a package open to {@code info.picocli}
 */
public record FeatureCommand(String group, Object command) {}
