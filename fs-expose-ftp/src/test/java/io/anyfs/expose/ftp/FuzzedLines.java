package io.anyfs.expose.ftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Lines for a control connection: what the grammar of FTP allows, and the same spoiled. Equal seeds give equal lines. */
final class FuzzedLines {

    private static final byte[] END = {'\r', '\n'};

    private static final List<String> BARE = List.of(
            "NOOP", "PWD", "XPWD", "CDUP", "XCUP", "SYST", "FEAT", "HELP", "STAT", "ABOR", "PASV", "EPSV", "LPSV",
            "STOU", "REIN", "LANG", "AVBL", "LIST", "NLST", "MLSD", "MLST", "QUIT", "ACCT", "CCC", "", " ", "USER",
            "PASS", "RETR");

    private static final List<String> WITH_PATH = List.of(
            "CWD",
            "XCWD",
            "MKD",
            "XMKD",
            "RMD",
            "XRMD",
            "DELE",
            "RETR",
            "STOR",
            "APPE",
            "STOU",
            "RNFR",
            "RNTO",
            "SIZE",
            "MDTM",
            "LIST",
            "NLST",
            "MLSD",
            "MLST",
            "STAT",
            "SMNT",
            "AVBL",
            "HASH",
            "XCRC",
            "XMD5",
            "XSHA",
            "XSHA1",
            "XSHA256",
            "XSHA512",
            "MD5",
            "SITE CHMOD 644",
            "SITE CHMOD 99999999999",
            "SITE UTIME 20200101000000",
            "SITE SYMLINK a",
            "SITE",
            "MFMT 20200101000000",
            "MFCT 20200101000000",
            "MFF Modify=20200101000000;UNIX.mode=0644;",
            "LIST -la",
            "LIST -R",
            "NLST -R",
            "STAT -a",
            "LIST -aR --");

    private static final List<String> WITH_WORD = List.of(
            "TYPE",
            "MODE",
            "STRU",
            "REST",
            "ALLO",
            "OPTS UTF8",
            "OPTS MLST",
            "OPTS HASH",
            "OPTS MODE Z LEVEL",
            "OPTS",
            "RANG",
            "PBSZ",
            "PROT",
            "AUTH",
            "ADAT",
            "EPRT",
            "PORT",
            "LPRT",
            "LANG",
            "CLNT",
            "HOST",
            "CSID",
            "SITE",
            "SITE HELP",
            "HELP",
            "XYZZY",
            "EPSV",
            "RMDA",
            "COMB",
            "XCRC file",
            "XMD5 \"file\"",
            "MFMT",
            "MDTM",
            "USER",
            "PASS");

    private static final List<String> PATHS = List.of(
            "/",
            ".",
            "..",
            "file",
            "/file",
            "dir",
            "dir/",
            "/dir/inner",
            "missing",
            "../..",
            "/../../etc/passwd",
            "dir/../file",
            "//",
            "///file//",
            "*",
            "d*",
            "[a-",
            "{a,b}",
            "-la",
            "-",
            "~",
            "~alice",
            "%2e%2e",
            "a\\b",
            "a b",
            " lead",
            "trail ",
            "\"quoted\"",
            "ünï",
            "\u202Egnp.exe",
            "\uD83D\uDE00",
            "con",
            "file:stream",
            "a;b",
            "$(id)",
            "`id`",
            "|id",
            "tab\there");

    private static final List<String> WORDS = List.of(
            "I",
            "A",
            "A N",
            "E",
            "L 8",
            "L 7",
            "S",
            "B",
            "C",
            "Z",
            "F",
            "R",
            "0",
            "1",
            "-1",
            "7",
            "100",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "99999999999999999999999",
            "1e9",
            "0x10",
            "ON",
            "OFF",
            "TLS",
            "SSL",
            "TLS-C",
            "P",
            "ALL",
            "2",
            "3",
            "en",
            "en-US",
            "type;size;modify;",
            "SHA-256",
            "CRC32",
            "LEVEL 9",
            "1 5",
            "5 1",
            "0 0",
            "127,0,0,1,4,1",
            "127,0,0,1,0,21",
            "10,0,0,1,200,1",
            "256,0,0,1,1,1",
            "|1|127.0.0.1|21|",
            "|2|::1|50000|",
            "|1|127.0.0.1|99999|",
            "||||",
            "20200101000000",
            "20201301000000",
            "00000000000000",
            "20200101000000.123",
            "x");

