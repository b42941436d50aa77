// Tables as people's programs write them: read as they were meant, or refused in words that say what was meant.
#include "core/io/csv.h"

#include "core/algebra/group_name.h"
#include "core/gaussian/state.h"
#include "core/io/file.h"
#include "tests/support/cli.h"
#include "tests/support/message.h"

#include <cmath>
#include <gtest/gtest.h>

namespace gauge {
namespace {

using test::messageOf;
using test::TemporaryFolder;

TEST(Csv, MeansCategoriesAndLabelsBecomeAState)
{
    const State s = stateFromArrays(
        readCsv("token_id,mu_0,mu_1,category,loss\n17,1,2.5,noun,0.1\n\"a,b\",-3,1e-2,\"a \"\"verb\"\"\",0\n", "t.csv"),
        "t");
    EXPECT_EQ(s.tokens, (std::vector<std::string>{"17", "a,b"}));
    EXPECT_EQ(s.category, (std::vector<std::string>{"noun", "a \"verb\""}));
    EXPECT_EQ(s.belief.heads[0].mean(0, 1), -3);
    EXPECT_EQ(s.belief.heads[0].cov[0](1, 1), 1) << "without sigma_… the covariance is the identity";
}

TEST(Csv, FramesTurnByTheIrrepsNamed)
{
    const State s =
        stateFromArrays(readCsv("# irreps: 1+3\r\nmu_0,mu_1,mu_2,mu_3,phi_0,phi_1,phi_2\r\n1,0,0,1,0,0,0.5\r\n", "t"), "t");
    EXPECT_EQ(s.heads, (Heads{1, 3}));
    EXPECT_FALSE(s.frames.identity);
    EXPECT_NEAR(s.frames.u[1][0](2, 2), 1, 1e-15) << "a turn about z leaves z";
}

TEST(Csv, WhatIsWrongIsSaidWithItsLineAndColumn)
{
    const auto why = [](const std::string& text) { return messageOf([&] { readCsv(text, "f.csv"); }); };
    EXPECT_EQ(why("x,y\n1,2\n"), "f.csv: line 1: expected the columns mu_0, mu_1, …, found no mu_0");
    EXPECT_EQ(why("mu_0,mu_1\n1,nan\n"), "f.csv: line 2, column mu_1: expected a finite number, found 'nan'");
    EXPECT_EQ(why("mu_0\n1,2\n"), "f.csv: line 2: expected 1 fields as in the header, found 2");
    EXPECT_EQ(why("mu_0\n"), "f.csv: expected a line for each token below the header, found none");
    EXPECT_NE(why("mu_0,mu_1,phi_0,phi_1,phi_2\n1,2,0,0,0\n").find("odd number of columns"), std::string::npos);
    EXPECT_NE(why("mu_0,phi_0\n1,2\n").find("three columns"), std::string::npos);
    EXPECT_NE(why("mu_0\n\"1\n").find("closing quote"), std::string::npos);
    EXPECT_NE(why("# irreps: 1+2\nmu_0,mu_1,mu_2,phi_0,phi_1,phi_2\n1,1,1,0,0,0\n").find("odd dimensions"),
              std::string::npos);
}

const std::string kTable = "token,mu_0,mu_1\na,1.5,-2\nb,0.25,3\n";

void expectTable(const std::string& text, const std::string& what)
{
    const BeliefFile file = readCsvText(text, "t");
    EXPECT_EQ(file.arrays.at("mu").numbers, (std::vector<double>{1.5, -2, 0.25, 3})) << what;
    EXPECT_EQ(file.arrays.at("tokens").text, (std::vector<std::string>{"a", "b"})) << what;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

std::string utf16(const std::string& ascii, bool big)
{
    std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii)
        out += big ? std::string{'\0', c} : std::string{c, '\0'};
    return out;
}

TEST(Csv, SeparatorsDecimalMarksLineEndsAndEncodingsAreRecognised)
{
    expectTable(kTable, "plain");
    const std::string semicolons = replaced(kTable, ",", ";");
    expectTable(semicolons, "semicolons, points");
    expectTable(replaced(semicolons, ".", ","), "semicolons, commas");
    expectTable(replaced(kTable, ",", "\t"), "tabs");
    expectTable(replaced(replaced(kTable, ",", "\t"), ".", ","), "tabs, commas");
    expectTable("sep=;\n" + semicolons, "sep=");
    expectTable("\"sep=|\"\r\n" + replaced(kTable, ",", "|"), "sep=|");
    expectTable(replaced(kTable, "\n", "\r\n"), "CR LF");
    expectTable(replaced(kTable, "\n", "\r"), "CR");
    expectTable(kTable.substr(0, kTable.size() - 1), "no end of the last line");
    expectTable("\xEF\xBB\xBF" + kTable, "UTF-8 mark");
    expectTable(utf16(kTable, false), "UTF-16, little-endian");
    expectTable(utf16(replaced(semicolons, ".", ","), true), "UTF-16, big-endian");
    expectTable(replaced(kTable, "-2",
                         "\xE2\x88\x92"
                         "2"),
                "the minus of typography");
    expectTable(replaced(replaced(kTable, "3", "+3"), "0.25", "+.25"), "plus");
    expectTable(replaced(kTable, "-2", " -2 "), "white space");
    expectTable("\n\n" + replaced(kTable, "\n", "\n\n"), "blank lines");
    expectTable(replaced(kTable, "token,mu_0,mu_1", " Token , \"MU_00\",mu_01 "), "sloppy names");
    expectTable("# a comment \"with a quote\n#" + kTable, "a header that numpy.savetxt commented out");
}

TEST(Csv, ATokenMayHoldAnything)
{
    const BeliefFile file = readCsvText("token,mu_0\n\"a\r\nb\",1\n\"\"\"q\"\", r\",2\n the,3\n5\"\",4\n#,5\n", "t");
    EXPECT_EQ(file.arrays.at("tokens").text, (std::vector<std::string>{"a\r\nb", "\"q\", r", " the", "5\"\"", "#"}));
}

TEST(Csv, LinesAreThoseOfTheFile)
{
    const auto why = [](const std::string& text) { return messageOf([&] { readCsvText(text, "f"); }); };
    EXPECT_EQ(why("token,mu_0\n\"a\r\nb\rc\nd\",1\ne,x\n"), "f: line 6, column mu_0: expected a finite number, found 'x'");
    EXPECT_EQ(why("# c\n\nmu_0\n\n1\n2,3\n"), "f: line 6: expected 1 fields as in the header, found 2");
    EXPECT_NE(why("token,mu_0\na,1\r\ncaf\xE9,1\n").find("line 3, byte 20 of the file: expected UTF-8 text, found 0xE9"),
              std::string::npos)
        << why("token,mu_0\na,1\r\ncaf\xE9,1\n");
    EXPECT_NE(why(std::string("token,mu_0\na\0,1\n", 16)).find("line 2, byte 13"), std::string::npos);
}

TEST(Csv, BadBytesAreFoundWhereverAPieceOfTheFileEnds)
{
    for (const std::size_t length : {65533U, 65534U, 65535U, 65536U, 65537U}) {
        const std::string before = "token,mu_0\n" + std::string(length - 11, 'a');
        EXPECT_EQ(readCsvText(before + "\xE2\x82\xAC,1\n", "f").arrays.at("tokens").text[0].size(), length - 8);
        const std::string why = messageOf([&] { readCsvText(before + "\xE2\x82,1\n", "f"); });
        EXPECT_NE(why.find(fmt::format("byte {} of", length + 1)), std::string::npos) << why;
    }
}

TEST(Csv, NearMissesAreRefusedNamingWhatWasMeant)
{
    const auto why = [](const std::string& header) {
        std::string fields = "1";
        for (const char c : header)
            fields += c == ',' ? ",1" : "";
        return messageOf([&] { readCsvText(header + "\n" + fields + "\n", "f"); });
    };
    const std::pair<const char*, const char*> kWrong[] = {
        {"mu_0,mu_1,mu_3", "expected mu_2 after mu_1, found 'mu_3'"},
        {"mu_1,mu_2", "counted from 0, found 'mu_1' first and no mu_0"},
        {"mu0,mu1", "expected mu_0, found 'mu0': is mu_0 meant?"},
        {"mu[0]", "expected mu_0, found 'mu[0]'"},
        {"mean_0", "expected mu_0, found 'mean_0'"},
        {"mu_0,phi0,phi1,phi2", "expected phi_0, found 'phi0'"},
        {"mu_0,var_0", "expected sigma_0, found 'var_0'"},
        {"mu_0,std_0", "found standard deviations in 'std_0'"},
        {"mu_0,sigma_1", "no sigma_0"},
        {"mu_0,mu_1,sigma_0", "expected as many columns sigma_… as mu_… (2), found 1"},
        {"mu_0,MU_00", "expected each column once, found mu_0 twice ('mu_0' and 'MU_00')"},
        {"token,Token,mu_0", "found token twice"},
        {"mu_0,mu_1,sigma_0_0,sigma_1_1", "found no sigma_0_1"},
        {"mu_0,sigma_0,sigma_0_0", "found both"},
        {"mu_0,sigma_0_0,sigma_0_1", "found sigma_0_1"},
        {"mu_0 mu_1", "but one column 'mu_0 mu_1'"},
        {"1.5", "found no mu_0"},
    };
    for (const auto& [header, words] : kWrong)
        EXPECT_NE(why(header).find(words), std::string::npos) << header << ": " << why(header);
}

TEST(Csv, NumbersThatCouldMeanTwoThingsAreRefused)
{
    const auto why = [](const std::string& text) { return messageOf([&] { readCsvText(text, "f"); }); };
    EXPECT_NE(why("mu_0;mu_1\n1,5;2.5\n").find("expected the decimal mark ',' as before, found '2.5'"), std::string::npos);
    EXPECT_NE(why("mu_0;mu_1\n1.5;2,5\n").find("expected the decimal mark '.' as before, found '2,5'"), std::string::npos);
    EXPECT_NE(why("mu_0;mu_1\n1.234,5;2\n").find("found '1.234,5'"), std::string::npos);
    EXPECT_NE(why("mu_0,mu_1\n\"1,5\",2\n").find("found '1,5'"), std::string::npos);
    for (const char* number : {"", "+-1", "--1", "1e999", "inf", "0x10", "1 2", "1e"})
        EXPECT_NE(why("mu_0,mu_1\n1," + std::string(number) + "\n").find("column mu_1: expected a finite number"),
                  std::string::npos)
            << number;
    EXPECT_NE(why("mu_0\n\"1\" 2\n").find("closing quote"), std::string::npos);
}

TEST(Csv, NumbersTooSmallForADoubleAreNothing)
{
    const NpzArrays arrays = readCsv("mu_0,mu_1,mu_2\n1e-400,-1E-999,0." + std::string(400, '0') + "1\n", "f");
    for (const double x : arrays.at("mu").numbers)
        EXPECT_EQ(x, 0);
}

TEST(Csv, WhatAFramesTableSaysBesidesIsNamed)
{
    const test::TemporaryFolder folder;
    writeFileAtomically(folder.file("f.csv"), "token,category,mu_0,mu_1,mu_2,phi_0,phi_1,phi_2\na,b,9,9,9,0,0,1\n");
    Reading reading;
    reading.frames = folder.file("f.csv");
    const BeliefFile file = readCsvText("mu_0,mu_1,mu_2,token\n1,2,3,x\n", "m", reading);
    EXPECT_EQ(file.notes[0], folder.file("f.csv") + ": columns not used, those of m count: mu_…, token, category");
    EXPECT_EQ(file.arrays.at("tokens").text[0], "x");
}

TEST(Csv, WhatIsNotUsedIsNamedAndWhatIsTakenForGrantedSaid)
{
    const BeliefFile file = readCsvText("mu_0,loss,Step,\n1,2,3,4\n", "f");
    ASSERT_EQ(file.notes.size(), 2U);
    EXPECT_EQ(file.notes[0], "f: columns not used: loss, Step, one without a name");
    EXPECT_EQ(file.notes[1], "f: no columns sigma_…: every variance is taken to be 1 (--sigma V: to be V)");
    Reading reading;
    reading.sigma = 2;
    const BeliefFile said = readCsvText("mu_0,mu_1\n1,2\n", "f", reading);
    EXPECT_TRUE(said.notes.empty());
    EXPECT_EQ(said.arrays.at("sigma").numbers, (std::vector<double>{2, 2}));
    EXPECT_NE(messageOf([&] { readCsvText("mu_0,sigma_0\n1,2\n", "f", reading); }).find("--sigma"), std::string::npos);
    reading.sigma = 0;
    EXPECT_NE(messageOf([&] { readCsvText("mu_0\n1\n", "f", reading); }).find("above 0"), std::string::npos);
}

TEST(Csv, CovariancesOfOneTriangleAreThoseOfTheOther)
{
    const State upper =
        stateFromArrays(readCsvText("mu_0,mu_1,sigma_0_0,sigma_0_1,sigma_1_1\n0,0,2,.5,3\n", "f").arrays, "f");
    EXPECT_EQ(upper.belief.heads[0].cov[0], (RowMatrixd(2, 2) << 2, .5, .5, 3).finished());
    const auto whole = readCsvText("mu_0,mu_1,sigma_0_0,sigma_0_1,sigma_1_0,sigma_1_1\n0,0,2,.5,.25,3\n", "f").arrays;
    EXPECT_NE(messageOf([&] { stateFromArrays(whole, "f"); }).find("symmetric"), std::string::npos);
}

TEST(Csv, AGeneralLinearGroupTurnsHeadByHeadAndRowByRow)
{
    const State s = stateFromArrays(
        readCsvText("# group: gl(2)*2\nmu_0,mu_1,mu_2,mu_3,phi_0,phi_1,phi_2,phi_3,phi_4,phi_5,phi_6,phi_7\n"
                    "1,2,3,4,0,0.5,0,0,0,0,0,0.25\n",
                    "f")
            .arrays,
        "f");
    EXPECT_EQ(s.heads, (Heads{2, 2}));
    EXPECT_EQ(s.group, "GL(2)×2");
    const RowMatrixd u = frameMatrix(s.frames, 0);
    RowMatrixd expected = RowMatrixd::Identity(4, 4);
    expected(0, 1) = 0.5;             // head 0, row 0, column 1
    expected(3, 3) = std::exp(0.25);  // head 1, row 1, column 1
    EXPECT_LT((u - expected).cwiseAbs().maxCoeff(), 1e-14);
}

TEST(Csv, AGroupThatDoesNotFitIsRefused)
{
    const auto why = [](const std::string& group) {
        Reading reading;
        reading.group = group;
        return messageOf([&] { readCsvText("mu_0,mu_1,phi_0,phi_1,phi_2,phi_3\n1,2,0,0,0,0\n", "f", reading); });
    };
    EXPECT_EQ(why("GL( 2 )"), "no error");
    EXPECT_EQ(why("gl(1)*2"), "f: group: expected 2 columns phi_…, found 4");
    EXPECT_EQ(why("gl(2)*2"), "f: group: expected dimensions that sum to the 2 columns mu_…, found 4");
    EXPECT_NE(why("gl(1)+gl(1)").find("expected 2 columns"), std::string::npos);
    for (const char* name :
         {"gl", "gl(2", "gl(0)", "gl(2)*", "gl(2)*0", "so3:", "so3:2", "so3:1+", "so(3)", "gl(2)x2", "gl(99999999999)"})
        EXPECT_NE(why(name).find("expected gl(D)*H such as gl(10)*6"), std::string::npos) << name;
    EXPECT_NE(
        messageOf([] { readCsvText("mu_0,mu_1,phi_0,phi_1,phi_2,phi_3\n1,2,0,0,0,0\n", "f"); }).find("--group 'gl(10)*6'"),
        std::string::npos);
    Reading other;
    other.group = "gl(1)*4";
    EXPECT_NE(messageOf([&] {
                  readCsvText("# group: gl(2)\nmu_0,mu_1,phi_0,phi_1,phi_2,phi_3\n1,2,0,0,0,0\n", "f", other);
              }).find("expected the group gl(2) as the file says, found gl(1)*4"),
              std::string::npos);
    Reading reading;
    reading.group = "gl(2)";
    EXPECT_NE(messageOf([&] { readCsvText("mu_0,mu_1\n1,2\n", "f", reading); }).find("found none"), std::string::npos);
}

/// Means of three tokens and a table of frames beside them.
BeliefFile joined(const std::string& means, const std::string& frames, const char* group = "gl(1)")
{
    const TemporaryFolder folder;
    writeFileAtomically(folder.file("frames.csv"), frames);
    Reading reading;
    reading.frames = folder.file("frames.csv");
    reading.group = group;
    return readCsvText(means, "means", reading);
}

TEST(Csv, FramesOfAnotherTableAreMatchedByTokenIdAndOtherwiseByOrder)
{
    const std::vector<double> byOrder{0.1, 0.2, 0.3};
    EXPECT_EQ(joined("token_id,mu_0\n7,1\n8,2\n9,3\n", "token_id,phi_0\n9,0.3\n7,0.1\n8,0.2\n").arrays.at("phi").numbers,
              byOrder);
    EXPECT_EQ(joined("mu_0\n1\n2\n3\n", "phi_0\n.1\n.2\n.3\n").arrays.at("phi").numbers, byOrder);
    const BeliefFile one = joined("token_id,mu_0\n7,1\n8,2\n9,3\n", "# group: gl(1)\nphi_0\n.1\n.2\n.3\n", "");
    EXPECT_EQ(one.arrays.at("phi").numbers, byOrder);
    EXPECT_NE(one.notes.front().find("rows are matched by order"), std::string::npos);
    EXPECT_EQ(one.arrays.at("tokens").text, (std::vector<std::string>{"7", "8", "9"}));
}

TEST(Csv, FramesThatDoNotMatchAreRefused)
{
    const auto why = [](const std::string& means, const std::string& frames) {
        return messageOf([&] { joined(means, frames); });
    };
    EXPECT_NE(why("mu_0\n1\n2\n", "phi_0\n1\n").find("expected 2 rows as means has, found 1"), std::string::npos);
    EXPECT_NE(why("token_id,mu_0\n7,1\n8,2\n", "token_id,phi_0\n7,1\n9,2\n").find("found none for '8'"), std::string::npos);
    EXPECT_NE(why("token_id,mu_0\n7,1\n8,2\n", "token_id,phi_0\n7,1\n7,2\n").find("found '7' twice"), std::string::npos);
    EXPECT_NE(why("token_id,mu_0\n7,1\n7,2\n", "token_id,phi_0\n7,1\n8,2\n").find("means: expected each token_id once"),
              std::string::npos);
    EXPECT_NE(why("mu_0,phi_0\n1,2\n", "phi_0\n1\n").find("found columns phi_… in means"), std::string::npos);
    EXPECT_NE(why("mu_0\n1\n", "mu_0\n1\n").find("expected columns phi_0"), std::string::npos);
    EXPECT_NE(why("phi_0\n1\n", "phi_0\n1\n").find("beside one of means"), std::string::npos);
    EXPECT_NE(messageOf([] {
                  joined("# group: gl(1)*1\nmu_0\n1\n", "# group: gl(2)\nphi_0\n1\n", "");
              }).find("expected the group"),
              std::string::npos);
}

}  // namespace
}  // namespace gauge
