package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A storage that nobody may change: no command there is changes it. */
class ReadOnlyTest {

    /** What does not touch files, or only reads them. Whatever else there is has to be tried below. */
    private static final Set<String> HARMLESS = Set.of(
            "ABOR",
            "ACCT",
            "ALLO",
            "AVBL",
            "CDUP",
            "CLNT",
            "CWD",
            "EPRT",
            "EPSV",
            "FEAT",
            "HASH",
            "HELP",
            "LANG",
            "LIST",
            "MLSD",
            "MLST",
            "MODE",
            "NLST",
            "NOOP",
            "OPTS",
            "PASS",
            "PASV",
            "PORT",
            "PWD",
            "QUIT",
            "RANG",
            "REST",
            "RETR",
            "RNFR",
            "SIZE",
            "STAT",
            "STRU",
            "SYST",
            "TYPE",
            "USER",
            "XCRC",
            "XMD5",
            "XSHA",
            "XSHA1",
            "XSHA256",
            "XSHA512",
            // Of the protection of connections.
            "AUTH",
            "PBSZ",
            "PROT",
            "CCC");

    private static final Map<String, String[]> CHANGING = Map.ofEntries(
            Map.entry("APPE", new String[] {"APPE file", "APPE new"}),
            Map.entry("DELE", new String[] {"DELE file"}),
            Map.entry("MDTM", new String[] {"MDTM 20200101000000 file"}),
            Map.entry("MFF", new String[] {"MFF Modify=20200101000000;UNIX.mode=0600; file"}),
            Map.entry("MFMT", new String[] {"MFMT 20200101000000 file"}),
            Map.entry("MKD", new String[] {"MKD new", "XMKD new"}),
            Map.entry("RMD", new String[] {"RMD dir", "XRMD dir"}),
            Map.entry("RNTO", new String[] {"RNTO new", "RNTO dir/new"}),
            Map.entry(
                    "SITE",
                    new String[] {"SITE CHMOD 600 file", "SITE UTIME 20200101000000 file", "SITE SYMLINK file new"}),
            Map.entry("STOR", new String[] {"STOR file", "STOR new"}),
            Map.entry("STOU", new String[] {"STOU", "STOU new"}));

    @RegisterExtension
    final Served served = new Served();

    @Test
    void each_command_is_known_to_be_harmless_or_is_tried() {
        Set<String> left = new TreeSet<>();
        new Verbs(EnumSet.allOf(TransferMode.class)).all().forEach(verb -> left.add(verb.name()));
        left.removeAll(HARMLESS);
        assertEquals(new TreeMap<>(CHANGING).keySet(), left);
    }

    @Test
    void no_command_changes_anything() throws IOException {
        served.fs().write("/file", "content");
        served.fs().createDirectory(FsPath.of("/dir"));
        Object file = served.fs().stat("/file");
        try (FileSystem readOnly = served.fs().readOnly();
                FtpServer server = FtpServer.builder(readOnly)
                        .user("alice", "secret")
                        .port(0)
                        .start();
                WireClient client = WireClient.login(server)) {
            for (String[] commands : CHANGING.values()) {
                for (String command : commands) {
                    client.passive().close();
                    if (command.startsWith("RNTO")) {
                        client.say("RNFR file", 350);
                    }
                    client.send(command);
                    String reply = client.reply();
                    assertTrue(reply.startsWith("550"), () -> command + " was answered: " + reply);
                }
            }
            client.say("REST 3", 350);
            client.passive().close();
            client.say("STOR file", 550);
            String features = client.say("FEAT", 211);
            assertFalse(features.contains("MFMT") || features.contains("MFF") || features.contains("SITE"), features);
            assertTrue(client.say("MLST dir", 250).contains("Perm=el;"));
            assertTrue(client.say("MLST file", 250).contains("Perm=r;"));
            assertEquals(7, client.download("RETR file").length);
            client.say("HASH file", 213);
        }
        assertEquals(file, served.fs().stat("/file"));
        assertEquals(2, served.fs().entries(FsPath.ROOT).size());
    }
}
