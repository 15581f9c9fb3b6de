package io.anyfs.mount.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.anyfs.tck.subject.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people run in a directory, in a mount. */
class ProgramsTest {

    @TempDir
    private Path beside;

    private Mounted mounted;
    private Shell shell;

    /** Each way to write is tried with each program when thorough. */
    private void mount(Storage storage, Storage... brief) throws IOException {
        assumeTrue(
                brief.length == 0
                        || Boolean.getBoolean("anyfs.thorough")
                        || List.of(brief).contains(storage),
                "for thorough runs");
        mounted = Mounted.of(storage.open(Files.createDirectory(beside.resolve("storage"))));
        shell = mounted.shell();
    }

    @AfterEach
    void unmount() throws IOException {
        if (mounted != null) {
            mounted.close();
        }
    }

    /** A tree with what trees have. */
    private String tree(Storage storage) throws IOException, InterruptedException {
        Path tree = Files.createDirectory(beside.resolve("tree"));
        new Shell(tree)
                .run("mkdir -p a/b/c empty; for i in $(seq 20); do seq $((i * 100)) > a/$i; done; head -c 3000000"
                        + " /dev/urandom > a/b/large; : > a/b/nothing; chmod 640 a/3; chmod 755 a/4;"
                        + " touch -d 2001-02-03T04:05:06.789Z a/5 a/b; mkdir 'with space' ; echo x > 'with space/ü'");
        if (storage != Storage.BUCKET) {
            new Shell(tree).run("ln -s ../1 a/b/link");
        }
        return tree.toString();
    }

    @ParameterizedTest
    @EnumSource
    void cp_tar_and_rsync_give_the_same_tree(Storage storage) throws Exception {
        Shell.require("rsync", "tar");
        mount(storage, Storage.LOCAL, Storage.STREAMS);
        String tree = tree(storage);
        shell.run("cp -a " + tree + " copy; diff -r --no-dereference " + tree + " copy");
        shell.run("tar -C " + tree + " -cf t.tar .; mkdir x; tar -C x -xf t.tar; diff -r --no-dereference " + tree
                + " x");
        shell.run("rsync -a " + tree + "/ synced/; test -z \"$(rsync -aic --delete " + tree + "/ synced/)\"");
        shell.run("echo changed | dd of=" + tree + "/a/b/large bs=1 seek=1000000 conv=notrunc status=none;"
                + " rsync -a --ignore-times --inplace --no-whole-file " + tree + "/ synced/; diff -r --no-dereference "
                + tree
                + " synced");
        shell.run("for tree in " + tree + " copy x synced; do (cd $tree; find . -type f -o -type d ! -name . |"
                + " LC_ALL=C sort | xargs -d '\\n' stat -c '%n %a %Y') | grep -v large > /tmp/$$.now; test -f /tmp/$$.first ||"
                + " cp /tmp/$$.now /tmp/$$.first; cmp /tmp/$$.first /tmp/$$.now; done; rm /tmp/$$.*");
        shell.run("rm -rf copy x synced t.tar; test -z \"$(ls -A)\"");
    }

    @ParameterizedTest
    @EnumSource
    void git_clones_commits_and_collects_garbage(Storage storage) throws Exception {
        Shell.require("git");
        mount(storage, Storage.LOCAL, Storage.STREAMS);
        String git = "git -c user.name=a -c user.email=a@b -c init.defaultBranch=main ";
        String origin = beside.resolve("origin").toString();
        shell.run("mkdir " + origin + "; cd " + origin
                + "; git init -q -b main; for i in $(seq 30); do echo $i > f$i; done;" + " git add .; " + git
                + "commit -qm one; echo two > f2; " + git + "commit -qam two");
        shell.run(
                "git clone -q --no-local " + origin + " c; cd c; echo more > g; git add g; " + git + "commit -qm three;"
                        + " git gc -q --aggressive --prune=now; git fsck --strict --no-progress; test -z \"$(git status --porcelain)\";"
                        + " git checkout -q -b other HEAD~1; test ! -e g; git checkout -q main; git rev-list --count HEAD");
        shell.run("rm -rf c; test -z \"$(ls -A)\"");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STREAMS")
    void sqlite_keeps_what_it_committed_when_it_is_killed(Storage storage) throws Exception {
        Shell.require("sqlite3");
        mount(storage, Storage.LOCAL);
        for (String journal : new String[] {"delete", "wal"}) {
            shell.run("sqlite3 " + journal + ".db 'PRAGMA journal_mode=" + journal
                    + "; CREATE TABLE t (n INTEGER PRIMARY KEY, b BLOB);'");
            Path output = Files.createTempFile(beside, "sqlite", "");
            Process writer = shell.start(
                    "exec 3>&1; for i in $(seq 100000); do echo \"BEGIN; INSERT INTO t (b) VALUES (randomblob(5000)),"
                            + "(randomblob(3000)); COMMIT; SELECT max(n) FROM t;\"; done | exec sqlite3 -batch "
                            + journal
                            + ".db",
                    output);
            try {
                Eventually.holds(
                        "some are committed",
                        () -> Files.readString(output).lines().count() >= 4);
            } finally {
                List<ProcessHandle> killed = writer.descendants().toList();
                killed.forEach(ProcessHandle::destroyForcibly);
                writer.destroyForcibly().waitFor();
                // Their locks end with them.
                killed.forEach(process -> process.onExit().join());
            }
            long told = Files.readString(output)
                    .lines()
                    .filter(line -> line.matches("\\d+"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
            assertEquals("ok", shell.run("sqlite3 " + journal + ".db 'PRAGMA integrity_check;'"));
            long kept = Long.parseLong(shell.run("sqlite3 " + journal + ".db 'SELECT count(*) FROM t;'"));
            assertTrue(kept >= told && kept % 2 == 0, journal + ": " + kept + " of " + told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fio_reads_what_four_jobs_wrote_at_random(Storage storage) throws Exception {
        Shell.require("fio");
        mount(storage, Storage.STREAMS);
        shell.run(
                "fio --name=v --rw=randwrite --bs=4k --size=2m --numjobs=4 --verify=crc32c --do_verify=1 --end_fsync=1"
                        + " --ioengine=psync --group_reporting --minimal > /dev/null");
        shell.run("fio --name=m --rw=randread --bs=4k --size=2m --ioengine=mmap --minimal > /dev/null");
    }

    /** What a build needs is in the repository of this one, which is on the machine already. */
    @Tag("once")
    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "STREAMS"})
    void maven_builds_a_project(Storage storage) throws Exception {
        assumeTrue(Boolean.getBoolean("anyfs.thorough"), "a minute, for thorough runs");
        Shell.require("mvn");
        mount(storage);
        // With what the build of anyfs itself has fetched.
        String maven = "mvn -o -q -B -Dmaven.repo.local=" + System.getProperty("user.home") + "/.m2/repository ";
        shell.run("mkdir -p p/src/main/java; cd p; echo 'class A {}' > src/main/java/A.java; cat > pom.xml <<'E'\n"
                + "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version>"
                + "<properties><maven.compiler.release>17</maven.compiler.release></properties></project>\nE\n"
                + maven + "org.apache.maven.plugins:maven-compiler-plugin:3.16.0:compile"
                + " org.apache.maven.plugins:maven-jar-plugin:3.5.1:jar; jar tf target/a-1.jar | grep A.class");
    }
}
