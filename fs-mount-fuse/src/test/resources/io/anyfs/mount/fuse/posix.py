"""What POSIX says of files, a function for each rule, in the working directory. Prints a line for each: its name and what happened,
which is "ok", the name of an error, or what was found instead."""
import ctypes, errno, fcntl, mmap, os, stat, struct, sys, time

libc = ctypes.CDLL(None, use_errno=True)
RULES = []


def rule(function):
    RULES.append(function)
    return function


def put(name, data=b"x"):
    with open(name, "wb") as file:
        file.write(data)


def get(name):
    with open(name, "rb") as file:
        return file.read()


def same(found, expected):
    return "ok" if found == expected else repr(found)


def rename(source, target, flags):
    if libc.renameat2(-100, source.encode(), -100, target.encode(), flags) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


@rule
def a_file_that_must_be_new_and_is_there():
    put("a")
    os.open("a", os.O_CREAT | os.O_EXCL | os.O_WRONLY)


@rule
def a_missing_file():
    os.open("a", os.O_RDONLY)


@rule
def a_file_in_a_missing_directory():
    put("d/a")


@rule
def a_file_below_a_file():
    put("a")
    put("a/b")


@rule
def a_directory_written_as_a_file():
    os.mkdir("a")
    os.open("a", os.O_WRONLY)


@rule
def a_directory_that_is_there():
    os.mkdir("a")
    os.mkdir("a")


@rule
def removing_a_directory_that_holds_something():
    os.mkdir("a")
    put("a/b")
    os.rmdir("a")


@rule
def removing_a_file_as_a_directory():
    put("a")
    os.rmdir("a")


@rule
def unlinking_a_directory():
    os.mkdir("a")
    os.unlink("a")


@rule
def renaming_a_directory_over_a_file():
    os.mkdir("a")
    put("b")
    os.rename("a", "b")


@rule
def renaming_a_file_over_a_directory():
    put("a")
    os.mkdir("b")
    os.rename("a", "b")


@rule
def renaming_over_a_directory_that_holds_something():
    os.makedirs("a")
    os.makedirs("b/c")
    os.rename("a", "b")


@rule
def renaming_over_an_empty_directory():
    os.mkdir("a")
    put("a/b", b"1")
    os.mkdir("c")
    os.rename("a", "c")
    return same((get("c/b"), os.path.exists("a")), (b"1", False))


@rule
def renaming_a_directory_into_itself():
    os.mkdir("a")
    os.rename("a", "a/b")


@rule
def renaming_onto_itself():
    put("a", b"1")
    os.rename("a", "a")
    return same(get("a"), b"1")


@rule
def renaming_without_replacing():
    put("a")
    put("b")
    rename("a", "b", 1)


@rule
def renaming_without_replacing_to_a_free_name():
    put("a", b"1")
    rename("a", "b", 1)
    return same((os.listdir("."), get("b")), (["b"], b"1"))


@rule
def renaming_without_replacing_what_is_open():
    put("a", b"1")
    with open("b", "w+b", buffering=0) as file:
        file.write(b"2")
        try:
            rename("a", "b", 1)
        except FileExistsError:
            file.write(b"3")
    return same((get("a"), get("b")), (b"1", b"23"))


@rule
def an_exchange_that_is_refused_changes_nothing():
    put("a", b"1")
    with open("b", "w+b", buffering=0) as file:
        file.write(b"2")
        try:
            rename("a", "b", 2)
            rename("a", "b", 2)
        except OSError:
            file.write(b"3")
        else:
            file.write(b"3")
    return same((get("a"), get("b")), (b"1", b"23"))


@rule
def renaming_with_a_flag_that_is_unknown():
    put("a")
    rename("a", "b", 64)


@rule
def exchanging_two_files():
    put("a")
    put("b")
    rename("a", "b", 2)


