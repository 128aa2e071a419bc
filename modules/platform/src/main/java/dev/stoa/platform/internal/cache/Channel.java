package dev.stoa.platform.internal.cache;

import java.util.function.Consumer;

/**
 * What this node hears of other nodes' changes, and whether it can rely on it.
 *
 * <p>It is heard only from a pulse of this node on, which says where the numbers stand; a later
 * pulse must find all numbers up to its own delivered.
 */
final class Channel {
    private final String node;
    private final SharedGenerations generations;
    private final Consumer<Announcement> changed;
    private volatile boolean heard;
    private long delivered;
    private volatile long lastPulse;

    /**
     * @param node name of this node on the channel
     * @param changed told of other nodes' changes, and of everything when some may have been missed
     */
    Channel(String node, SharedGenerations generations, Consumer<Announcement> changed) {
        this.node = node;
        this.generations = generations;
        this.changed = changed;
    }

    /** The number of the latest change that is known. */
    long known() {
        return generations.latest();
    }

    /** What to publish for {@code announcement}, as from this node. */
    String message(Announcement announcement) {
        return Message.write(announcement, node);
    }

    boolean isHeard() {
        return heard;
    }

    /** The number of the last pulse of this node that came back. */
    long lastPulse() {
        return lastPulse;
    }

    /** Takes a message; to be called in the order in which they come. */
    synchronized void receive(String text) {
        Message.read(text).ifPresent(this::receive);
    }

    private void receive(Message message) {
        Announcement announcement = message.announcement();
        boolean isOwn = message.node().equals(node);
        if (announcement.type().equals(Announcement.PULSE)) {
            if (isOwn) {
                pulse(Long.parseLong(announcement.id()), message.generation());
            }
            return;
        }
        delivered = Math.max(delivered, message.generation());
        note(announcement, message.generation());
        if (!isOwn) {
            changed.accept(announcement);
        }
    }

    // Noted before memory is told: a value from Redis is checked against the notes after memory's
    // epoch was read, so it is caught by one or by the other.
    private void note(Announcement announcement, long generation) {
        if (announcement.equals(Announcement.EVERYTHING)) {
            generations.raiseFloor(generation == 0 ? generations.latest() + 1 : generation);
        } else if (generation == 0) {
            generations.noteUnnumbered(announcement.tag());
        } else {
            generations.note(announcement.tag(), generation);
        }
    }

    private void pulse(long number, long generation) {
        if (!heard || delivered < generation) {
            generations.reset(generation);
            delivered = generation;
            changed.accept(Announcement.EVERYTHING);
        }
        lastPulse = number;
        heard = true;
    }

    /** Notes the number that Redis gave to a change of this node. */
    void confirm(Announcement announcement, long generation) {
        note(announcement, generation);
    }

    /** Notes that messages may have been lost; nothing is relied on until the next pulse. */
    synchronized void interrupt() {
        if (heard) {
            heard = false;
            changed.accept(Announcement.EVERYTHING);
        }
    }
}
