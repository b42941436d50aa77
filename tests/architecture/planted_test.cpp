// The rules themselves: on a small tree in order they find nothing, and each planted fault is found, and nothing else.
#include "tests/architecture/rules.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <stdexcept>
#include <unistd.h>

namespace gauge::architecture {
namespace {

namespace fs = std::filesystem;

/// A tree in order, in a folder of its own that goes with the test.
class Planted : public ::testing::Test {
protected:
    Planted()
    {
        std::string pattern = (fs::temp_directory_path() / "gaugescope-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("expected a temporary folder, found no way to make " + pattern);
        root_ = pattern;
        write("tests/architecture/ladder.txt", "# from the bottom\nrung core error\nrung kernels\nrung pipeline\n"
                                               "room core\nroom gpu core\nroom ui core\nroom app core gpu ui\n"
                                               "without core Qt CUDA\nwithout gpu Qt\nwithout ui CUDA solvers\n"
                                               "library gauge_core gauge_flags\nlibrary gauge_gpu gauge_core\n");
        write("tests/architecture/long.txt", "# none\n");
        write("core/CMakeLists.txt", "add_library(gauge_core kernels/product.cpp pipeline/engine.cpp)\n");
        write("core/error.h", "#include <string>\n");
        write("core/kernels/product.h", "#include \"core/error.h\"\n");
        write("core/kernels/product.cpp", "#include \"core/kernels/product.h\"\n#include <tbb/info.h>\n");
        write("core/pipeline/engine.h", "#include \"core/kernels/product.h\"\n");
        write("core/pipeline/engine.cpp", "#include \"engine.h\"\n");
        write("gpu/CMakeLists.txt", "add_library(gauge_gpu $<$<BOOL:ON>:device.cu>)\n");
        write("gpu/device.cu", "#include <cuda_runtime.h>\n#include \"core/error.h\"\n");
        write("ui/CMakeLists.txt", "add_library(gauge_ui window.cpp)\n");
        write("ui/window.cpp", "#include <QWidget>\n#include \"core/pipeline/engine.h\"\n");
        write("app/CMakeLists.txt", "add_executable(gaugescope main.cpp ${CMAKE_SOURCE_DIR}/gpu/other.cpp)\n");
        write("app/main.cpp", "#include \"gpu/device.h\"\n");
        write("gpu/device.h", "#pragma once\n");
        write("gpu/other.cpp", "// #if\n");
        write("links.txt",
              "gauge_flags \ngauge_core gauge_flags fmt::fmt\ngauge_gpu gauge_core\ngaugescope gauge_gpu gauge_core\n");
    }

    ~Planted() override { fs::remove_all(root_); }

    void write(const std::string& path, const std::string& text) const
    {
        fs::create_directories((root_ / path).parent_path());
        std::ofstream(root_ / path) << text;
    }

    Faults faults() const { return allFaults(readTree(root_, root_ / "links.txt")); }

    void expectOnly(const std::string& fault) const { EXPECT_EQ(faults(), Faults{fault}); }

    fs::path root_;
};

/// What scripts/include-graph prints of a tree.
std::string includeGraph(const fs::path& root)
{
    const std::string command = std::string(GAUGESCOPE_SOURCE) + "/scripts/include-graph " + root.string();
    FILE* pipe = popen(command.c_str(), "r");
    std::string out;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
        out += static_cast<char>(c);
    EXPECT_EQ(pclose(pipe), 0) << command;
    return out;
}

TEST_F(Planted, ATreeInOrderHasNoFault)
{
    EXPECT_EQ(faults(), Faults{});
    EXPECT_EQ(includeGraph(root_), "core      \nkernels     core 1\npipeline    kernels 1\n"
                                   "3 folders, 2 edges, 0 upwards\nno circle\n");
}

TEST_F(Planted, AnIncludeUpwardsNamesBothFiles)
{
    write("core/pipeline/stage.h", "#pragma once\n");
    write("core/kernels/product.cpp", "#include \"core/pipeline/stage.h\"\n");
    write("core/pipeline/engine.h", "");
    expectOnly("core/kernels/product.cpp includes core/pipeline/stage.h, which stands above it");
    const std::string graph = includeGraph(root_);
    EXPECT_NE(graph.find("UP core/kernels/product.cpp includes core/pipeline/stage.h\n"), std::string::npos) << graph;
    EXPECT_NE(graph.find("3 folders, 2 edges, 1 upwards\nno circle\n"), std::string::npos) << graph;
}

TEST_F(Planted, APathBesideTheFileIsFollowed)
{
    write("core/pipeline/stage.h", "#pragma once\n");
    write("core/kernels/product.cpp", "  #  include \"../pipeline/stage.h\"\n");
    write("core/pipeline/engine.h", "");
    expectOnly("core/kernels/product.cpp includes core/pipeline/stage.h, which stands above it");
    EXPECT_NE(includeGraph(root_).find("1 upwards\nno circle"), std::string::npos);
}

TEST_F(Planted, ACircleOfFoldersGoesUpwardsSomewhere)
{
    write("core/pipeline/stage.h", "#pragma once\n");
    write("core/kernels/product.cpp", "#include \"core/pipeline/stage.h\"\n");
    EXPECT_EQ(faults(), (Faults{"core/kernels/product.cpp includes core/pipeline/stage.h, which stands above it",
                                "a circle of folders: kernels -> pipeline -> kernels (core/kernels/product.cpp includes "
                                "core/pipeline/stage.h; core/pipeline/engine.h includes core/kernels/product.h)"}));
    EXPECT_NE(includeGraph(root_).find("1 upwards\na circle: kernels pipeline\n"), std::string::npos);
}

TEST_F(Planted, ACircleOfFilesIsAChain)
{
    write("ui/window.cpp", "#include \"ui/a.h\"\n");
    write("ui/a.h", "#include \"ui/b.h\"\n");
    write("ui/b.h", "#include \"c.h\"\n");
    write("ui/c.h", "#include \"ui/a.h\"\n");
    expectOnly("a circle of files: ui/a.h -> ui/b.h -> ui/c.h -> ui/a.h");
}

TEST_F(Planted, AFolderWithoutARung)
{
    write("core/extra/a.h", "#include \"core/pipeline/engine.h\"\n");
    expectOnly("core/extra: expected a rung of ladder.txt, found none of that name");
    EXPECT_NE(includeGraph(root_).find("not in ladder.txt: extra\n4 folders, 3 edges, 0 upwards\n"), std::string::npos);
}

TEST_F(Planted, AFileInCoreItselfThatIsNotNamed)
{
    write("core/extra.h", "#pragma once\n");
    expectOnly("core/extra.h: expected a file that a rung of ladder.txt names, found another");
}

TEST_F(Planted, ARungWithoutAFolder)
{
    fs::remove_all(root_ / "core/pipeline");
    write("ui/window.cpp", "");
    expectOnly("ladder.txt: expected a folder or files for the rung pipeline, found none");
}

/// The same tree, its ui a ladder too.
class PlantedRooms : public Planted {
protected:
    PlantedRooms()
    {
        write("tests/architecture/ladder.txt", "rung core error\nrung kernels\nrung pipeline\n"
                                               "rung ui/base threads\nrung ui/scene\nrung ui/views\nrung ui/window window\n"
                                               "room core\nroom gpu core\nroom ui core\nroom app core gpu ui\n");
        write("ui/threads.h", "#pragma once\n");
        write("ui/scene/scene.h", "#include \"ui/threads.h\"\n#include \"core/pipeline/engine.h\"\n");
        write("ui/views/list.h", "#include \"ui/scene/scene.h\"\n");
        write("ui/views/arcs/arcs.h", "#include \"ui/scene/scene.h\"\n");
        write("ui/window.cpp", "#include \"ui/views/list.h\"\n");
    }
};

TEST_F(PlantedRooms, InOrder)
{
    EXPECT_EQ(faults(), Faults{});
}

TEST_F(PlantedRooms, AnIncludeUpwards)
{
    write("ui/scene/chart.h", "#include \"ui/views/list.h\"\n");
    write("ui/views/list.h", "");
    write("ui/views/arcs/arcs.h", "");
    expectOnly("ui/scene/chart.h includes ui/views/list.h, which stands above it");
}

TEST_F(PlantedRooms, AFileOfTheRoomStandsOnItsRung)
{
    write("ui/window.h", "#pragma once\n");
    write("ui/views/arcs/arcs.h", "#include \"ui/window.h\"\n");
    write("ui/window.cpp", "");
    expectOnly("ui/views/arcs/arcs.h includes ui/window.h, which stands above it");
}

TEST_F(PlantedRooms, AFolderAndAFileThatTheLadderDoesNotName)
{
    write("ui/extra/a.h", "#pragma once\n");
    expectOnly("ui/extra: expected a rung of ladder.txt, found none of that name");
    fs::remove_all(root_ / "ui/extra");
    write("ui/extra.h", "#pragma once\n");
    expectOnly("ui/extra.h: expected a file that a rung of ladder.txt names, found another");
}

TEST_F(PlantedRooms, AViewThatIncludesAnother)
{
    write("ui/views/tower/tower.h", "#include \"ui/views/arcs/arcs.h\"\n");
    expectOnly("ui/views/tower/tower.h includes ui/views/arcs/arcs.h, which is for ui/views/arcs alone");
}

TEST_F(Planted, RoomsThatMayNotBeIncluded)
{
    write("core/kernels/product.cpp", "#include \"gpu/device.h\"\n");
    expectOnly("core/kernels/product.cpp includes gpu/device.h: core may include no other room");
    write("core/kernels/product.cpp", "");
    write("ui/window.cpp", "#include <gpu/device.h>\n");
    expectOnly("ui/window.cpp includes gpu/device.h: ui may include only core");
}

TEST_F(Planted, HeadersFromElsewhere)
{
    write("core/kernels/product.cpp", "#include <QString>\n");
    expectOnly("core/kernels/product.cpp includes QString: core does without Qt");
    write("core/kernels/product.cpp", "#include \"cublas_v2.h\"\n");
    expectOnly("core/kernels/product.cpp includes cublas_v2.h: core does without CUDA");
    write("core/kernels/product.cpp", "");
    write("ui/window.cpp", "#include <cuda_runtime.h>\n");
    expectOnly("ui/window.cpp includes cuda_runtime.h: ui does without CUDA");
    write("ui/window.cpp", "#include <Eigen/Eigenvalues>\n");
    expectOnly("ui/window.cpp includes Eigen/Eigenvalues: ui does without solvers");
}

TEST_F(Planted, AViewThatLooksIntoAnother)
{
    write("ui/views/arcs/CMakeLists.txt", "target_sources(gauge_ui PRIVATE paint.cpp)\n");
    write("ui/views/arcs/paint.cpp", "#include \"layout.h\"\n#include \"ui/views/beliefs/layout.h\"\n");
    write("ui/views/arcs/layout.h", "#pragma once\n");
    write("ui/views/beliefs/layout.h", "#pragma once\n");
    expectOnly("ui/views/arcs/paint.cpp includes ui/views/beliefs/layout.h, which is for ui/views/beliefs alone");
    write("ui/views/arcs/paint.cpp", "#include \"../beliefs/layout.h\"\n");
    expectOnly("ui/views/arcs/paint.cpp includes ui/views/beliefs/layout.h, which is for ui/views/beliefs alone");
}

TEST_F(Planted, OnlyTheListOfViewsKnowsThem)
{
    write("ui/views/arcs/arcs.h", "#pragma once\n");
    write("ui/CMakeLists.txt", "add_library(gauge_ui window.cpp views/all_views.cpp)\n");
    write("ui/views/all_views.cpp", "#include \"ui/views/arcs/arcs.h\"\n");
    EXPECT_EQ(faults(), Faults{});
    write("ui/window.cpp", "#include \"ui/views/arcs/arcs.h\"\n");
    expectOnly("ui/window.cpp includes ui/views/arcs/arcs.h, which is for ui/views/arcs alone");
}

TEST_F(Planted, TbbInAHeader)
{
    write("core/error.h", "#include <oneapi/tbb/info.h>\n");
    expectOnly("core/error.h includes oneapi/tbb/info.h: TBB stays in core's .cpp files");
}

TEST_F(Planted, ConditionalCompilation)
{
    write("gpu/other.cpp", "int a;\n # ifdef NDEBUG\n");
    expectOnly("gpu/other.cpp:2: #ifdef: expected no conditional compilation");
}

TEST_F(Planted, WhatFollowsTheDesktopsLanguage)
{
    for (const std::string line :
         {"x = std::stod(text);", "x = strtod(text, nullptr);", "c = std::tolower(c);", "isalpha(c);",
          "setlocale(LC_ALL, \"\");", "std::locale::global(mine);", "text = QLocale().toString(x);",
          "a.localeAwareCompare(b);", "text = tr(\"%L1 of them\").arg(n);", "text = fmt::format(\"{:.3L}\", x);",
          "std::printf(\"%d %.3g\", n, x);", "std::sscanf(text, \"%lf\", &x);", "auto* box = new QDoubleSpinBox;",
          "x = QLocale::system().toDouble(text);"}) {
        write("gpu/other.cpp", "// std::stod(text)\n" + line + "\n");
        const Faults found = faults();
        ASSERT_EQ(found.size(), 1u) << line;
        EXPECT_NE(found[0].find("gpu/other.cpp:2: "), std::string::npos) << found[0];
        EXPECT_NE(found[0].find(": expected nothing that follows the desktop's language"), std::string::npos) << found[0];
    }
    write("gpu/other.cpp", "std::fprintf(stderr, \"%3d %%\", n); text.toLower(); QLocale(QLocale::English); isDigit(c);\n"
                           "speak(QLocale::system().uiLanguages());\n");
    EXPECT_EQ(faults(), Faults{});
}

TEST_F(Planted, ASourceThatNoTargetLists)
{
    write("core/pipeline/product.cpp", "");  // a name that another folder's list has
    write("core/CMakeLists.txt",
          "add_library(gauge_core kernels/product.cpp pipeline/engine.cpp) # pipeline/product.cpp\n");
    expectOnly("core/pipeline/product.cpp: expected a target that lists it, found none");
}

TEST_F(Planted, AHeaderOfOursAmongThePrecompiled)
{
    write("ui/CMakeLists.txt", "add_library(gauge_ui window.cpp)\n"
                               "target_precompile_headers(gauge_ui PRIVATE <QWidget> ${CMAKE_SOURCE_DIR}/gpu/device.h)\n");
    expectOnly("gpu/device.h: expected headers of others alone among the precompiled: out of a compiler cache ours are "
               "read twice");
}

TEST_F(Planted, AFileOf401Lines)
{
    std::string text(400, '\n');
    write("gpu/device.h", text);
    EXPECT_EQ(faults(), Faults{});
    write("gpu/device.h", text + "\n");
    expectOnly("gpu/device.h: expected at most 400 lines, found 401");
    write("tests/architecture/long.txt", "gpu/device.h a table\n");
    EXPECT_EQ(faults(), Faults{});
    write("tests/architecture/long.txt", "gpu/device.h  # why?\n");
    expectOnly("long.txt: expected a reason after gpu/device.h, found none");
}

TEST_F(Planted, TheListOfLongFilesOnlyShrinks)
{
    write("tests/architecture/long.txt", "gpu/device.h a table\n");
    expectOnly("long.txt: expected more than 400 lines in gpu/device.h, found 1: it can leave the list");
    write("tests/architecture/long.txt", "gpu/gone.h a table\n");
    expectOnly("long.txt: expected a source gpu/gone.h, found none");
}

TEST_F(Planted, ALinkThatGoesUpwards)
{
    write("links.txt", "gauge_flags\ngauge_core gauge_flags gauge_gpu fmt::fmt\ngauge_gpu\n");
    expectOnly("gauge_core links gauge_gpu: expected only gauge_flags");
}

TEST_F(Planted, ACircleOfTargets)
{
    write("links.txt", "a b\nb c\nc a\n");
    expectOnly("a circle of targets: a -> b -> c -> a");
}

TEST_F(Planted, AListThatCannotBeRead)
{
    write("tests/architecture/ladder.txt", "rungs core\n");
    EXPECT_THROW(faults(), std::runtime_error);
    fs::remove(root_ / "tests/architecture/ladder.txt");
    EXPECT_THROW(faults(), std::runtime_error);
}

TEST(IncludeGraph, CountsWhatTheRulesFind)
{
    const Faults upwards = upwardIncludes(readTree(GAUGESCOPE_SOURCE, GAUGESCOPE_BUILD "/links.txt"));
    const std::string graph = includeGraph(GAUGESCOPE_SOURCE);
    EXPECT_NE(graph.find(" edges, " + std::to_string(upwards.size()) + " upwards\n"), std::string::npos) << graph;
}

}  // namespace
}  // namespace gauge::architecture