@rule
def replacing_an_open_file_leaves_its_readers_alone():
    put("a", b"old")
    put("b", b"new")
    with open("a", "rb") as file:
        os.rename("b", "a")
        return same((file.read(), get("a")), (b"old", b"new"))


@rule
def renaming_an_open_file_that_goes_on():
    file = os.open("a", os.O_CREAT | os.O_RDWR)
    os.write(file, b"one")
    os.rename("a", "b")
    os.write(file, b"two")
    size = os.fstat(file).st_size
    os.close(file)
    return same((size, get("b")), (6, b"onetwo"))


@rule
def a_loop_of_links():
    os.symlink("b", "a")
    os.symlink("a", "b")
    os.stat("a")


@rule
def a_link_and_where_it_leads():
    put("a", b"1")
    os.symlink("a", "l")
    return same((os.readlink("l"), get("l"), os.lstat("l").st_size), ("a", b"1", 1))


@rule
def a_link_out_of_the_mount():
    os.symlink("/etc", "l")


@rule
def a_hard_link():
    put("a")
    os.link("a", "b")


@rule
def a_fifo():
    os.mkfifo("a")


@rule
def a_name_of_256_bytes():
    put("n" * 256)


@rule
def a_name_that_is_no_utf8():
    put(b"\xff\xfe")


@rule
def odd_names():
    names = ["a b", "-a", "a\\b", "ü", "a\nb", "%41", "*", "~", "'", '"']
    for name in names:
        put(name, name.encode())
    return same([get(name).decode() for name in sorted(os.listdir("."))], sorted(names))


@rule
def an_extended_attribute():
    put("a")
    os.setxattr("a", "user.a", b"1")


@rule
def the_extended_attributes_of_a_file():
    put("a")
    return same(os.listxattr("a"), [])


@rule
def a_hard_link_that_is_refused_changes_nothing():
    put("a", b"1")
    try:
        os.link("a", "b")
        os.unlink("b")
    except OSError:
        pass
    return same((os.listdir("."), os.stat("a").st_nlink), (["a"], 1))


@rule
def a_mode():
    put("a")
    os.chmod("a", 0o4751)
    return same(stat.S_IMODE(os.stat("a").st_mode), 0o4751)


@rule
def a_mode_by_an_open_file():
    file = os.open("a", os.O_CREAT | os.O_WRONLY, 0o600)
    os.fchmod(file, 0o640)
    before = stat.S_IMODE(os.fstat(file).st_mode)
    os.close(file)
    return same((before, stat.S_IMODE(os.stat("a").st_mode)), (0o640, 0o640))


@rule
def the_umask():
    before = os.umask(0o027)
    try:
        os.mkdir("d")
        put("a")
    finally:
        os.umask(before)
    return same([stat.S_IMODE(os.stat(name).st_mode) for name in ("d", "a")], [0o750, 0o640])


@rule
def a_file_without_write_permission_is_written_by_who_created_it():
    file = os.open("a", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o444)
    os.write(file, b"1")
    os.close(file)
    return same((get("a"), stat.S_IMODE(os.stat("a").st_mode)), (b"1", 0o444))


@rule
def an_owner():
    put("a")
    os.chown("a", 1234, 5678)
    info = os.stat("a")
    return same((info.st_uid, info.st_gid), (1234, 5678))


@rule
def an_owner_that_stays():
    put("a")
    os.chown("a", os.getuid(), os.getgid())
    return "ok"


@rule
def a_modification_time():
    put("a")
    os.utime("a", ns=(981173106000000000, 981173106789000000))
    return same(os.stat("a").st_mtime_ns, 981173106789000000)


@rule
def an_access_time():
    put("a")
    os.utime("a", ns=(981173106000000000, 981173106789000000))
    return same(os.stat("a").st_atime_ns, 981173106000000000)


@rule
def a_modification_time_before_1970():
    put("a")
    os.utime("a", ns=(0, -86400000000000))
    return same(os.stat("a").st_mtime_ns, -86400000000000)


