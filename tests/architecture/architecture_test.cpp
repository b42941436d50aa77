// The rules, held against this tree.
#include "tests/architecture/rules.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace gauge::architecture {
namespace {

const Tree& tree()
{
    static const Tree read = readTree(GAUGESCOPE_SOURCE, GAUGESCOPE_BUILD "/links.txt");
    return read;
}

void expectNone(const Faults& faults)
{
    for (const std::string& fault : faults)
        ADD_FAILURE() << fault;
}

TEST(Architecture, TheTreeAndItsTargetsWereFound)
{
    for (const auto& [room, others] : tree().ladder.rooms)
        EXPECT_TRUE(std::any_of(tree().sources.begin(), tree().sources.end(),
                                [&](const auto& s) { return roomOf(s.first) == room; }))
            << "no source in " << room;
    for (const std::string library : {"gauge_core", "gauge_gpu"})
        EXPECT_TRUE(tree().links.contains(library)) << "links.txt has no " << library;
    EXPECT_TRUE(tree().links.at("gauge_gpu").contains("gauge_core"));
}

TEST(Architecture, CoreAndUiIncludeDownwards)
{
    expectNone(upwardIncludes(tree()));
}

TEST(Architecture, EveryFolderIsARung)
{
    expectNone(unknownRungs(tree()));
}

TEST(Architecture, NoFoldersCircle)
{
    expectNone(folderCircles(tree()));
}

TEST(Architecture, NoFilesCircle)
{
    expectNone(fileCircles(tree()));
}

TEST(Architecture, RoomsIncludeOnlyOpenRooms)
{
    expectNone(closedRooms(tree()));
}

TEST(Architecture, QtCudaTbbAndSolversStayWhereTheyBelong)
{
    expectNone(foreignHeaders(tree()));
}

TEST(Architecture, ViewsStandAlone)
{
    expectNone(crossedViews(tree()));
}

TEST(Architecture, NothingIsCompiledConditionally)
{
    expectNone(conditionalCompilation(tree()));
}

TEST(Architecture, NothingFollowsTheDesktopsLanguage)
{
    expectNone(languageOfTheDesktop(tree()));
}

TEST(Architecture, FilesAreShort)
{
    expectNone(longFiles(tree()));
}

TEST(Architecture, EverySourceIsListed)
{
    expectNone(unlistedSources(tree()));
}

TEST(Architecture, LibrariesLinkDownwards)
{
    expectNone(forbiddenLinks(tree()));
}

TEST(Architecture, NoHeaderOfOursIsPrecompiled)
{
    expectNone(ownPrecompiled(tree()));
}

TEST(Architecture, NoTargetsCircle)
{
    expectNone(linkCircles(tree()));
}

}  // namespace
}  // namespace gauge::architecture
