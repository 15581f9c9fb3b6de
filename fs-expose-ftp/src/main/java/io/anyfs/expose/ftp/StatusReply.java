package io.anyfs.expose.ftp;

import java.util.List;

/** What STAT without a path answers. */
final class StatusReply {

    private StatusReply() {}

    static FtpReply of(Transfer transfer) {
        return FtpReply.of(
                211, "Status", List.of(transfer.what() + ": " + transfer.bytes() + " bytes so far"), "End of status");
    }

    static FtpReply of(Conversation conversation) {
        String user = conversation.isLoggedIn()
                ? "logged in as " + conversation.session().user()
                : "not logged in";
        Settings settings = conversation.settings;
        return FtpReply.of(
                211,
                "Status",
                List.of(
                        "connected from "
                                + conversation.control().remote().getAddress().getHostAddress() + ", " + user,
                        "TYPE " + settings.type.letter() + ", STRU F, MODE " + settings.mode.letter(),
                        "no transfer is running"),
                "End of status");
    }
}
