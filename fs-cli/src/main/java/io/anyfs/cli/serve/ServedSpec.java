package io.anyfs.cli.serve;

import io.anyfs.cli.command.CommandException;
import io.anyfs.cli.command.SpecFile;
import io.anyfs.cli.command.UsageException;
import io.anyfs.spec.Spec;
import io.anyfs.spec.SpecClosure;
import io.anyfs.spec.SpecException;
import io.anyfs.spec.SpecNode;
import io.anyfs.spec.SpecUser;
import io.anyfs.spi.SecretSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A spec that is served.
 *
 * @param file where it is
 * @param spec what is in it, with what servers set unless the operator did
 */
record ServedSpec(Path file, Spec spec) {

    static ServedSpec read(Path file) throws CommandException, IOException {
        return new ServedSpec(file, SpecFile.read(file).mapStorages(ServedSpec::forServing));
    }

    /** As a bucket that is served by its URL. */
    private static SpecNode.Storage forServing(SpecNode.Storage storage) {
        boolean asked = storage.options().containsKey("statCache")
                || storage.whole().parameters().containsKey("statCache");
        return !storage.whole().scheme().equals("s3") || asked
                ? storage
                : storage.option("statCache", Integer.toString(ServedStorage.STAT_CACHE_SECONDS));
    }

    /** Those who may log in; {@code null} if the spec names nobody. */
    @Nullable
    NamedUsers logins() throws CommandException {
        if (spec.users().isEmpty()) {
            return null;
        }
        List<Login> logins = new ArrayList<>();
        for (Map.Entry<String, SpecUser> user : spec.users().entrySet()) {
            String name = Login.requireName(user.getKey());
            String keyFile = user.getValue().keys();
            List<PublicKey> keys = keyFile == null ? List.of() : Login.readKeys(Path.of(keyFile));
            logins.add(new Login(name, password(name, user.getValue()), Login.Origin.GIVEN, keys));
        }
        return new NamedUsers(logins);
    }

    private static @Nullable Password password(String name, SpecUser user) {
        String reference = user.password();
        if (reference == null) {
            return null;
        }
        SecretSource source = SecretSource.parse(reference);
        return source instanceof SecretSource.KeptInFile kept
                ? new PasswordFile(kept.file())
                : new ReferredPassword(name, source);
    }

    /** Refuses to hand out the secrets of the server, or what the spec itself says, to those who log in. */
    void requireOutside(List<Path> secrets) throws IOException {
        try {
            requireOutside(SpecClosure.of(file), secrets);
        } catch (SpecException wrong) {
            throw new UsageException(String.valueOf(wrong.problems().get(0)), wrong);
        } catch (UsageException served) {
            throw new UsageException(file + ": " + served.getMessage(), served);
        }
    }

    static void requireOutside(SpecClosure closure, Collection<Path> secrets) throws IOException {
        List<Path> all = new ArrayList<>(secrets);
        all.addAll(closure.files());
        all.addAll(closure.secretFiles());
        for (SpecNode.Storage storage : closure.storages()) {
            String scheme = storage.whole().scheme();
            if (scheme.equals("local") || scheme.equals("file")) {
                ServedStorage.requireOutside(Path.of(storage.whole().path()), all);
            }
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
