#include "core/io/npz.h"

#include "core/error.h"
#include "core/io/file.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <set>
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
    constexpr std::uint64_t piece = 1U << 26;  // zlib counts in 32 bits
    std::uint64_t got = 0;
    while (got < n) {
        const zip_int64_t r = zip_fread(file, out + got, std::min(piece, n - got));
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

/// A member of an archive, before any of its data is inflated.
struct Member {
    zip_uint64_t index = 0;
    std::string name;        // without .npy or .json
    std::uint64_t size = 0;  // inflated, as the directory says
    bool text = false;       // JSON; otherwise an array
    NpyHeader header;        // of an array
};

/// What bytes the members of a file may still take.
class Budget {
public:
    /// Throws Error where the array would take more.
    void take(const Member& member)
    {
        const NpyArray& type = member.header.type;
        // In memory every number is 8 bytes, and both forms exist for a moment.
        const std::uint64_t widened = type.kind == 'U' ? 40 : 8;
        const std::uint64_t each = type.problem.empty() ? widened : 0;
        const auto count = each == 0 ? 0 : static_cast<std::uint64_t>(type.count());
        const std::uint64_t data = member.header.dataBytes;
        if (data > left_ || count * each > left_ - data)
            fail("{}: expected at most {} bytes for the whole file (memory limit), found shape {} needing {}", member.name,
                 limit_, type.shapeName(), data + count * each);
        left_ -= data + count * each;
    }

    void takeText(const Member& member)
    {
        if (member.size > std::min(kLargestText, left_))
            fail("{}.json: expected a text of at most {} bytes, found {}", member.name, std::min(kLargestText, left_),
                 member.size);
        left_ -= member.size;
    }

private:
    static constexpr std::uint64_t kLargestText = 64U << 20;  // bytes of a JSON member

    std::uint64_t limit_ = memoryLimit();
    std::uint64_t left_ = limit_;
};

ZipFile openMember(zip_t* zip, const Member& member)
{
    ZipFile file(zip_fopen_index(zip, member.index, 0));
    if (!file)
        fail("{}: expected a stored or deflated member, found one that cannot be opened ({})", member.name,
             zip_strerror(zip));
    return file;
}

/// Reads an array's header, and holds its shape against the directory and the memory limit.
void checkArray(zip_t* zip, Member& member, Budget& budget)
{
    const ZipFile file = openMember(zip, member);
    std::string head(kNpyPrefix, '\0');
    readExactly(file.get(), head.data(), head.size(), member.name);
    const std::size_t length = npyHeaderBytes(head, member.name);
    if (length < kNpyPrefix)
        fail("{}: expected an .npy header, found one of {} bytes", member.name, length);
    head.resize(length);
    readExactly(file.get(), head.data() + kNpyPrefix, length - kNpyPrefix, member.name);
    member.header = parseNpyHeader(head, member.name);
    NpyHeader& header = member.header;
    if (header.type.kind == 'O')
        return;
    const std::uint64_t found = member.size < length ? 0 : member.size - length;
    if (!header.type.problem.empty())  // kept as it is, whatever it means
        header.dataBytes = found;
    budget.take(member);
    if (member.size != length + header.dataBytes)
        fail("{}: expected {} data bytes for shape {} of {}, found {} (truncated or corrupt)", member.name,
             header.dataBytes, header.type.shapeName(), header.type.typeName(), found);
}

/// The data behind the header that was checked: whatever the file holds by now, no more than that is read.
NpyArray readArray(zip_t* zip, const Member& member)
{
    if (member.header.type.kind == 'O')
        return member.header.type;
    const ZipFile file = openMember(zip, member);
    std::string passed(member.header.dataOffset, '\0');
    readExactly(file.get(), passed.data(), passed.size(), member.name);
    std::string data(member.header.dataBytes, '\0');
    readExactly(file.get(), data.data(), data.size(), member.name);
    requireEnd(file.get(), member.name);
    return decodeNpy(member.header, data.data());
}

std::string readText(zip_t* zip, const Member& member)
{
    const ZipFile file = openMember(zip, member);
    std::string text(member.size, '\0');
    readExactly(file.get(), text.data(), text.size(), member.name);
    requireEnd(file.get(), member.name);
    return text;
}

bool endsWith(const std::string& name, const char* suffix)
{
    const std::size_t length = std::strlen(suffix);
    return name.size() > length && name.compare(name.size() - length, length, suffix) == 0;
}

/// What the system of the one who packed it put beside the arrays: an array's name with a double that is none.
bool isLeftover(const std::string& file)
{
    const std::size_t slash = file.rfind('/');
    const std::string last = slash == std::string::npos ? file : file.substr(slash + 1);
    return file.starts_with("__MACOSX/") || last.starts_with("._");
}

enum class Members {
    Arrays,          // whatever else there is is left aside
    ArraysAndTexts,  // nothing else may be there
};

/// Arrays and texts by the archive's directory; what is neither goes to `leftAside`.
std::vector<Member> membersOf(zip_t* zip, Members allowed, std::vector<std::string>& leftAside)
{
    const zip_int64_t entries = zip_get_num_entries(zip, 0);
    const zip_int64_t most = allowed == Members::Arrays ? 4096 : 2'000'000;  // a session holds arrays of every record
    if (entries > most)
        fail("expected at most {} arrays, found {}", most, entries);
    std::vector<Member> members;
    std::set<std::string> names;
    for (zip_int64_t k = 0; k < entries; ++k) {
        const auto index = static_cast<zip_uint64_t>(k);
        zip_stat_t stat;
        if (zip_stat_index(zip, index, 0, &stat) != 0)
            fail("expected a readable archive, found a damaged directory ({})", zip_strerror(zip));
        const std::string file = stat.name;
        const bool text = allowed == Members::ArraysAndTexts && endsWith(file, ".json");
        if (file == "session.json" && !text)
            fail("expected .npy arrays in the archive, found '{}': this is a session, not a belief file", file);
        if (!text && (!endsWith(file, ".npy") || isLeftover(file))) {
            leftAside.push_back(file);
            continue;
        }
        const std::string name = file.substr(0, file.size() - (text ? 5 : 4));
        if (!names.insert(name).second)
            fail("{}: expected one array of that name, found two", name);
        members.push_back({index, name, (stat.valid & ZIP_STAT_SIZE) == 0 ? 0 : stat.size, text, {}});
    }
    if (!leftAside.empty() && (members.empty() || allowed == Members::ArraysAndTexts))
        fail("expected .npy arrays in the archive, found '{}'", leftAside.front());
    return members;
}

/// All headers are read before any data is: what claims too much ends in little time and memory.
Archive readMembers(zip_t* zip, Members allowed, const HeaderCheck& check = {})
{
    Archive archive;
    std::vector<Member> members = membersOf(zip, allowed, archive.leftAside);
    Budget budget;
    for (Member& member : members)
        member.text ? budget.takeText(member) : checkArray(zip, member, budget);
    if (check) {
        NpzArrays headers;
        for (const Member& member : members)
            headers[member.name] = member.header.type;
        check(headers);
    }
    for (const Member& member : members)
        if (member.text)
            archive.texts[member.name] = readText(zip, member);
        else
            archive.arrays[member.name] = readArray(zip, member);
    return archive;
}

/// The reason an archive in memory cannot be opened goes into the Error.
Zip openBytes(const char* data, std::size_t size, const std::string& label)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(data, size, 0, &error);
    Zip zip(source ? zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr);
    if (!zip && source)
        zip_source_free(source);
    zip_error_fini(&error);
    if (!zip)
        fail("{}: expected a zip archive of arrays, found something else or a truncated one", label);
    return zip;
}

