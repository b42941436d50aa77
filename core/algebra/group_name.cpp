#include "core/algebra/group_name.h"

#include "core/error.h"

#include <charconv>
#include <numeric>

namespace gauge {
namespace {

constexpr Index kLargestDim = 100000;

/// Reads a name from the left.
class NameReader {
public:
    explicit NameReader(const std::string& name) : name_(name)
    {
        for (const char c : name)
            if (c != ' ' && c != '\t' && c != '\r')
                text_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }

    bool done() const { return at_ == text_.size(); }

    bool take(const std::string& word)
    {
        if (text_.compare(at_, word.size(), word) != 0)
            return false;
        at_ += word.size();
        return true;
    }

    void need(const std::string& word)
    {
        if (!take(word))
            refuse();
    }

    Index number()
    {
        Index value = 0;
        const auto [end, status] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (status != std::errc() || value < 1 || value > kLargestDim)
            refuse();
        at_ = static_cast<std::size_t>(end - text_.data());
        return value;
    }

    [[noreturn]] void refuse() const
    {
        fail("group: expected gl(D)*H such as gl(10)*6, or so3: and odd dimensions such as so3:1+3+5, found '{}'", name_);
    }

private:
    const std::string& name_;
    std::string text_;
    std::size_t at_ = 0;
};

void readGl(NameReader& reader, GroupName& group)
{
    Index sum = 0;
    do {
        reader.need("gl(");
        const Index d = reader.number();
        reader.need(")");
        const Index copies = reader.take("*") ? reader.number() : 1;
        sum += copies * d;
        if (sum > kLargestDim)
            reader.refuse();
        group.heads.insert(group.heads.end(), static_cast<std::size_t>(copies), d);
        group.coordinates += copies * d * d;
    } while (reader.take("+"));
}

void readSo3(NameReader& reader, GroupName& group)
{
    constexpr Index largestIrrep = 1023;
    group.kind = GroupName::Kind::So3;
    group.coordinates = 3;
    Index sum = 0;
    do {
        group.heads.push_back(reader.number());
        sum += group.heads.back();
        if (sum > kLargestDim || group.heads.back() % 2 == 0 || group.heads.back() > largestIrrep)
            reader.refuse();
    } while (reader.take("+"));
}

}  // namespace

Index GroupName::dim() const
{
    return std::accumulate(heads.begin(), heads.end(), Index{0});
}

GroupName parseGroup(const std::string& name)
{
    NameReader reader(name);
    GroupName group;
    reader.take("so3:") ? readSo3(reader, group) : readGl(reader, group);
    if (!reader.done())
        reader.refuse();
    return group;
}

Generators generatorsOf(const GroupName& group)
{
    if (group.kind == GroupName::Kind::Gl) {
        std::vector<Generators> parts;
        for (const Index d : group.heads)
            parts.push_back(glGenerators(d));
        return blockSum(parts);
    }
    std::vector<int> spins;
    for (const Index d : group.heads)
        spins.push_back(static_cast<int>(d - 1) / 2);
    return so3Irreps(spins);
}

}  // namespace gauge
