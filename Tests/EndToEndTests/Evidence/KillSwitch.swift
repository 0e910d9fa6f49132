import Foundation

/// A library, put in front of the C library, that kills the process with SIGKILL right before the n-th
/// call that would change a file: so every step of a command can be its last.
///
/// What a killed process wrote stays with the kernel, synced or not, so syncs are counted and left out:
/// they would be nearly all of the time that these tests take.
///
/// SQLite and Foundation reach the kernel through these functions. What is not counted changes nothing
/// that outlives the process.
struct KillSwitch {
  /// The path of the library, for `LD_PRELOAD`.
  let library: String

  /// `nil`, with a line that says so, where there is no C compiler.
  init?(in folder: Folder) throws {
    try folder.write(Self.source, to: "kill.c")
    let built = try Program.shell("cc -shared -fPIC -O1 -o kill.so kill.c -ldl", in: folder)
    guard built.status == 0 else {
      print("skipped: no C compiler: \(built.errors)")
      return nil
    }
    library = folder.path + "/kill.so"
  }

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <signal.h>
    #include <stdatomic.h>
    #include <stdlib.h>
    #include <sys/stat.h>
    #include <sys/types.h>
    #include <sys/uio.h>
    #include <unistd.h>

    static atomic_long done;

    static void step(void) {
      static long last = -1;
      if (last < 0) { char *text = getenv("KILL_AT"); last = text ? atol(text) : 0; }
      if (atomic_fetch_add(&done, 1) + 1 == last) kill(getpid(), SIGKILL);
    }

    static void step_on(int file) {
      struct stat status;
      if (fstat(file, &status) == 0 && S_ISREG(status.st_mode)) step();
    }

    #define REAL(name) static __typeof__(name) *real; \\
      if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

    ssize_t write(int file, const void *bytes, size_t count) {
      REAL(write); step_on(file); return real(file, bytes, count);
    }
    ssize_t writev(int file, const struct iovec *parts, int count) {
      REAL(writev); step_on(file); return real(file, parts, count);
    }
    ssize_t pwrite(int file, const void *bytes, size_t count, off_t place) {
      REAL(pwrite); step_on(file); return real(file, bytes, count, place);
    }
    ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t place) {
      REAL(pwrite64); step_on(file); return real(file, bytes, count, place);
    }
    int ftruncate(int file, off_t size) { REAL(ftruncate); step_on(file); return real(file, size); }
    int ftruncate64(int file, off64_t size) {
      REAL(ftruncate64); step_on(file); return real(file, size);
    }
    int fsync(int file) { step(); return 0; }
    int fdatasync(int file) { step(); return 0; }
    int rename(const char *from, const char *to) { REAL(rename); step(); return real(from, to); }
    int unlink(const char *path) { REAL(unlink); step(); return real(path); }
    int rmdir(const char *path) { REAL(rmdir); step(); return real(path); }
    int mkdir(const char *path, mode_t mode) { REAL(mkdir); step(); return real(path, mode); }
    int chmod(const char *path, mode_t mode) { REAL(chmod); step(); return real(path, mode); }
    int fchmod(int file, mode_t mode) { REAL(fchmod); step(); return real(file, mode); }
    """
}
