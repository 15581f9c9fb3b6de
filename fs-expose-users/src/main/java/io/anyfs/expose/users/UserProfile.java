package io.anyfs.expose.users;

import io.anyfs.FsUrl;
import io.anyfs.expose.AccountLimits;
import io.anyfs.expose.PathPermissions;
import io.anyfs.expose.Protocol;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody sees and may do once logged in. Immutable.
 *
 * @param home what is seen as the root: a path in what is served, or a URL
 * @param readOnly whether nothing can be changed, whatever the permissions say
 * @param permissions what may be done where in the home
 * @param quota what may be stored in the home
 * @param limits what may be used at once
 * @param protocols by what one may log in
 * @param networks from where one may log in; from everywhere if empty
 */
public record UserProfile(
        String home,
        boolean readOnly,
        PathPermissions permissions,
        Quota quota,
        AccountLimits limits,
        Set<Protocol> protocols,
        List<Network> networks) {

    /** All that is served, without a limit. */
    public static final UserProfile EVERYTHING = new UserProfile(
            "/", false, PathPermissions.ALL, Quota.NONE, AccountLimits.NONE, EnumSet.allOf(Protocol.class), List.of());

    /** Keeps the collections from being changed. */
    public UserProfile {
        protocols = protocols.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(protocols));
        networks = List.copyOf(networks);
    }

    /** The home for people, without the secrets of a URL. */
    public String shownHome() {
        return home.startsWith("/") ? home : FsUrl.parse(home).toString();
    }

    @Override
    public String toString() {
        return "UserProfile[" + shownHome() + (readOnly ? " read-only" : "") + "]";
    }
}
