package dev.stoa.platform;

/** Found by ServiceLoader: adding a feature is adding a jar. */
public interface FeatureProvider {}
