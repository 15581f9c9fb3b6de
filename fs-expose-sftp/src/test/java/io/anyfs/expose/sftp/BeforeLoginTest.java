package io.anyfs.expose.sftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client says before it has logged in, and what is agreed on there. */
@Tag("once")
class BeforeLoginTest {

    private Served served;

    @BeforeEach
    void serve() throws IOException {
        served = Served.memory();
    }

    @AfterEach
    void end() throws IOException {
        served.close();
    }

    /** RFC 4252, section 6: messages from 80 on are for who has logged in. */
    @ParameterizedTest
    @ValueSource(
            bytes = {
                SshConstants.SSH_MSG_GLOBAL_REQUEST,
                SshConstants.SSH_MSG_CHANNEL_OPEN,
                SshConstants.SSH_MSG_CHANNEL_DATA,
                SshConstants.SSH_MSG_CHANNEL_REQUEST
            })
    void a_message_of_who_is_logged_in_ends_the_connection(byte message) throws IOException {
        try (ClientSession session = connect()) {
            Buffer packet = session.createBuffer(message);
            packet.putString("session");
            packet.putUInt(0);
            packet.putUInt(1 << 20);
            packet.putUInt(1 << 15);
            session.writePacket(packet);

            assertEnds(session);
        }
    }

    @Test
    void a_client_cannot_declare_itself_logged_in() throws IOException {
        try (ClientSession session = connect()) {
            session.writePacket(session.createBuffer(SshConstants.SSH_MSG_USERAUTH_SUCCESS));
            Buffer open = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN);
            open.putString("session");
            open.putUInt(0);
            open.putUInt(1 << 20);
            open.putUInt(1 << 15);
            session.writePacket(open);

            assertEnds(session);
            assertEquals(List.of(), served.server.service().sessions());
        }
    }

    @Test
    void a_client_that_prefers_ctr_gets_gcm_if_it_knows_it() throws IOException {
        assertEquals("aes256-gcm@openssh.com", cipher("OpenSSH_9.9", "aes128-ctr,aes256-gcm@openssh.com"));
        assertEquals("aes192-ctr", cipher("OpenSSH_9.9", "aes192-ctr,aes128-ctr"));
        assertEquals("aes128-ctr", cipher("SomeClient_1.0", "aes128-ctr,aes256-gcm@openssh.com"));
    }

    /** Each client is told in the key exchange that it is strict, also one that is heard first. */
    @Test
    void the_key_exchange_is_strict() throws IOException {
        for (String client : new String[] {"OpenSSH_9.9", "SomeClient_1.0"}) {
            CoreModuleProperties.CLIENT_IDENTIFICATION.set(served.client(), client);
            try (ClientSession session = served.login()) {
                assertTrue(session.getServerKexProposals()
                        .get(KexProposalOption.ALGORITHMS)
                        .contains("kex-strict-s-v00@openssh.com"));
                assertEquals(0, Executed.command(session, "pwd", "").exitCode());
            }
        }
    }

    private String cipher(String identification, String ciphers) throws IOException {
        CoreModuleProperties.CLIENT_IDENTIFICATION.set(served.client(), identification);
        served.client().setCipherFactoriesNames(List.of(ciphers.split(",", -1)));
        try (ClientSession session = served.login()) {
            assertEquals(0, Executed.command(session, "pwd", "").exitCode());
            assertEquals(
                    session.getNegotiatedKexParameter(KexProposalOption.C2SENC),
                    session.getNegotiatedKexParameter(KexProposalOption.S2CENC));
            return session.getNegotiatedKexParameter(KexProposalOption.S2CENC);
        }
    }

    private ClientSession connect() throws IOException {
        ClientSession session = served.client()
                .connect("alice", "127.0.0.1", served.server.address().getPort())
                .verify(Served.PATIENCE)
                .getSession();
        session.waitFor(EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), Served.PATIENCE);
        return session;
    }

    private static void assertEnds(ClientSession session) {
        Set<ClientSessionEvent> events = session.waitFor(EnumSet.of(ClientSessionEvent.CLOSED), Served.PATIENCE);
        assertTrue(events.contains(ClientSessionEvent.CLOSED), events::toString);
    }
}
