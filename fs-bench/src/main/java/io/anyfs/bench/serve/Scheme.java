package io.anyfs.bench.serve;

/** What a server and its clients speak. */
enum Scheme {
    SFTP,
    FTP,
    FTPS
}
