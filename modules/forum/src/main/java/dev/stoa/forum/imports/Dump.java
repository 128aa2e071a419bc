package dev.stoa.forum.imports;

import dev.stoa.platform.Failure;
import dev.stoa.platform.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A folder that holds a Stack Exchange data dump of one site. */
record Dump(Path folder) {
    /** The files of a dump; those that are not required are read where they are there. */
    enum Part {
        USERS("Users.xml", "users"),
        TAGS("Tags.xml", "tags"),
        POSTS("Posts.xml", "posts"),
        COMMENTS("Comments.xml", "comments"),
        VOTES("Votes.xml", "votes"),
        LINKS("PostLinks.xml", "postlinks"),
        BADGES("Badges.xml", "badges");

        final String file;
        final String root;

        Part(String file, String root) {
            this.file = file;
            this.root = root;
        }

        boolean isRequired() {
            return this != LINKS && this != BADGES;
        }
    }

    Dump {
        if (!Files.isDirectory(folder)) {
            throw broken(folder + " is not a folder");
        }
        for (Part part : Part.values()) {
            if (part.isRequired() && !Files.isReadable(folder.resolve(part.file))) {
                throw broken(part.file + " is missing in " + folder);
            }
        }
    }

    boolean has(Part part) {
        return Files.isReadable(folder.resolve(part.file));
    }

    Path path(Part part) {
        return folder.resolve(part.file);
    }

    /** The folder's name, as the site's short name: {@code quantumcomputing}. */
    String site() {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        String site = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
        site = site.replace(".stackexchange.com", "").replaceAll("\\.(com|net)$", "");
        site = site.replaceAll("[^a-z0-9.]+", "-").replaceAll("^-+|-+$", "");
        return site.isEmpty() ? "site" : site;
    }

    /** Where the site is on the web. */
    String host() {
        String site = site();
        return switch (site) {
            case "stackoverflow", "serverfault", "superuser", "askubuntu", "stackapps" ->
                    site + ".com";
            case "mathoverflow" -> "mathoverflow.net";
            default -> site + ".stackexchange.com";
        };
    }

    /** The site's name for people. */
    String title() {
        return String.join(
                " ",
                Arrays.stream(site().split("[-.]"))
                        .filter(word -> !word.isEmpty())
                        .map(
                                word ->
                                        word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                + word.substring(1))
                        .toList());
    }

    /** The dump is not one, or a broken one. */
    static Failure.Invalid broken(String detail) {
        return new Failure.Invalid(Problems.INVALID_BODY, detail);
    }
}
