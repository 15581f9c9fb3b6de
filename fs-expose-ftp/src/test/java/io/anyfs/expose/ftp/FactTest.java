package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.PosixAttributes;
import io.anyfs.memory.MemoryBackend;
import io.anyfs.memory.MemoryOptions;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What MLST, MLSD and MDTM tell, and what changes it. */
@Tag("usually-once")
class FactTest {

    @RegisterExtension
    final Served served = new Served();

    private static final Instant CREATED = Instant.parse("1999-12-31T23:59:59.9Z");
    private static final Instant CHANGED = Instant.parse("2001-02-03T04:05:06.789Z");

    /** Knows all that can be known of an entry, and can write below one directory only. */
    private static final class Knowing extends ForwardingBackend {
        private final @Nullable String owner;

        Knowing(@Nullable String owner) {
            super(new MemoryBackend(MemoryOptions.DEFAULT));
            this.owner = owner;
        }

        @Override
        public Capabilities capabilities(FsPath path) {
            Capabilities all = super.capabilities(path);
            return path.startsWith(FsPath.of("/writable")) ? all : all.without(Capability.MOVE_DIRECTORY);
        }

        @Override
        public FileInfo stat(FsPath path, Links links) throws IOException {
            FileInfo info = super.stat(path, links);
            PosixAttributes posix = new PosixAttributes(04751, 1000, 100, 1, owner, "staff");
            return new FileInfo(path, info.type(), info.size(), CHANGED, CREATED, null, null, "odd id;1", posix);
        }
    }

    private static FtpServer serve(FileSystem fs) throws IOException {
        return FtpServer.builder(fs).user("alice", "secret").port(0).start();
    }

    @Test
    void all_facts_that_the_storage_knows_are_told() throws IOException {
        try (FileSystem fs = FileSystem.over(new Knowing("alice"));
                FtpServer server = serve(fs);
                WireClient client = WireClient.login(server)) {
            fs.write("/file", "12345");
            assertEquals(
                    "250-Facts\n Type=file;Size=5;Modify=20010203040506;Create=19991231235959;Perm=rawdf;"
                            + "Unique=6f64642069643b31;UNIX.mode=4751;UNIX.owner=1000;UNIX.group=100;"
                            + "UNIX.ownername=alice;UNIX.groupname=staff; /file\n250 End",
                    client.say("MLST file", 250));
        }
    }

    @Test
    void a_value_that_would_end_a_fact_is_left_out() throws IOException {
        for (String owner : new @Nullable String[] {null, "", "a b", "a;Type=dir", "ä"}) {
            try (FileSystem fs = FileSystem.over(new Knowing(owner));
                    FtpServer server = serve(fs);
                    WireClient client = WireClient.login(server)) {
                fs.write("/file", "12345");
                String facts = client.say("MLST file", 250);
                assertTrue(facts.contains("UNIX.group=100;UNIX.groupname=staff; /file"), facts);
            }
        }
    }

    @Test
    void permissions_are_those_of_the_path() throws IOException {
        try (FileSystem fs = FileSystem.over(new Knowing("alice"));
                FtpServer server = serve(fs);
                WireClient client = WireClient.login(server)) {
            fs.createDirectory(FsPath.of("/writable"));
            fs.createDirectory(FsPath.of("/writable/inner"));
            assertTrue(client.say("MLST writable", 250).contains("Perm=elcmpd;"), "it cannot be moved");
            assertTrue(client.say("MLST writable/inner", 250).contains("Perm=elcmpdf;"));
        }
    }

    @Test
    void a_link_is_told_with_where_it_leads() throws IOException {
        served.fs().write("/file", "");
        served.fs().createSymbolicLink(FsPath.of("/plain"), "file");
        served.fs().createSymbolicLink(FsPath.of("/spaced"), "no file");
        try (WireClient client = served.login()) {
            String all = client.downloadText("MLSD");
            assertTrue(all.contains("Type=OS.unix=slink:file;"), all);
            assertTrue(all.contains("Type=OS.unix=slink;"), all);
            assertTrue(client.say("MLST plain", 250).contains("Type=file;"), "MLST follows it");
        }
    }

