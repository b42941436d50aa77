#include "core/io/npz.h"

#include "core/error.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

namespace gauge {
namespace {

struct ZipCloser {
    void operator()(zip_t* z) const { zip_discard(z); }
    void operator()(zip_file_t* f) const { zip_fclose(f); }
};
using Zip = std::unique_ptr<zip_t, ZipCloser>;
using ZipFile = std::unique_ptr<zip_file_t, ZipCloser>;

std::string zipMessage(int code)
{
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    return text;
}

/// Reads exactly n bytes of a member, or throws.
void readExactly(zip_file_t* file, char* out, std::uint64_t n, const std::string& name)
{
    std::uint64_t got = 0;
    while (got < n) {
        const zip_int64_t r = zip_fread(file, out + got, n - got);
        if (r <= 0)
            fail("{}: expected {} bytes, found {} (truncated or corrupt archive)", name, n, got);
        got += static_cast<std::uint64_t>(r);
    }
}

/// Reads to the end so that the checksum is verified.
void requireEnd(zip_file_t* file, const std::string& name)
{
    char extra = 0;
    const zip_int64_t r = zip_fread(file, &extra, 1);
    if (r > 0)
        fail("{}: expected the data to end with the shape in its header, found more bytes", name);
    if (r < 0)
        fail("{}: expected an intact archive, found a wrong checksum (corrupt archive)", name);
}

NpyArray readMember(zip_t* zip, zip_uint64_t index, const zip_stat_t& stat, const std::string& name, std::uint64_t& budget)
{
    const ZipFile file(zip_fopen_index(zip, index, 0));
    if (!file)
        fail("{}: expected a stored or deflated member, found one that cannot be opened ({})", name, zip_strerror(zip));
    std::string head(kNpyPrefix, '\0');
    readExactly(file.get(), head.data(), head.size(), name);
    const std::size_t length = npyHeaderBytes(head, name);
    if (length < kNpyPrefix)
        fail("{}: expected an .npy header, found one of {} bytes", name, length);
    head.resize(length);
    readExactly(file.get(), head.data() + kNpyPrefix, length - kNpyPrefix, name);
    const NpyHeader header = parseNpyHeader(head, name);
    // In memory every number is 8 bytes, and both forms exist for a moment.
    const std::uint64_t needed =
        header.dataBytes + static_cast<std::uint64_t>(header.type.count()) * (header.type.kind == 'U' ? 40 : 8);
    if (needed > budget)
        fail("{}: expected at most {} bytes for the whole file (memory limit), found shape {} needing {}", name,
             memoryLimit(), header.type.shapeName(), needed);
    if ((stat.valid & ZIP_STAT_SIZE) == 0 || stat.size != length + header.dataBytes)
        fail("{}: expected {} data bytes for shape {} of {}, found {} (truncated or corrupt)", name, header.dataBytes,
             header.type.shapeName(), header.type.typeName(), stat.size < length ? 0 : stat.size - length);
    budget -= needed;
    std::string data(header.dataBytes, '\0');
    readExactly(file.get(), data.data(), data.size(), name);
    requireEnd(file.get(), name);
    return decodeNpy(header, data.data());
}

NpzArrays readAll(zip_t* zip)
{
    NpzArrays arrays;
    std::uint64_t budget = memoryLimit();
    const zip_int64_t entries = zip_get_num_entries(zip, 0);
    if (entries > 4096)
        fail("expected at most 4096 arrays, found {}", entries);
    for (zip_int64_t k = 0; k < entries; ++k) {
        zip_stat_t stat;
        if (zip_stat_index(zip, static_cast<zip_uint64_t>(k), 0, &stat) != 0)
            fail("expected a readable archive, found a damaged directory ({})", zip_strerror(zip));
        std::string name = stat.name;
        if (name.size() < 4 || name.compare(name.size() - 4, 4, ".npy") != 0)
            fail("expected .npy arrays in the archive, found '{}'", name);
        name.resize(name.size() - 4);
        if (arrays.count(name) != 0)
            fail("{}: expected one array of that name, found two", name);
        arrays[name] = readMember(zip, static_cast<zip_uint64_t>(k), stat, name, budget);
    }
    return arrays;
}

void syncAndRename(const std::string& temporary, const std::string& path)
{
    const int fd = ::open(temporary.c_str(), O_RDONLY);
    const bool synced = fd >= 0 && ::fsync(fd) == 0;
    if (fd >= 0)
        ::close(fd);
    if (!synced || ::rename(temporary.c_str(), path.c_str()) != 0) {
        const std::string why = std::strerror(errno);
        ::unlink(temporary.c_str());
        fail("{}: cannot be written ({})", path, why);
    }
}

std::string temporaryBeside(const std::string& path)
{
    std::error_code none;
    if (std::filesystem::is_directory(path, none))
        fail("{}: expected a file to write, found a folder", path);
    std::string temporary = path + ".XXXXXX";
    const int fd = ::mkstemp(temporary.data());
    if (fd < 0)
        fail("{}: cannot be written ({})", path, std::strerror(errno));
    ::fchmod(fd, 0644);
    ::close(fd);
    return temporary;
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

NpzArrays readNpz(const std::string& path)
{
    std::error_code none;
    if (!std::filesystem::exists(path, none))
        fail("{}: expected a belief file, found no such file", path);
    int code = 0;
    const Zip zip(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!zip)
        fail("{}: expected an .npz archive, found a file that is not one or is truncated ({})", path, zipMessage(code));
    try {
        return readAll(zip.get());
    } catch (const Error& e) {
        fail("{}: {}", path, e.what());
    }
}

NpzArrays readNpzBytes(const char* data, std::size_t size, const std::string& label)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(data, size, 0, &error);
    const Zip zip(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
    zip_error_fini(&error);
    if (!zip)
        fail("{}: expected an .npz archive, found something else", label);
    try {
        return readAll(zip.get());
    } catch (const Error& e) {
        fail("{}: {}", label, e.what());
    }
}

void writeNpzMembers(const std::string& path, const std::vector<NpzMember>& members)
{
    const std::string temporary = temporaryBeside(path);
    int code = 0;
    Zip zip(zip_open(temporary.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
    const auto giveUp = [&](const std::string& why) {
        ::unlink(temporary.c_str());
        fail("{}: cannot be written ({})", path, why);
    };
    if (!zip)
        giveUp(zipMessage(code));
    for (const NpzMember& member : members) {
        zip_source_t* source = zip_source_buffer(zip.get(), member.bytes.data(), member.bytes.size(), 0);
        const zip_int64_t index =
            source ? zip_file_add(zip.get(), (member.name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
        if (index < 0) {
            const std::string why = zip_strerror(zip.get());
            giveUp(why);
        }
        const auto at = static_cast<zip_uint64_t>(index);
        zip_set_file_compression(zip.get(), at, ZIP_CM_STORE, 0);
        zip_file_set_dostime(zip.get(), at, 0, (1 << 5) | 1, 0);  // 1 January 1980
    }
    if (zip_close(zip.get()) != 0) {
        const std::string why = zip_strerror(zip.get());
        giveUp(why);
    }
    static_cast<void>(zip.release());
    syncAndRename(temporary, path);
}

void writeNpz(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays)
{
    std::vector<NpzMember> members;
    for (const auto& [name, array] : arrays)
        members.push_back({name, encodeNpy(array)});
    writeNpzMembers(path, members);
}

void writeFileAtomically(const std::string& path, const std::string& bytes)
{
    const std::string temporary = temporaryBeside(path);
    const int fd = ::open(temporary.c_str(), O_WRONLY | O_TRUNC);
    std::size_t written = 0;
    while (fd >= 0 && written < bytes.size()) {
        const ssize_t r = ::write(fd, bytes.data() + written, bytes.size() - written);
        if (r < 0)
            break;
        written += static_cast<std::size_t>(r);
    }
    if (fd >= 0)
        ::close(fd);
    if (written < bytes.size()) {
        const std::string why = std::strerror(errno);
        ::unlink(temporary.c_str());
        fail("{}: cannot be written ({})", path, why);
    }
    syncAndRename(temporary, path);
}

}  // namespace gauge
