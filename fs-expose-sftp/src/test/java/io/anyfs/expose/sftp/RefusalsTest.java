package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Everything that SSH can do besides SFTP is refused, at once and in words. */
@Tag("usually-once")
class RefusalsTest {

    private Served served;
    private ClientSession session;

    @BeforeEach
    void serve() throws IOException {
        served = Served.memory();
        session = served.login();
    }

    @AfterEach
    void end() throws IOException {
        session.close(true);
        served.close();
    }

    @Test
    void a_command_is_refused_in_words() throws IOException {
        try (ChannelExec channel = session.createExecChannel("id -u")) {
            assertRefusedInWords(channel);
        }
    }

    @Test
    void a_shell_is_refused_in_words() throws IOException {
        try (ChannelShell channel = session.createShellChannel()) {
            channel.setUsePty(false);
            assertRefusedInWords(channel);
        }
    }

    @Test
    void another_subsystem_is_refused() throws IOException {
        try (ClientChannel channel = session.createSubsystemChannel("netconf")) {
            channel.open().verify(Served.PATIENCE);

            Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Served.PATIENCE);

            assertTrue(events.contains(ClientChannelEvent.CLOSED), events::toString);
        }
    }

    @Test
    void forwarding_is_refused_in_both_directions() throws IOException {
        assertThrows(
                SshException.class,
                () -> session.startRemotePortForwarding(
                        new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 22)));
        try (ClientChannel channel = session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 1),
                new SshdSocketAddress("127.0.0.1", served.server.address().getPort()))) {
            assertThrows(SshException.class, () -> channel.open().verify(Served.PATIENCE));
        }
    }

    @Test
    void the_connection_goes_on_after_a_refusal() throws IOException {
        a_command_is_refused_in_words();
        another_subsystem_is_refused();

        SftpWire wire = served.wire(session);
        assertEquals(0, wire.close(wire.open("/file", SftpWire.WRITE | SftpWire.CREATE)));
        assertTrue(served.files.exists("/file"));
    }

    @Test
    void a_connection_has_a_few_channels_only() throws IOException {
        List<SftpWire> open = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            open.add(served.wire(session));
        }
        assertThrows(SshException.class, () -> SftpWire.open(session));
        open.get(0).endInput();
        open.get(0).readToEnd();
        Eventually.holds("the channel is gone", () -> {
            try {
                served.wire(session);
                return true;
            } catch (IOException refused) {
                return false;
            }
        });
    }

    @Test
    void nothing_that_is_considered_broken_is_offered() {
        var offered = session.getServerKexProposals();

        String all = String.join(",", offered.values());
        for (String broken : new String[] {"cbc", "sha1", "md5", "arcfour", "3des", "group1-", "ssh-dss", "none-"}) {
            assertFalse(all.contains(broken), () -> broken + " in " + all);
        }
        assertFalse(names(offered.get(KexProposalOption.SERVERKEYS)).contains("ssh-rsa"), all);
        assertEquals(Set.of("none"), names(offered.get(KexProposalOption.S2CCOMP)));
        assertTrue(
                names(offered.get(KexProposalOption.ALGORITHMS))
                        .containsAll(
                                Set.of("kex-strict-s-v00@openssh.com", "mlkem768x25519-sha256", "curve25519-sha256")),
                all);
        assertTrue(names(offered.get(KexProposalOption.S2CENC)).contains("aes128-gcm@openssh.com"), all);
        assertEquals(Set.of("ssh-ed25519"), names(offered.get(KexProposalOption.SERVERKEYS)));
    }

    private static void assertRefusedInWords(ClientChannel channel) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        channel.setOut(out);
        channel.setErr(errors);
        assertDoesNotThrow(() -> channel.open().verify(Served.PATIENCE));

        Set<ClientChannelEvent> events = channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Served.PATIENCE);

        assertTrue(events.contains(ClientChannelEvent.CLOSED), events::toString);
        assertEquals(127, channel.getExitStatus());
        assertNull(channel.getExitSignal());
        assertEquals("", out.toString(StandardCharsets.UTF_8));
        assertEquals(
                "This server transfers files only, by SFTP: no shell, no commands.\n",
                errors.toString(StandardCharsets.UTF_8));
    }

    private static Set<String> names(String list) {
        return List.of(list.split(",")).stream().collect(Collectors.toSet());
    }
}
