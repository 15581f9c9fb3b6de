package com.example.invoices;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.anyfs.FileSystem;
import io.anyfs.junit.MountedFs;
import io.anyfs.junit.ServedOver;
import io.anyfs.mount.MountScript;
import io.anyfs.served.ServedAddress;
import io.anyfs.served.ServedProtocol;
import java.io.IOException;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.Test;

/** Each test talks to an SFTP server of its own, with keys of its own. A session that it leaves open fails it. */
@MountedFs(script = "invoices")
@ServedOver(ServedProtocol.SFTP)
class SupplierServerTest {

    static MountScript invoices() {
        return MountScript.memory().random("/invoices/17.pdf", "300KiB", 17);
    }

    static MountScript deniedInvoices() {
        return invoices().failing("open-read=denied");
    }

    @Test
    void an_invoice_is_downloaded_whole(FileSystem fs, ServedAddress.Sftp sftp) throws IOException {
        assertArrayEquals(fs.readBytes("/invoices/17.pdf"), server(sftp).download("/invoices/17.pdf"));
    }

    @Test
    @MountedFs(script = "deniedInvoices")
    void an_invoice_that_may_not_be_read_fails(ServedAddress.Sftp sftp) {
        assertThrows(SftpException.class, () -> server(sftp).download("/invoices/17.pdf"));
    }

    @Test
    void a_wrong_password_is_refused(ServedAddress.Sftp sftp) {
        SupplierServer guessing =
                new SupplierServer(sftp.host(), sftp.port(), sftp.user(), "guessed", sftp.knownHosts());
        assertThrows(SshException.class, () -> guessing.download("/invoices/17.pdf"));
    }

    private static SupplierServer server(ServedAddress.Sftp sftp) {
        return new SupplierServer(sftp.host(), sftp.port(), sftp.user(), sftp.password(), sftp.knownHosts());
    }
}