void addMember(zip_t* zip, const std::string& file, const std::string& bytes)
{
    zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = source ? zip_file_add(zip, file.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        if (source)
            zip_source_free(source);
        fail("{}", zip_strerror(zip));
    }
    const auto at = static_cast<zip_uint64_t>(index);
    zip_set_file_compression(zip, at, ZIP_CM_STORE, 0);
    zip_file_set_dostime(zip, at, 0, (1 << 5) | 1, 0);  // 1 January 1980
}

}  // namespace

NpzArrays onlyRead(NpzArrays arrays)
{
    for (const auto& [name, array] : arrays)
        if (!array.problem.empty())
            fail("{}: {}", name, array.problem);
    return arrays;
}

Archive readNpzArchive(const std::string& path, const HeaderCheck& check)
{
    requireRegular(path, "a belief file");
    int code = 0;
    const Zip zip(zip_open(path.c_str(), ZIP_RDONLY, &code));
    if (!zip)
        fail("{}: expected an .npz archive, found a file that is not one or is truncated ({})", path, zipMessage(code));
    return underLabel(path, [&] { return readMembers(zip.get(), Members::Arrays, check); });
}

NpzArrays readNpz(const std::string& path)
{
    Archive archive = readNpzArchive(path);
    return underLabel(path, [&] { return onlyRead(std::move(archive.arrays)); });
}