    private final Random random;
    private int made;

    FuzzedLines(long seed) {
        this.random = new Random(seed);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    byte[] bytes(int below) {
        byte[] bytes = new byte[random.nextInt(below)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** How many lines it has made. */
    int made() {
        return made;
    }

    /** Any line. It need not be a whole one. */
    byte[] next() {
        made++;
        int kind = random.nextInt(100);
        if (kind < 55) {
            return line(command());
        } else if (kind < 80) {
            return spoiled(line(command()));
        } else if (kind < 87) {
            return line(command().getBytes(ISO_8859_1));
        } else if (kind < 92) {
            return bytes(300);
        } else if (kind < 95) {
            return oneOf(List.of(
                            "\n", "\r\n", "\r", "\r\r\n", "\u0000\r\n", "NOOP\n", "NOOP\r", " NOOP\r\n", "noop\r\n"))
                    .getBytes(UTF_8);
        } else if (kind < 97) {
            // Telnet's Interrupt Process and Data Mark before ABOR, as RFC 959 has it.
            return concat(new byte[] {(byte) 255, (byte) 244, (byte) 255, (byte) 242}, line("ABOR"));
        } else if (kind < 98) {
            return oneOf(List.of(
                            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                            "SSH-2.0-x\r\n",
                            "\u0016\u0003\u0001\u0000\u0005hello"))
                    .getBytes(ISO_8859_1);
        } else if (kind < 99) {
            return line(command() + " " + "x".repeat(random.nextInt(8_200)));
        }
        return "y".repeat(8_000 + random.nextInt(12_000)).getBytes(UTF_8);
    }

    /** A command that moves bytes. */
    byte[] transfer() {
        return line(oneOf(List.of("RETR", "STOR", "APPE", "LIST", "NLST", "MLSD", "STOU")) + " " + path());
    }

    private String command() {
        return oneOf(List.<Supplier<String>>of(
                        () -> oneOf(BARE),
                        () -> oneOf(WITH_PATH) + " " + path(),
                        () -> oneOf(WITH_PATH) + " " + path(),
                        () -> oneOf(WITH_WORD) + " " + oneOf(WORDS),
                        () -> oneOf(WITH_WORD) + " " + path()))
                .get();
    }

    private String path() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return oneOf(PATHS) + "/" + oneOf(PATHS);
        } else if (kind == 1) {
            return "a/".repeat(random.nextInt(1_500));
        } else if (kind == 2) {
            return "*".repeat(random.nextInt(60)) + "x";
        }
        return oneOf(PATHS);
    }

    private byte[] spoiled(byte[] line) {
        byte[] spoiled = line;
        for (int changes = 1 + random.nextInt(4); changes > 0 && spoiled.length > 0; changes--) {
            int at = random.nextInt(spoiled.length);
            byte[] head = Arrays.copyOf(spoiled, at);
            byte[] tail = Arrays.copyOfRange(spoiled, at + 1, spoiled.length);
            byte[] middle = switch (random.nextInt(4)) {
                case 0 -> new byte[0];
                case 1 -> new byte[] {(byte) random.nextInt()};
                case 2 -> new byte[] {spoiled[at], spoiled[at]};
                default -> concat(bytes(20), new byte[] {spoiled[at]});
            };
            spoiled = concat(head, concat(middle, tail));
        }
        return spoiled;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static byte[] line(String text) {
        return line(text.getBytes(UTF_8));
    }

    private static byte[] line(byte[] text) {
        return concat(text, END);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