@rule
def writing_changes_the_modification_time():
    put("a")
    os.utime("a", (0, 0))
    before = time.time() - 60
    put("a", b"2")
    return same(os.stat("a").st_mtime > before, True)


@rule
def what_was_told_while_open_stays_true():
    file = os.open("a", os.O_CREAT | os.O_WRONLY)
    os.write(file, b"1")
    told = os.fstat(file).st_mtime_ns
    time.sleep(0.05)
    os.close(file)
    return same(os.stat("a").st_mtime_ns, told)


@rule
def a_hole_reads_as_zeros():
    file = os.open("a", os.O_CREAT | os.O_RDWR)
    os.pwrite(file, b"1", 100000)
    found = os.pread(file, 200000, 0)
    os.close(file)
    return same(found == b"\0" * 100000 + b"1", True)


@rule
def cutting_and_extending():
    put("a", b"123456")
    os.truncate("a", 3)
    os.truncate("a", 5)
    return same(get("a"), b"123\0\0")


@rule
def appending_by_two():
    one = os.open("a", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    two = os.open("a", os.O_WRONLY | os.O_APPEND)
    for file, data in ((one, b"1"), (two, b"2"), (one, b"3")):
        os.write(file, data)
    os.close(one)
    os.close(two)
    return same(get("a"), b"123")


@rule
def opening_with_truncation():
    put("a", b"123")
    os.close(os.open("a", os.O_WRONLY | os.O_TRUNC))
    return same(os.stat("a").st_size, 0)


@rule
def one_sees_what_another_writes():
    put("a", b"123")
    reader = os.open("a", os.O_RDONLY)
    writer = os.open("a", os.O_WRONLY)
    os.pwrite(writer, b"x", 1)
    found = os.pread(reader, 10, 0)
    os.close(writer)
    os.close(reader)
    return same(found, b"1x3")


@rule
def an_unlinked_file_goes_on():
    file = os.open("a", os.O_CREAT | os.O_RDWR)
    os.write(file, b"123")
    os.unlink("a")
    os.write(file, b"456")
    os.ftruncate(file, 5)
    os.fchmod(file, 0o600)
    info = os.fstat(file)
    found = (os.listdir("."), info.st_size, info.st_nlink, os.pread(file, 10, 0))
    os.close(file)
    return same(found, ([], 5, 0, b"12345"))


@rule
def an_unlinked_file_and_a_new_one_of_its_name():
    put("a", b"old")
    file = os.open("a", os.O_RDONLY)
    os.unlink("a")
    put("a", b"new")
    found = (os.pread(file, 10, 0), get("a"))
    os.close(file)
    return same(found, (b"old", b"new"))


@rule
def a_file_of_a_removed_directory_goes_on():
    os.mkdir("d")
    file = os.open("d/a", os.O_CREAT | os.O_RDWR)
    os.unlink("d/a")
    os.rmdir("d")
    os.write(file, b"123")
    found = os.pread(file, 10, 0)
    os.close(file)
    return same(found, b"123")


@rule
def the_facts_of_a_file_of_a_removed_directory():
    os.mkdir("d")
    file = os.open("d/a", os.O_CREAT | os.O_RDWR)
    os.unlink("d/a")
    os.rmdir("d")
    os.write(file, b"123")
    try:
        return same(os.fstat(file).st_size, 3)
    finally:
        os.close(file)


@rule
def a_shared_mapping():
    put("a", b"1" * 10000)
    with open("a", "r+b") as file:
        with mmap.mmap(file.fileno(), 0) as mapped:
            mapped[5000:5003] = b"abc"
            mapped.flush()
    found = get("a")
    return same((found[4999:5004], len(found)), (b"1abc1", 10000))


@rule
def shared_mappings_of_what_was_just_written():
    found = []
    for number in range(50):
        put("a%d" % number, b"123")
        with open("a%d" % number, "rb") as file:
            with mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped:
                found.append(bytes(mapped))
    return same(set(found), {b"123"})


@rule
def a_shared_mapping_of_a_new_file_that_another_writes():
    with open("a", "wb", buffering=0) as writer, open("a", "rb") as reader:
        writer.write(b"123")
        with mmap.mmap(reader.fileno(), 0, prot=mmap.PROT_READ) as mapped:
            return same(bytes(mapped), b"123")


@rule
def a_private_mapping_of_a_new_file_that_another_writes():
    with open("a", "wb", buffering=0) as writer, open("a", "rb") as reader:
        writer.write(b"123")
        with mmap.mmap(reader.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
            return same(bytes(mapped), b"123")


@rule
def a_shared_mapping_of_what_was_open_before_it_was_emptied():
    put("a", b"123")
    with open("a", "rb") as reader, open("a", "wb", buffering=0) as writer:
        writer.write(b"4567")
        with mmap.mmap(reader.fileno(), 0, prot=mmap.PROT_READ) as mapped:
            return same((bytes(mapped), get("a")), (b"4567", b"4567"))


@rule
def a_new_file_is_read_while_it_is_written():
    found = []
    with open("a", "wb", buffering=0) as writer:
        writer.write(b"12")
        with open("a", "rb", buffering=0) as reader:
            found.append((reader.read(), os.fstat(reader.fileno()).st_size))
            writer.write(b"34")
            found.append((reader.read(), os.stat("a").st_size))
            os.pwrite(writer.fileno(), b"x", 1)
            found.append(get("a"))
            os.ftruncate(writer.fileno(), 3)
            found.append((get("a"), os.stat("a").st_size))
            with open("a", "r+b", buffering=0) as other:
                other.write(b"y")
                found.append(other.read())
            found.append(os.pread(reader.fileno(), 10, 0))
    found.append(get("a"))
    return same(found, [(b"12", 2), (b"34", 4), b"1x34", (b"1x3", 3), b"x3", b"yx3", b"yx3"])


@rule
def a_file_is_emptied_and_written_while_it_is_read():
    put("a", b"1" * 10000)
    with open("a", "rb", buffering=0) as reader:
        before = reader.read(5000)
        with open("a", "wb", buffering=0) as writer:
            writer.write(b"2" * 8000)
            found = (reader.read(), os.pread(reader.fileno(), 10000, 0), get("a"))
    return same((before, found), (b"1" * 5000, (b"2" * 3000, b"2" * 8000, b"2" * 8000)))


@rule
def what_was_copied_by_the_kernel_while_it_was_written():
    with open("a", "wb", buffering=0) as writer:
        writer.write(b"1" * 5000)
        with open("a", "rb") as reader, open("b", "wb") as copy:
            os.sendfile(copy.fileno(), reader.fileno(), 0, 5000)
        os.pwrite(writer.fileno(), b"2" * 9000, 0)
        with open("a", "rb") as reader, open("c", "wb") as copy:
            os.sendfile(copy.fileno(), reader.fileno(), 0, 9000)
    return same((get("b"), get("c"), get("a")), (b"1" * 5000, b"2" * 9000, b"2" * 9000))


@rule
def new_files_written_by_two():
    one = os.open("a", os.O_CREAT | os.O_WRONLY)
    two = os.open("a", os.O_WRONLY)
    os.pwrite(one, b"1234", 0)
    os.pwrite(two, b"xy", 1)
    os.close(one)
    os.pwrite(two, b"z", 5)
    os.close(two)
    return same(get("a"), b"1xy4\0z")


@rule
def a_private_mapping():
    put("a", b"1" * 10000)
    with open("a", "rb") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
            mapped[0:1] = b"2"
            found = bytes(mapped[9990:])
    return same((found, get("a")[:1]), (b"1" * 10, b"1"))


@rule
def a_lock_of_another_process():
    put("a")
    file = open("a", "r+b")
    fcntl.lockf(file, fcntl.LOCK_EX)
    child = os.fork()
    if child == 0:
        try:
            fcntl.lockf(open("a", "r+b"), fcntl.LOCK_EX | fcntl.LOCK_NB)
            os._exit(1)
        except OSError as refused:
            os._exit(0 if refused.errno in (errno.EAGAIN, errno.EACCES) else 2)
    _, status = os.waitpid(child, 0)
    file.close()
    return same(status, 0)


@rule
def a_lock_of_a_whole_file():
    put("a")
    one, two = open("a"), open("a")
    fcntl.flock(one, fcntl.LOCK_EX)
    try:
        fcntl.flock(two, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        one.close()
        two.close()


@rule
def room_for_a_file_before_it_is_written():
    file = os.open("a", os.O_CREAT | os.O_RDWR)
    os.posix_fallocate(file, 0, 100000)
    size = os.fstat(file).st_size
    os.close(file)
    return same(size, 100000)


@rule
def a_temporary_file_without_a_name():
    os.close(os.open(".", os.O_TMPFILE | os.O_RDWR))


@rule
def direct_io():
    put("a", b"1" * 4096)
    file = os.open("a", os.O_RDONLY | os.O_DIRECT)
    with mmap.mmap(-1, 4096) as buffer:
        found = os.readv(file, [buffer])
    os.close(file)
    return same(found, 4096)


@rule
def the_size_in_blocks():
    put("a", b"1" * 10000)
    return same(os.stat("a").st_blocks * 512 >= 10000, True)


@rule
def many_entries_are_listed_once_each():
    for number in range(300):
        put("f%d" % number, b"")
    return same(sorted(os.listdir(".")), sorted("f%d" % number for number in range(300)))


@rule
def a_directory_is_synced():
    directory = os.open(".", os.O_RDONLY)
    os.fsync(directory)
    os.close(directory)
    return "ok"


@rule
def writing_takes_the_set_user_id_bit_away():
    put("a")
    os.chmod("a", 0o4755)
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(1)
        except OSError:
            pass
        os._exit(0)
    os.waitpid(child, 0)
    os.chown("a", os.getuid(), os.getgid())
    return same(stat.S_IMODE(os.stat("a").st_mode) & 0o4000, 0)


def without_the_right_to_keep_set_id_bits(work):
    """In a process without CAP_FSETID; returns whether it ended well."""
    child = os.fork()
    if child == 0:
        header = struct.pack("Ii", 0x20080522, 0)
        sets = ctypes.create_string_buffer(24)
        libc.capget(header, sets)
        words = list(struct.unpack("6I", sets.raw))
        words[0] &= ~(1 << 4)
        libc.capset(header, struct.pack("6I", *words))
        try:
            work()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


@rule
def writing_a_new_file_takes_set_id_bits_away():
    def write():
        file = os.open("a", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o755)
        os.write(file, b"1")
        os.fchmod(file, 0o6755)
        os.write(file, b"2")

    ended = without_the_right_to_keep_set_id_bits(write)
    return same((ended, stat.S_IMODE(os.stat("a").st_mode), get("a")), (True, 0o755, b"12"))


@rule
def writing_a_file_that_is_emptied_takes_set_id_bits_away():
    def write():
        put("a")
        os.chmod("a", 0o6755)
        put("a", b"12")

    ended = without_the_right_to_keep_set_id_bits(write)
    return same((ended, stat.S_IMODE(os.stat("a").st_mode), get("a")), (True, 0o755, b"12"))


@rule
def room_is_told():
    return same(os.statvfs(".").f_blocks > 0, True)


def main():
    for number, function in enumerate(RULES):
        directory = "rule-%d" % number
        os.mkdir(directory)
        os.chdir(directory)
        try:
            found = function()
            found = "done" if found is None else found
        except OSError as failure:
            found = errno.errorcode.get(failure.errno, str(failure.errno))
        os.chdir("..")
        print(function.__name__ + "\t" + found)


main()
