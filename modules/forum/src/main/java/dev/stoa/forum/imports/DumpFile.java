package dev.stoa.forum.imports;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Progress;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The rows of one file of a dump, read as a stream. Whatever is wrong with it is told with file and
 * line.
 */
final class DumpFile implements AutoCloseable {
    private static final int PROGRESS_EVERY = 1000;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Dump.Part part;
    private final Progress progress;
    private final long size;
    private final Counted bytes;
    private final XMLStreamReader xml;
    private long rows;

    DumpFile(Dump dump, Dump.Part part, Progress progress) {
        this.part = part;
        this.progress = progress;
        Path path = dump.path(part);
        try {
            this.size = Files.size(path);
            this.bytes = new Counted(Files.newInputStream(path));
        } catch (IOException e) {
            throw Dump.broken(part.file + " can't be read: " + e.getMessage());
        }
        try {
            this.xml = factory().createXMLStreamReader(decoded(bytes));
        } catch (XMLStreamException | IOException e) {
            throw Dump.broken(part.file + ", line 1: " + reason(e));
        }
        checkStart();
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Each &#xA; counts as an entity, and a dump has millions; without a DTD there are no
        // others that could grow.
        factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
        factory.setProperty("jdk.xml.entityExpansionLimit", "0");
        return factory;
    }

    /** Strict, where the JDK's own decoding of XML also writes to the console what it throws. */
    private static Reader decoded(InputStream bytes) throws IOException {
        PushbackReader reader =
                new PushbackReader(
                        new BufferedReader(
                                new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())));
        int first = reader.read();
        if (first >= 0 && first != BYTE_ORDER_MARK) {
            reader.unread(first);
        }
        return reader;
    }

    private void checkStart() {
        String declared = xml.getCharacterEncodingScheme();
        if (declared != null && !declared.equalsIgnoreCase("utf-8")) {
            throw broken("the file is " + declared + ", not UTF-8");
        }
        int event = step();
        while (event == XMLStreamConstants.COMMENT || event == XMLStreamConstants.SPACE) {
            event = step();
        }
        if (event != XMLStreamConstants.START_ELEMENT || !xml.getLocalName().equals(part.root)) {
            String found =
                    event == XMLStreamConstants.START_ELEMENT
                            ? "<" + xml.getLocalName() + ">"
                            : "something else";
            throw broken("<" + part.root + "> is expected, not " + found);
        }
    }

    /** The next row, empty at the end of a whole file. */
    Optional<DumpRow> next() {
        while (true) {
            switch (step()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return Optional.of(row());
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    progress.at(part.file, size, size);
                    return Optional.empty();
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (!xml.isWhiteSpace()) {
                        throw broken("text between rows");
                    }
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw broken("document types and entities are not accepted");
                default -> {}
            }
        }
    }

    private DumpRow row() {
        if (!xml.getLocalName().equals("row")) {
            throw broken("<row> is expected, not <" + xml.getLocalName() + ">");
        }
        DumpRow row = new DumpRow(this);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            row.set(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        if (step() != XMLStreamConstants.END_ELEMENT) {
            throw broken("a row holds nothing but attributes");
        }
        if (++rows % PROGRESS_EVERY == 0) {
            progress.at(part.file, Math.min(bytes.count, size), size);
        }
        return row;
    }

    private int step() {
        try {
            return xml.next();
        } catch (XMLStreamException e) {
            throw broken(reason(e));
        } catch (RuntimeException e) {
            // The JDK's reader has been seen to throw these on garbage.
            throw broken("not XML: " + e.getMessage());
        }
    }

    /** The parser's sentence, without the position it puts in front of it. */
    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return "not UTF-8";
            }
        }
        String message = String.valueOf(e.getMessage());
        int at = message.indexOf("Message: ");
        return (at < 0 ? message : message.substring(at + 9)).strip();
    }

    long rows() {
        return rows;
    }

    Failure.Invalid broken(String what) {
        return Dump.broken(part.file + ", line " + xml.getLocation().getLineNumber() + ": " + what);
    }

    @Override
    public void close() {
        try {
            xml.close();
            bytes.close();
        } catch (XMLStreamException | IOException e) {
            throw Dump.broken(part.file + " can't be closed: " + e.getMessage());
        }
    }

    /** Counts what was read, for the progress. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int taken = super.read(into, offset, length);
            count += Math.max(0, taken);
            return taken;
        }
    }
}
