package io.anyfs.it.security;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mina.core.session.IoSession;
import org.junit.jupiter.api.Test;

/** Versions of libraries below which there are known holes, whatever other libraries ask for. */
class LibrariesTest {

    /** FtpServer asks for an older one. */
    @Test
    void the_network_library_of_ftp_has_its_holes_mended() {
        String jar = IoSession.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        Matcher version = Pattern.compile("mina-core-2\\.2\\.(\\d+)\\.jar").matcher(jar);
        assertTrue(version.find() && Integer.parseInt(version.group(1)) >= 10, jar);
    }
}
