package io.anyfs.expose.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataConnectorTest {

    private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();

    /** As of a client that goes while the storage still opens the file of its command. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_closed_after_the_command_has_asked_gives_no_connection_and_says_so(boolean passive)
            throws IOException {
        DataConnector connector = new DataConnector(LOCAL, LOCAL, PassivePorts.ANY, 1000);
        if (passive) {
            connector.listen();
        } else {
            connector.connectTo(new InetSocketAddress(LOCAL, 1));
        }
        assertTrue(connector.isAgreed());
        connector.close();
        assertFalse(connector.isAgreed());
        DataConnectionException told =
                assertThrows(DataConnectionException.class, () -> connector.open(new Transfer("STOR /f")));
        assertEquals(425, told.reply().code());
    }
}
