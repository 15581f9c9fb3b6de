package io.anyfs.bench.serve;

import java.util.List;
import java.util.logging.LogManager;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Apache FtpServer with its own filesystem, as its users start it, to be compared with. */
public final class NativeFtpServer {

    private NativeFtpServer() {}

    /** Takes the port, the directory, the user and the password. */
    public static void main(String[] arguments) throws FtpException {
        // It logs each command, which the others do not.
        LogManager.getLogManager().reset();
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(Integer.parseInt(arguments[0]));
        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setMaxLogins(10_000);
        connections.setMaxThreads(400);
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener.createListener());
        factory.setConnectionConfig(connections.createConnectionConfig());
        BaseUser user = new BaseUser();
        user.setHomeDirectory(arguments[1]);
        user.setName(arguments[2]);
        user.setPassword(arguments[3]);
        user.setAuthorities(List.of(new WritePermission()));
        factory.getUserManager().save(user);
        factory.createServer().start();
    }
}
