// Arrays pass through byte for byte, whatever their type; what is not read is kept, named and never guessed at.
#include "core/io/npy.h"

#include "core/error.h"
#include "core/gaussian/state.h"
#include "core/io/file.h"
#include "core/io/half.h"
#include "core/io/safetensors.h"
#include "core/io/unicode.h"
#include "tests/support/cli.h"
#include "tests/support/message.h"
#include "tests/support/random_state.h"

#include <cmath>
#include <cstring>
#include <gtest/gtest.h>

namespace gauge {
namespace {

using test::messageOf;
using test::TemporaryFolder;

NpyArray decoded(const std::string& npy, const std::string& name = "a")
{
    NpyHeader header = parseNpyHeader(npy, name);
    if (!header.type.problem.empty())
        header.dataBytes = npy.size() - header.dataOffset;
    return decodeNpy(header, npy.data() + header.dataOffset);
}

template <class T>
std::string bytesOf(const std::vector<T>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

TEST(Npy, EveryTypePassesThroughByteForByte)
{
    const std::string data =
        "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18"
        "\x21\x22\x23\x24\x25\x26\x27\x28\x29\x2A\x2B\x2C\x2D\x2E\x2F\x30\x31\x32\x33\x34\x35\x36\x37\x38";
    for (const char* type : {"'<f2'", "'>f2'", "'<f4'", "'>f4'", "'<f8'",     "'>f8'",    "'|i1'",
                             "'|u1'", "'<i2'", "'>u2'", "'<i4'", "'>i4'",     "'<u4'",    "'<i8'",
                             "'>i8'", "'<u8'", "'<c8'", "'|S4'", "'<M8[ns]'", "'<m8[s]'", "[('x', '<f4'), ('y', '<i4')]"})
        for (const bool fortran : {false, true}) {
            const std::size_t size =
                std::string(type).size() > 6 || std::string(type) == "'<c8'" ? 8 : static_cast<std::size_t>(type[3] - '0');
            const std::string npy = encodeNpyHeader(type, {2, 3}, fortran) + data.substr(0, 6 * size);
            EXPECT_EQ(encodeNpy(decoded(npy)), npy) << type << (fortran ? " Fortran" : "");
        }
}

TEST(Npy, IntegersBeyondTheDoublesAndTextOfItsWidthPassThrough)
{
    const std::vector<std::int64_t> whole{(std::int64_t{1} << 53) + 1, INT64_MIN, INT64_MAX, -1};
    const std::string integers = encodeNpyHeader("'<i8'", {4}) + bytesOf(whole);
    EXPECT_EQ(encodeNpy(decoded(integers)), integers);
    const std::vector<std::uint32_t> wide{'a', 0, 'b', 0, 0x1F642, 0, 0, 0};  // a zero within, zeros behind
    const std::string text = encodeNpyHeader("'<U4'", {2}) + bytesOf(wide);
    EXPECT_EQ(decoded(text).text[0], std::string("a\0b", 3));
    EXPECT_EQ(encodeNpy(decoded(text)), text);
    const std::string truth = encodeNpyHeader("'|b1'", {3}) + std::string("\0\1\2", 3);
    EXPECT_EQ(encodeNpy(decoded(truth)), truth);
    EXPECT_EQ(decoded(truth).numbers, (std::vector<double>{0, 1, 1}));
}

TEST(Npy, NumbersThatNoLongerFitTheirTypeAreWrittenAsDoubles)
{
    NpyArray single = decoded(encodeNpyHeader("'<f4'", {1}) + bytesOf(std::vector<float>{0.5F}));
    single.numbers[0] = 0.1;
    EXPECT_EQ(decoded(encodeNpy(single)).typeName(), "float64");
    EXPECT_EQ(decoded(encodeNpy(single)).numbers[0], 0.1);
    NpyArray small = numbersArray({1}, {300});
    small.kind = 'u';
    small.itemBytes = 1;
    EXPECT_EQ(decoded(encodeNpy(small)).numbers[0], 300);
}

TEST(Npy, HalvesOfBothKindsAreExactBothWays)
{
    for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
        const auto b = static_cast<std::uint16_t>(bits);
        if (!std::isnan(fromHalf(b))) {
            ASSERT_EQ(halfBits(fromHalf(b)), b);
        }
        if (!std::isnan(fromBrain(b))) {
            ASSERT_EQ(brainBits(fromBrain(b)), b);
        }
    }
    for (const double v : {0.1, 1 + 0x1p-11, 65520.0, 0x1p-25, 1e300})
        EXPECT_FALSE(halfBits(v)) << v;
    for (const double v : {0.1, 1 + 0x1p-8, 1e300})
        EXPECT_FALSE(brainBits(v)) << v;
    EXPECT_EQ(fromHalf(0x3C01), 1 + 0x1p-10);
    EXPECT_EQ(fromBrain(0x3F81), 1 + 0x1p-7);
}

TEST(Npy, WhatIsNotReadIsNamedByItsTypeAndItsIndex)
{
    const auto problem = [](const std::string& type, const std::string& data) {
        return decoded(encodeNpyHeader(type, {2}) + data).problem;
    };
    EXPECT_NE(problem("'|O'", "pickle").find("object array"), std::string::npos);
    EXPECT_NE(problem("[('x', '<f8'), ('o', 'O')]", "pickle").find("object array"), std::string::npos);
    EXPECT_EQ(decoded(encodeNpyHeader("'|O'", {2}) + "pickle").raw, "") << "a pickle is not even kept";
    EXPECT_NE(problem("'<c16'", std::string(32, '\0')).find("element type '<c16'"), std::string::npos);
    EXPECT_NE(problem("'<f16'", std::string(32, '\0')).find("'<f16'"), std::string::npos);
    EXPECT_NE(problem("'<U1'", bytesOf(std::vector<std::uint32_t>{'a', 0xD800})).find("U+D800 at [1]"), std::string::npos);
    EXPECT_NE(problem("'<U1'", bytesOf(std::vector<std::uint32_t>{0x110000, 'a'})).find("at [0]"), std::string::npos);
    EXPECT_THROW(encodeNpy(decoded(encodeNpyHeader("'|O'", {2}) + "pickle")), Error);
    EXPECT_NE(messageOf([] { encodeNpy(textArray({"good", "caf\xE9"})); }).find("0xE9 at [1]"), std::string::npos);
}

TEST(Npy, ExtraArraysOfAnyTypeLeaveABeliefFileReadableAndGoOnWithIt)
{
    NpzArrays arrays = test::randomArrays(test::Group::Spin1, 3, 1);
    arrays["c"] = decoded(encodeNpyHeader("'<c8'", {1}) + "12345678");
    arrays["o"] = decoded(encodeNpyHeader("'|O'", {2}) + "pickle");
    arrays["s"] = decoded(encodeNpyHeader("'<U1'", {1}) + bytesOf(std::vector<std::uint32_t>{0xD800}));
    const State s = stateFromArrays(arrays, "s");
    ASSERT_EQ(s.notes.size(), 3U);
    EXPECT_NE(s.notes[1].find("o: expected numbers or text, found an object array"), std::string::npos);
    EXPECT_EQ(s.arrays.count("o"), 0U);
    EXPECT_EQ(encodeNpy(s.arrays.at("c")), encodeNpy(arrays["c"]));
    arrays["tokens"] = arrays["s"];
    EXPECT_NE(messageOf([&] {
                  stateFromArrays(arrays, "s");
              }).find("tokens: expected unicode characters, found the number U+D800 at [0]"),
              std::string::npos);
}

TEST(Npy, BeliefsMayBeOfTwoBytesWithTheToleranceOfTheirType)
{
    const double asymmetry[] = {0.003,
                                0.03};  // four units in the last place of half precision are 0.0039, of bfloat16 0.031
    for (const bool brain : {false, true}) {
        const auto state = [&](double off) {
            NpzArrays arrays{{"mu", numbersArray({1, 2}, {0, 0})},
                             {"sigma", numbersArray({1, 2, 2}, {1, 0.25, 0.25 + off, 1})}};
            for (auto& [name, array] : arrays) {
                array.itemBytes = 2;
                array.brain = brain;
            }
            return stateFromArrays(arrays, "s");
        };
        EXPECT_EQ(state(asymmetry[brain ? 1 : 0]).arrays.at("mu").typeName(), brain ? "bfloat16" : "float16");
        EXPECT_NE(messageOf([&] { state(1.4 * asymmetry[brain ? 1 : 0]); }).find("symmetric"), std::string::npos);
    }
}

TEST(Safetensors, TypesPassThroughAndEachKeyStandsOnce)
{
    std::vector<std::pair<std::string, NpyArray>> arrays;
    for (const char* type : {"'|b1'", "'<f2'", "'<f4'", "'<f8'", "'|u1'", "'<i2'", "'<u4'"})
        arrays.emplace_back(
            type, decoded(encodeNpyHeader(type, {2}) + std::string(2 * static_cast<std::size_t>(type[3] - '0'), '\1')));
    arrays.emplace_back("big", decoded(encodeNpyHeader("'>i8'", {2}) +
                                       std::string("\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0\0\0\0\1", 16)));
    arrays.emplace_back("brain", numbersArray({2}, {1, 1 + 0x1p-7}));
    arrays.back().second.itemBytes = 2;
    arrays.back().second.brain = true;
    arrays.emplace_back("kinds", textArray({"noun", "verb"}));
    const std::string bytes = safetensorsBytes(arrays);
    const NpzArrays again = readSafetensorsBytes(bytes, "t");
    for (const auto& [name, array] : arrays) {
        EXPECT_EQ(again.at(name).typeName(), array.typeName()) << name;
        EXPECT_EQ(again.at(name).numbers, array.numbers) << name;
        EXPECT_EQ(again.at(name).text, array.text) << name;
    }
    EXPECT_EQ(plainData(again.at("big")).bytes, std::string("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F\1\0\0\0\0\0\0\0", 16));
    EXPECT_EQ(safetensorsBytes({again.begin(), again.end()}), safetensorsBytes({again.begin(), again.end()}));
    const auto file = [](std::string header) {
        header.append((8 - header.size() % 8) % 8, ' ');
        const std::uint64_t length = header.size();
        return std::string(reinterpret_cast<const char*>(&length), 8) + header + std::string(8, '\0');
    };
    const std::string one = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
    EXPECT_NE(
        messageOf([&] { readSafetensorsBytes(file("{" + one + "," + one + "}"), "t"); }).find("a: expected each key once"),
        std::string::npos);
    EXPECT_NE(messageOf([&] {
                  readSafetensorsBytes(file(R"({"a":{"dtype":"F32","dtype":"I32","shape":[2],"data_offsets":[0,8]}})"),
                                       "t");
              }).find("dtype: expected each key once"),
              std::string::npos);
    EXPECT_NE(messageOf([&] { readSafetensorsBytes(file(std::string(1000, '[')), "t"); }), "no error");
}

TEST(Safetensors, TypesThatAreNotReadAreLeftAside)
{
    const TemporaryFolder folder;
    const std::string header =
        R"({"mu":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]},"sigma":{"dtype":"F64","shape":[1,1],"data_offsets":[8,16]},)"
        R"("f8":{"dtype":"F8_E4M3","shape":[3],"data_offsets":[16,19]},"__metadata__":{"format":"pt","by":"me"}})";
    const std::uint64_t length = header.size();
    const double values[] = {0, 1};
    const std::string path = folder.file("t.SAFETENSORS");
    writeFileAtomically(path, std::string(reinterpret_cast<const char*>(&length), 8) + header +
                                  std::string(reinterpret_cast<const char*>(values), 16) + "\x01\x02\x03");
    const State s = readState(path);
    ASSERT_EQ(s.notes.size(), 2U);
    EXPECT_NE(s.notes[0].find("left aside, no lists of texts in the metadata: by"), std::string::npos);
    EXPECT_NE(s.notes[1].find("f8: expected F64, F32, F16, BF16, an integer type or BOOL, found 'F8_E4M3'"),
              std::string::npos);
    const std::vector<std::pair<std::string, NpyArray>> all(s.arrays.begin(), s.arrays.end());
    EXPECT_EQ(writeArrays(folder.file("o.npz"), all), (std::vector<std::string>{"f8"}));
    EXPECT_TRUE(writeArrays(folder.file("o.safetensors"), all).empty());
    EXPECT_EQ(readArrays(folder.file("o.safetensors")).arrays.at("f8").raw, "\x01\x02\x03");
}

TEST(Unicode, OnlyUtf8IsUtf8)
{
    for (const char* good : {"", "a", "\xC2\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "naïve 🙂"})
        EXPECT_EQ(firstNotUtf8(good), std::string(good).size()) << good;
    for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                            "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\xC3("})
        EXPECT_EQ(firstNotUtf8(std::string("ok") + bad), 2U) << bad;
}

}  // namespace
}  // namespace gauge
