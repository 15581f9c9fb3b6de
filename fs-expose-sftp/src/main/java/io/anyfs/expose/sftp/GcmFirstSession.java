package io.anyfs.expose.sftp;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection that gets AES-GCM wherever the client knows it. The client's order decides (RFC 4253, section 7.1), and OpenSSH's
 * has AES-CTR with a separate MAC before GCM, which costs a server half as much again. So a client of which it is known that it
 * sends its proposal without waiting for the server's is heard first, and if it knows GCM then CTR is not offered. A client
 * that is told to use CTR only still gets it.
 */
final class GcmFirstSession extends ServerSessionImpl {

    private static final String SPEAKS_FIRST = "SSH-2.0-OpenSSH_";

    private static final List<KexProposalOption> CIPHERS = List.of(KexProposalOption.C2SENC, KexProposalOption.S2CENC);

    private boolean heard;
    private boolean waitsForClient;

    private GcmFirstSession(ServerFactoryManager server, IoSession connection) throws Exception {
        super(server, connection);
    }

    @Override
    protected byte[] sendKexInit() throws Exception {
        String client = getClientVersion();
        if (!heard && client != null && client.startsWith(SPEAKS_FIRST)) {
            waitsForClient = true;
            return new byte[0];
        }
        return super.sendKexInit();
    }

    @Override
    protected void receiveKexInit(Map<KexProposalOption, String> proposal, byte[] seed) throws IOException {
        super.receiveKexInit(proposal, seed);
        heard = true;
        if (waitsForClient) {
            waitsForClient = false;
            sendProposal();
        }
    }

    @Override
    protected byte[] sendKexInit(Map<KexProposalOption, String> proposal) throws Exception {
        Map<KexProposalOption, String> offered = new LinkedHashMap<>(proposal);
        Map<KexProposalOption, String> wanted = getClientKexProposals();
        for (KexProposalOption direction : CIPHERS) {
            offered.computeIfPresent(direction, (key, ciphers) -> withoutSlower(ciphers, wanted.get(direction)));
        }
        return super.sendKexInit(offered);
    }

    private void sendProposal() throws IOException {
        try {
            sendKexInit();
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("the key exchange cannot begin", failure);
        }
    }

    static String withoutSlower(String offered, @Nullable String wanted) {
        if (wanted == null
                || names(wanted).stream()
                        .noneMatch(name -> isGcm(name) && names(offered).contains(name))) {
            return offered;
        }
        return names(offered).stream().filter(GcmFirstSession::isGcm).collect(Collectors.joining(","));
    }

    private static boolean isGcm(String cipher) {
        return cipher.contains("-gcm@");
    }

    private static List<String> names(String list) {
        return Arrays.asList(list.split(",", -1));
    }

    /** Makes one for each connection. */
    static final class Factory extends SessionFactory {
        Factory(ServerFactoryManager server) {
            super(server);
        }

        @Override
        protected ServerSessionImpl doCreateSession(IoSession connection) throws Exception {
            return new GcmFirstSession(getServer(), connection);
        }
    }
}
