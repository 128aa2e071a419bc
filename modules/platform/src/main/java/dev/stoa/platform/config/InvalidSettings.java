package dev.stoa.platform.config;

import java.util.List;

/**
 * Settings a node can't start with; each sentence names the key, the value and what was expected.
 */
public final class InvalidSettings extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidSettings(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
    }
}