NpzArrays readNpzBytes(const char* data, std::size_t size, const std::string& label)
{
    const Zip zip = openBytes(data, size, label);
    return underLabel(label, [&] { return onlyRead(readMembers(zip.get(), Members::Arrays).arrays); });
}

Archive readArchive(const std::string& bytes, const std::string& label)
{
    const Zip zip = openBytes(bytes.data(), bytes.size(), label);
    return underLabel(label, [&] { return readMembers(zip.get(), Members::ArraysAndTexts); });
}

std::string archiveBytes(const Archive& archive)
{
    std::map<std::string, std::string> members;  // libzip reads them when it closes
    for (const auto& [name, text] : archive.texts)
        members[name + ".json"] = text;
    for (const auto& [name, array] : archive.arrays)
        members[name + ".npy"] = encodeNpy(array);
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
    Zip zip(target ? zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error) : nullptr);
    zip_error_fini(&error);
    if (!zip)
        fail("expected memory for an archive, found none");
    zip_source_keep(target);
    const std::unique_ptr<zip_source_t, decltype(&zip_source_free)> kept(target, &zip_source_free);
    for (const auto& [file, bytes] : members)
        addMember(zip.get(), file, bytes);
    if (zip_close(zip.get()) != 0)
        fail("{}", zip_strerror(zip.get()));
    static_cast<void>(zip.release());
    zip_stat_t stat;
    if (zip_source_stat(target, &stat) != 0 || zip_source_open(target) != 0)
        fail("expected the archive just made to be readable, found it is not");
    std::string bytes(stat.size, '\0');
    const zip_int64_t got = zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    if (got != static_cast<zip_int64_t>(bytes.size()))
        fail("expected {} bytes of archive, found {}", bytes.size(), got);
    return bytes;
}

void writeNpzMembers(const std::string& path, const std::vector<NpzMember>& members)
{
    replaceFile(path, [&](const std::string& temporary) {
        int code = 0;
        Zip zip(zip_open(temporary.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code));
        if (!zip)
            fail("{}", zipMessage(code));
        for (const NpzMember& member : members)
            addMember(zip.get(), member.name + ".npy", member.bytes);
        if (zip_close(zip.get()) != 0)
            fail("{}", zip_strerror(zip.get()));
        static_cast<void>(zip.release());
    });
}

void writeNpz(const std::string& path, const std::vector<std::pair<std::string, NpyArray>>& arrays)
{
    std::vector<NpzMember> members;
    for (const auto& [name, array] : arrays)
        members.push_back({name, encodeNpy(array)});
    writeNpzMembers(path, members);
}

}  // namespace gauge