    @Test
    void MDTM_with_a_time_sets_it_unless_a_file_is_called_so() throws IOException {
        served.fs().write("/a file", "x");
        try (WireClient client = served.login()) {
            assertEquals("213 Modify=20010203040506; /a file", client.say("MDTM 20010203040506 a file", 213));
            assertEquals("213 20010203040506", client.say("MDTM a file", 213));
            served.fs().write("/20110203040506 a file", "y");
            client.say("MDTM 20110203040506 a file", 213);
            assertEquals("213 20010203040506", client.say("MDTM a file", 213), "the other was asked for");
            client.say("MDTM 20010203040506 missing", 550);
            client.say("MDTM 20019903040506 a file", 501);
        }
    }

    @Test
    void MFF_changes_several_facts_at_once_or_none() throws IOException {
        served.fs().write("/a file", "x");
        try (WireClient client = served.login()) {
            assertEquals(
                    "213 Modify=20010203040506;UNIX.mode=0640; /a file",
                    client.say("MFF Modify=20010203040506;UNIX.mode=0640; a file", 213));
            assertEquals(0640, served.fs().stat("/a file").posix().mode());
            assertEquals(
                    Instant.parse("2001-02-03T04:05:06Z"),
                    served.fs().stat("/a file").lastModified());
            client.say("MFF UNIX.mode=0600;Create=20010203040506; a file", 504);
            assertEquals(0640, served.fs().stat("/a file").posix().mode());
            for (String bad : new String[] {
                "UNIX.mode=0640",
                "UNIX.mode=9; a file",
                "UNIX.mode=77777; a file",
                "=1; a file",
                "Modify=x; a file",
                "a file",
                "UNIX.mode=0640; "
            }) {
                client.say("MFF " + bad, 501);
            }
            client.say("MFCT 20010203040506 a file", 502);
            client.say("MFF UNIX.mode=0640; missing", 550);
        }
    }

    @Test
    void what_the_storage_cannot_is_neither_told_nor_done() throws IOException {
        ForwardingBackend poor = new ForwardingBackend(new MemoryBackend(MemoryOptions.DEFAULT)) {
            @Override
            public Capabilities capabilities(FsPath path) {
                return super.capabilities(path)
                        .without(
                                Capability.SET_LAST_MODIFIED,
                                Capability.SET_MODE,
                                Capability.SET_OWNER,
                                Capability.SYMBOLIC_LINKS,
                                Capability.SPACE);
            }
        };
        try (FileSystem fs = FileSystem.over(poor);
                FtpServer server = serve(fs);
                WireClient client = WireClient.login(server)) {
            fs.write("/file", "x");
            String features = client.say("FEAT", 211);
            for (String absent : new String[] {"MFMT", "MFF", "AVBL", "SITE", "MODE Z"}) {
                assertFalse(features.contains(absent), features);
            }
            assertEquals("214-SITE knows\n HELP\n214 End", client.say("SITE HELP", 214));
            client.say("MFMT 20010203040506 file", 504);
            client.say("MDTM 20010203040506 file", 504);
            client.say("MFF UNIX.mode=0640; file", 504);
            client.say("SITE CHMOD 640 file", 504);
            client.say("SITE UTIME 20010203040506 file", 504);
            client.say("SITE SYMLINK file link", 504);
            client.say("AVBL", 504);
            client.say("MODE Z", 504);
            client.say("OPTS MODE Z LEVEL 3", 501);
        }
    }

    @Test
    void the_long_form_of_SITE_UTIME_sets_the_access_time_too() throws IOException {
        served.fs().write("/a file", "x");
        try (WireClient client = served.login()) {
            client.say("SITE UTIME a file 20110203040506 20120203040506 20130203040506 UTC", 200);
            FileInfo info = served.fs().stat("/a file");
            assertEquals(Instant.parse("2012-02-03T04:05:06Z"), info.lastModified());
            assertEquals(Instant.parse("2011-02-03T04:05:06Z"), info.lastAccess());
        }
    }
}
