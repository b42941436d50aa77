// A wrong file gets one clear line and exit code 2; nothing is written and no memory is taken for what it claims.
#include "core/error.h"
#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"
#include "tests/support/records.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

namespace gauge::test {
namespace {

std::vector<NpzMember> membersOf(const NpzArrays& arrays)
{
    std::vector<NpzMember> members;
    for (const auto& [name, array] : arrays)
        members.push_back({name, encodeNpy(array)});
    return members;
}

/// A .npy file with a header of our own making.
std::string rawNpy(const std::string& dict, const std::string& data)
{
    std::string text = dict;
    text.append(63 - (10 + text.size()) % 64, ' ');
    text += '\n';
    std::string out("\x93NUMPY\x01\x00", 8);
    out += static_cast<char>(text.size() & 0xFF);
    out += static_cast<char>(text.size() >> 8);
    return out + text + data;
}

struct Hostile {
    const char* name;
    std::vector<NpzMember> (*make)();
    std::vector<const char*> words;  // all of which the message holds
};
void PrintTo(const Hostile& h, std::ostream* out)
{
    *out << h.name;
}

std::vector<NpzMember> changed(const char* array, std::size_t index, double value, Group group = Group::Spin1)
{
    NpzArrays arrays = randomArrays(group, 5, 1);
    arrays.at(array).numbers.at(index) = value;
    return membersOf(arrays);
}

std::vector<NpzMember> replaced(const char* name, const std::string& bytes)
{
    std::vector<NpzMember> members = membersOf(randomArrays(Group::Spin1, 5, 1));
    std::erase_if(members, [&](const NpzMember& m) { return m.name == name; });
    members.push_back({name, bytes});
    return members;
}

const Hostile kHostile[] = {
    {"NaN", [] { return changed("mu", 4, std::nan("")); }, {"mu", "NaN", "[1,1]"}},
    {"Infinity", [] { return changed("phi", 2, INFINITY); }, {"phi", "infinity", "[0,2]"}},
    {"Asymmetric", [] { return changed("sigma", 9 + 1, 7.0); }, {"sigma", "symmetric", "token 1", "relative asymmetry"}},
    {"Indefinite",
     [] { return changed("sigma", 18, -3.0); },
     {"sigma", "positive definite", "token 2", "smallest eigenvalue"}},
    {"SingularFrame",
     [] {
         NpzArrays arrays = randomArrays(Group::GivenFrames, 4, 1);
         for (std::size_t c = 0; c < 4; ++c)
             arrays.at("frames").numbers[3 * 16 + c] = arrays.at("frames").numbers[3 * 16 + 4 + c];
         return membersOf(arrays);
     },
     {"frames", "singular", "token 3", "condition number"}},
    {"MismatchedN",
     [] {
         NpzArrays arrays = randomArrays(Group::Spin1, 5, 1);
         arrays["phi"] = randomArrays(Group::Spin1, 4, 1)["phi"];
         return membersOf(arrays);
     },
     {"phi", "5×3", "4×3"}},
    {"MissingSigma",
     [] {
         NpzArrays arrays = randomArrays(Group::Spin1, 5, 1);
         arrays.erase("sigma");
         return membersOf(arrays);
     },
     {"sigma", "found no sigma"}},
    {"ObjectArray",
     [] { return replaced("tokens", rawNpy("{'descr': '|O', 'fortran_order': False, 'shape': (5,), }", "xxxxxxxx")); },
     {"tokens", "object array"}},
    {"AbsurdShape",
     [] {
         return replaced("mu",
                         rawNpy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }", "12345678"));
     },
     {"mu", "memory limit", "1000000×1000000"}},
    {"OverflowingShape",
     [] {
         return replaced(
             "mu", rawNpy("{'descr': '<f8', 'fortran_order': False, 'shape': (4000000000, 4000000000, 4000000000), }", ""));
     },
     {"mu", "overflows"}},
    {"ShortData",
     [] { return replaced("mu", rawNpy("{'descr': '<f8', 'fortran_order': False, 'shape': (5, 3), }", "12345678")); },
     {"mu", "120", "8", "truncated"}},
    {"NotNpy", [] { return replaced("mu", "hello, this is not an array at all"); }, {"mu", "NUMPY"}},
    {"WrongType",
     [] { return replaced("mu", rawNpy("{'descr': '<c16', 'fortran_order': False, 'shape': (5, 3), }", "")); },
     {"mu", "<c16"}},
    {"GarbledHeader", [] { return replaced("mu", rawNpy("{'descr' '<f8', 'shape': 5", "")); }, {"mu", "header"}},
    {"MixedHeads",
     [] {
         NpzArrays arrays = randomArrays(Group::Spin1, 5, 1);
         arrays["heads"] = numbersArray({2}, {1, 2});
         arrays["heads"].kind = 'i';
         return membersOf(arrays);
     },
     {"generators", "generator 1", "heads 0 and 1"}},
    {"HeadsDoNotAddUp",
     [] {
         NpzArrays arrays = randomArrays(Group::None, 5, 1);
         arrays["heads"] = numbersArray({2}, {1, 2});
         arrays["heads"].kind = 'i';
         return membersOf(arrays);
     },
     {"heads", "K=4", "3"}},
    {"Multiplicity",
     [] {
         NpzArrays arrays = randomArrays(Group::None, 3, 1);
         arrays["multiplicity"] = numbersArray({3}, {1, 0.5, 1});
         return membersOf(arrays);
     },
     {"multiplicity", "0.5", "[1]"}},
    {"PhiAlone",
     [] {
         NpzArrays arrays = randomArrays(Group::Spin1, 5, 1);
         arrays.erase("generators");
         return membersOf(arrays);
     },
     {"generators", "phi alone"}},
};

class HostileFiles : public testing::TestWithParam<Hostile> {};

void expectRefused(const std::string& input, const std::vector<const char*>& words)
{
    const TemporaryFolder folder;
    for (const char* command : {"attend", "evolve", "condense"}) {
        const std::string output = folder.file("out.npz");
        const CliResult r = runCli({command, input, "-o", output});
        EXPECT_EQ(r.code, 2) << command << ": " << r.err;
        EXPECT_EQ(std::count(r.err.begin(), r.err.end(), '\n'), 1) << r.err;
        EXPECT_EQ(r.out, "");
        EXPECT_FALSE(std::filesystem::exists(output));
        for (const char* word : words)
            EXPECT_NE(r.err.find(word), std::string::npos) << "expected '" << word << "' in: " << r.err;
    }
}

TEST_P(HostileFiles, GetOneClearLineAndExitTwo)
{
    const TemporaryFolder folder;
    const std::string input = folder.file("in.npz");
    writeNpzMembers(input, GetParam().make());
    expectRefused(input, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(All, HostileFiles, testing::ValuesIn(kHostile),
                         [](const auto& p) { return std::string(p.param.name); });

TEST(HostileArchives, TruncatedAtEveryLengthIsRefused)
{
    const TemporaryFolder folder;
    const std::string whole = folder.file("whole.npz");
    writeNpzMembers(whole, membersOf(randomArrays(Group::Spin1, 5, 1)));
    std::ifstream in(whole, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t length = 0; length < bytes.size(); length += 37) {
        std::ofstream(folder.file("cut.npz"), std::ios::binary) << bytes.substr(0, length);
        EXPECT_THROW(readNpz(folder.file("cut.npz")), Error) << length;
    }
    std::ofstream(folder.file("cut.npz"), std::ios::binary) << bytes.substr(0, bytes.size() / 2);
    expectRefused(folder.file("cut.npz"), {"cut.npz", "truncated"});
}

TEST(HostileArchives, AFlippedByteOfDataIsFoundByTheChecksum)
{
    const TemporaryFolder folder;
    const std::string path = folder.file("in.npz");
    writeNpzMembers(path, membersOf(randomArrays(Group::Spin1, 40, 1)));
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(2000);
    file.put('\x5A');
    file.close();
    expectRefused(path, {"corrupt"});
}

TEST(HostileArchives, AllHeadersAreReadBeforeAnyDataIs)
{
    // The first array's data is spoilt: who had inflated it would speak of its checksum. The last one claims too much, by itself or with the first; or
    // there is enough room, but it is no belief file.
    const LowMemory limit("1000000");
    const TemporaryFolder folder;
    const std::string path = folder.file("bomb.npz");
    const auto ones = [](std::size_t n) {
        return encodeNpy(numbersArray({static_cast<Index>(n), 1}, std::vector<double>(n, 1)));
    };
    const auto expectSaid = [&](const std::vector<NpzMember>& members, const std::vector<const char*>& words) {
        writeNpzMembers(path, members);
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(1000);
        file.put('\x5A');
        file.close();
        expectRefused(path, words);
    };
    const std::string mu = ones(30000);
    const std::string claim = rawNpy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1), }", "");
    for (const std::string& last : {mu, ones(40000), claim})
        expectSaid({{"a", mu}, {"mu", mu}, {"sigma", last}}, {"sigma: ", "memory limit"});
    expectSaid({{"a", mu}, {"b", mu}}, {"mu: expected mu and sigma in a belief file, found no mu"});
    expectSaid({{"a", mu}, {"mu", ones(1)}}, {"sigma: expected mu and sigma in a belief file, found no sigma"});
    expectSaid({{"a", mu}, {"mu", encodeNpy(numbersArray({1}, {1}))}, {"sigma", ones(1)}}, {"mu: expected shape N×K"});
    expectSaid({{"a", mu}, {"mu", ones(1)}, {"sigma", ones(1)}}, {"a: ", "checksum"});
    writeNpzMembers(path, {{"a", mu}, {"mu", ones(1)}, {"sigma", ones(1)}});
    EXPECT_EQ(runCli({"info", path}).code, 0);
}

TEST(HostileArchives, MissingFileAndFolderAreRefused)
{
    expectRefused("/nowhere/at/all.npz", {"no such file"});
    const TemporaryFolder folder;
    expectRefused(folder.file(""), {"expected"});
}

TEST(GoodFiles, FortranOrderAndBigEndianAreRead)
{
    const std::vector<double> rows{1, 2, 3, 4, 5, 6};  // 2×3
    std::string fortran;
    for (const double v : {1.0, 4.0, 2.0, 5.0, 3.0, 6.0}) {
        char raw[8];
        std::memcpy(raw, &v, 8);
        std::reverse(raw, raw + 8);
        fortran.append(raw, 8);
    }
    const std::string bytes = rawNpy("{'descr': '>f8', 'fortran_order': True, 'shape': (2, 3), }", fortran);
    const NpyHeader header = parseNpyHeader(bytes, "mu");
    EXPECT_EQ(decodeNpy(header, bytes.data() + header.dataOffset).numbers, rows);
}

TEST(GoodFiles, UnicodeTokensSurviveARoundTrip)
{
    const TemporaryFolder folder;
    const std::vector<std::string> tokens{"naïve", "日本", "🙂", "", "a"};
    writeNpz(folder.file("t.npz"), {{"tokens", textArray(tokens)}});
    EXPECT_EQ(readNpz(folder.file("t.npz")).at("tokens").text, tokens);
}

TEST(GoodFiles, WritingNowhereLeavesNothingBehind)
{
    const TemporaryFolder folder;
    EXPECT_THROW(writeNpz(folder.file("no/such/folder.npz"), {{"a", numbersArray({1}, {1})}}), Error);
    EXPECT_FALSE(std::filesystem::exists(folder.file("no")));
}

}  // namespace
}  // namespace gauge::test
