package dev.stoa.platform.internal.files;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;

/** A small file of names and texts that only its owner may read. */
public final class PrivateProperties {
    private final Path file;

    public PrivateProperties(Path file) {
        this.file = file;
    }

    /** What is in it; nothing if it isn't there. */
    public Map<String, String> read() {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (NoSuchFileException _) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var texts = new HashMap<String, String>();
        properties
                .stringPropertyNames()
                .forEach(name -> texts.put(name, properties.getProperty(name)));
        return texts;
    }

    /** What is in it, after every absent name has got a text of {@code maker}. */
    public Map<String, String> withAbsent(Collection<String> names, Supplier<String> maker) {
        var texts = new HashMap<>(read());
        if (!texts.keySet().containsAll(names)) {
            names.forEach(name -> texts.computeIfAbsent(name, _ -> maker.get()));
            write(texts);
        }
        return texts;
    }

    /** Replaces the file in one step, so that no reader sees half of it. */
    public void write(Map<String, String> texts) {
        var properties = new Properties();
        properties.putAll(texts);
        var text = new StringWriter();
        Path draft = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            properties.store(text, null);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(draft);
            try (var channel =
                    Files.newByteChannel(
                            draft,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")))) {
                channel.write(StandardCharsets.UTF_8.encode(text.toString()));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
