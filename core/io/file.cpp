#include "core/io/file.h"

#include "core/error.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace gauge {
namespace {

/// The reason of the last system call's failure, as an Error.
[[noreturn]] void failWithReason()
{
    fail("{}", std::strerror(errno));
}

/// A link stays one: what it points to is replaced.
std::string behindLinks(const std::string& path)
{
    std::error_code broken;
    if (!std::filesystem::is_symlink(path, broken))
        return path;
    const std::filesystem::path target = std::filesystem::weakly_canonical(path, broken);
    if (broken == std::errc::too_many_symbolic_link_levels)
        fail("{}: expected a file, found links in a circle", path);
    return broken ? path : target.string();
}

/// What stands there, in words; empty for a file of bytes.
std::string notRegular(mode_t mode)
{
    if (S_ISREG(mode))
        return {};
    if (S_ISDIR(mode))
        return "a folder";
    if (S_ISFIFO(mode))
        return "a pipe";
    return S_ISSOCK(mode) ? "a socket" : "a device";
}

/// Is it one that the shell opened for us, so that its other end is there?
bool isOpenedForUs(const std::string& path)
{
    return path == "/dev/stdin" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
}

/// A new file beside `path`, removed at the end unless it took that name.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& path) : name_(path + ".XXXXXX")
    {
        const int fd = ::mkstemp(name_.data());
        if (fd < 0)
            failWithReason();
        struct stat old;
        ::fchmod(fd, ::stat(path.c_str(), &old) == 0 ? old.st_mode & 0777 : 0644);
        ::close(fd);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile()
    {
        if (!name_.empty())
            ::unlink(name_.c_str());
    }

    const std::string& name() const { return name_; }

    void syncAndRename(const std::string& path)
    {
        const int fd = ::open(name_.c_str(), O_RDONLY);
        const bool synced = fd >= 0 && ::fsync(fd) == 0;
        const int reason = errno;
        if (fd >= 0)
            ::close(fd);
        errno = reason;
        if (!synced || ::rename(name_.c_str(), path.c_str()) != 0)
            failWithReason();
        name_.clear();
    }

private:
    std::string name_;
};

/// What a rename did lasts only once the folder is on disk too; a file system that cannot say so is let be.
void syncFolder(const std::string& path)
{
    const std::string parent = std::filesystem::path(path).parent_path().string();
    const int fd = ::open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY);
    if (fd >= 0) {
        static_cast<void>(::fsync(fd));
        ::close(fd);
    }
}

void writeBytes(const std::string& file, const std::string& bytes)
{
    const int fd = ::open(file.c_str(), O_WRONLY | O_TRUNC);
    if (fd < 0)
        failWithReason();
    for (std::size_t written = 0; written < bytes.size();) {
        const ssize_t r = ::write(fd, bytes.data() + written, bytes.size() - written);
        if (r < 0) {
            const int reason = errno;
            ::close(fd);
            errno = reason;
            failWithReason();
        }
        written += static_cast<std::size_t>(r);
    }
    ::close(fd);
}

}  // namespace

std::uint64_t memoryLimit()
{
    if (const char* text = std::getenv("GAUGESCOPE_MEMORY_LIMIT")) {
        char* end = nullptr;
        const std::uint64_t limit = std::strtoull(text, &end, 10);
        if (*text == '\0' || *end != '\0' || limit == 0)
            fail("GAUGESCOPE_MEMORY_LIMIT: expected a number of bytes, found '{}'", text);
        return limit;
    }
    return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGE_SIZE)) / 2;
}

bool hasSuffix(const std::string& path, const std::string& suffix)
{
    return path.size() > suffix.size() &&
           std::equal(suffix.begin(), suffix.end(), path.end() - static_cast<std::ptrdiff_t>(suffix.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b); });
}

void requireRegular(const std::string& path, const char* what)
{
    struct stat found;
    if (::stat(path.c_str(), &found) != 0) {
        if (errno == ELOOP)
            fail("{}: expected {}, found links in a circle", path, what);
        if (errno == ENOENT || errno == ENOTDIR)
            fail("{}: expected {}, found no such file", path, what);
        fail("{}: cannot be read ({})", path, std::strerror(errno));
    }
    if (const std::string words = notRegular(found.st_mode); !words.empty())
        fail("{}: expected {}, found {}", path, what, words);
}

std::string readFile(const std::string& path)
{
    if (!isOpenedForUs(path))
        requireRegular(path, "a file");
    std::ifstream in(path, std::ios::binary);
    std::string bytes;
    std::vector<char> chunk(std::size_t{1} << 20);
    const std::uint64_t limit = memoryLimit();
    while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || in.gcount() > 0) {
        if (bytes.size() + static_cast<std::size_t>(in.gcount()) > limit)
            fail("{}: expected at most {} bytes (memory limit), found more", path, limit);
        bytes.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (!in.is_open() || in.bad())
        fail("{}: cannot be read ({})", path, std::strerror(errno));
    return bytes;
}

void requireReplaceable(const std::string& path)
{
    const std::string target = behindLinks(path);
    struct stat old;
    if (::stat(target.c_str(), &old) == 0) {
        if (const std::string words = notRegular(old.st_mode); !words.empty())
            fail("{}: expected a file to write, found {}", path, words);
        // Whoever may do everything (root) keeps off what was marked as not to be written, too.
        if (::access(target.c_str(), W_OK) != 0 || (old.st_mode & 0222) == 0)
            fail("{}: cannot be written (the file there may not be)", path);
        return;
    }
    const std::string parent = std::filesystem::path(target).parent_path().string();
    if (::stat(parent.empty() ? "." : parent.c_str(), &old) != 0 || !S_ISDIR(old.st_mode))
        fail("{}: cannot be written (there is no folder {})", path, parent);
}

void replaceFile(const std::string& link, const std::function<void(const std::string& temporary)>& write)
{
    requireReplaceable(link);
    const std::string path = behindLinks(link);
    try {
        TemporaryFile temporary(path);
        write(temporary.name());
        temporary.syncAndRename(path);
    } catch (const Error& e) {
        fail("{}: cannot be written ({})", path, e.what());
    }
    syncFolder(path);
}

void writeFileAtomically(const std::string& path, const std::string& bytes)
{
    replaceFile(path, [&](const std::string& temporary) { writeBytes(temporary, bytes); });
}

}  // namespace gauge
