package dev.stoa.forum.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small dump as tests write it: whole and right, until a test replaces a file. */
record DumpFolder(Path folder) {
    static final String POSTS =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <posts>
              <row Id="1" PostTypeId="1" AcceptedAnswerId="3" CreationDate="2018-03-12T17:00:45.567" Score="52" ViewCount="99" Body="&lt;p&gt;How &lt;b&gt;do&lt;/b&gt; &amp;amp; why?&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(2)&gt;&lt;a href=&quot;javascript:alert(3)&quot;&gt;x&lt;/a&gt;" OwnerUserId="7" Title="How to &lt;i&gt; in C#?" Tags="&lt;c#&gt;&lt;c&gt;&lt;gone&gt;" />
              <row Id="2" PostTypeId="1" CreationDate="2018-06-01T00:00:00.000" Score="-3" Body="&lt;p&gt;Second&lt;/p&gt;" OwnerDisplayName="gone fishing" Title="Second" Tags="|c|" />
              <row Id="3" PostTypeId="2" ParentId="1" CreationDate="2018-03-13T00:00:00.000" Score="5" Body="&lt;p&gt;So.&lt;/p&gt;" OwnerUserId="8" />
              <row Id="4" PostTypeId="2" ParentId="1" CreationDate="2018-03-12T18:00:00.000" Score="1" Body="&lt;p&gt;Or so.&lt;/p&gt;" OwnerUserId="9999" />
              <row Id="5" PostTypeId="2" ParentId="77" CreationDate="2018-03-12T18:00:00.000" Score="1" Body="" />
              <row Id="6" PostTypeId="4" CreationDate="2018-03-12T18:00:00.000" Score="0" Body="&lt;p&gt;About C.&lt;/p&gt;" />
            </posts>
            """;

    static DumpFolder in(Path parent) {
        DumpFolder dump = new DumpFolder(parent.resolve("cooking"));
        try {
            Files.createDirectories(dump.folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return dump.with("Posts.xml", POSTS)
                .with(
                        "Users.xml",
                        """
                        <users>
                          <row Id="7" Reputation="120" CreationDate="2018-03-01T00:00:00.000" DisplayName="Ann Lee" ProfileImageUrl="javascript:x" />
                          <row Id="8" Reputation="1" CreationDate="2018-03-01T00:00:00.000" DisplayName="ann lee" />
                          <row Id="9" Reputation="1" CreationDate="2018-03-01T00:00:00.000" DisplayName="ann-lee-2" />
                          <row Id="10" Reputation="0" CreationDate="2018-03-01T00:00:00.000" DisplayName="Ann  Lee" />
                        </users>
                        """)
                .with(
                        "Tags.xml",
                        """
                        <tags>
                          <row Id="1" TagName="c" Count="2" ExcerptPostId="6" />
                          <row Id="2" TagName="c#" Count="1" />
                        </tags>
                        """)
                .with(
                        "Comments.xml",
                        """
                        <comments>
                          <row Id="1" PostId="1" Score="2" Text="Why &lt;b&gt;so&lt;/b&gt;?" CreationDate="2018-03-12T17:30:00.000" UserId="8" />
                          <row Id="2" PostId="3" Score="0" Text="Thanks" CreationDate="2018-03-14T00:00:00.000" UserId="7" />
                          <row Id="3" PostId="99" Score="0" Text="Lost" CreationDate="2018-03-14T00:00:00.000" UserId="7" />
                        </comments>
                        """)
                .with(
                        "Votes.xml",
                        """
                        <votes>
                          <row Id="1" PostId="1" VoteTypeId="2" CreationDate="2018-03-12T00:00:00.000" />
                          <row Id="2" PostId="1" VoteTypeId="2" CreationDate="2018-03-12T00:00:00.000" />
                          <row Id="3" PostId="1" VoteTypeId="5" UserId="8" CreationDate="2018-03-12T00:00:00.000" />
                          <row Id="4" PostId="98" VoteTypeId="2" CreationDate="2018-03-12T00:00:00.000" />
                        </votes>
                        """)
                .with(
                        "PostLinks.xml",
                        """
                        <postlinks>
                          <row Id="1" CreationDate="2018-03-12T17:28:16.093" PostId="2" RelatedPostId="1" LinkTypeId="3" />
                          <row Id="2" CreationDate="2018-03-12T17:28:16.093" PostId="2" RelatedPostId="55" LinkTypeId="1" />
                        </postlinks>
                        """);
    }

    DumpFolder with(String file, String text) {
        return with(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    DumpFolder with(String file, byte[] bytes) {
        try {
            Files.write(folder.resolve(file), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    DumpFolder without(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
