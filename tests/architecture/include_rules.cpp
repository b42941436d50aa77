#include "tests/architecture/rules.h"

#include <algorithm>

namespace gauge::architecture {
namespace {

/// Calls f(source, include) for every include of every source.
template <class F>
void eachInclude(const Tree& tree, F f)
{
    for (const auto& [path, source] : tree.sources)
        for (const Include& include : source.includes)
            f(source, include);
}

/// Headers are known by how their names begin.
struct Foreign {
    std::string name;
    std::vector<std::string> beginnings;

    bool has(const std::string& header) const
    {
        return std::any_of(beginnings.begin(), beginnings.end(), [&](const auto& b) { return header.starts_with(b); });
    }
};

const std::vector<Foreign> foreigners{
    {"Qt", {"Q", "qcustomplot"}},
    {"CUDA", {"cuda", "cublas", "cusolver", "curand", "nvrtc", "cooperative_groups"}},
    {"solvers", {"Eigen/Cholesky", "Eigen/Dense", "Eigen/Eigenvalues", "Eigen/LU", "Eigen/QR", "Eigen/SVD", "Spectra/"}},
};
const Foreign tbb{"TBB", {"tbb/", "oneapi/"}};

/// "ui/views/beliefs" of "ui/views/beliefs/paint.cpp"; empty of a file that lies in no view's folder.
std::string viewOf(const std::string& path)
{
    const std::string views = "ui/views/";
    const std::size_t end = path.starts_with(views) ? path.find('/', views.size()) : std::string::npos;
    return end == std::string::npos ? "" : path.substr(0, end);
}

}  // namespace

Faults upwardIncludes(const Tree& tree)
{
    Faults faults;
    eachInclude(tree, [&](const Source& source, const Include& include) {
        const int from = tree.ladder.height(tree.ladder.rungOf(source.path));
        const int to = tree.ladder.height(tree.ladder.rungOf(include.path));
        if (from >= 0 && to > from)
            faults.push_back(source.path + " includes " + include.path + ", which stands above it");
    });
    return faults;
}

Faults unknownRungs(const Tree& tree)
{
    const Ladder& ladder = tree.ladder;
    Faults faults;
    std::set<std::string> found;
    for (const auto& [path, source] : tree.sources) {
        const std::string rung = ladder.rungOf(path);
        if (rung == roomOf(path) && !ladder.standing.contains(path.substr(0, path.rfind('.'))))
            faults.push_back(path + ": expected a file that a rung of ladder.txt names, found another");
        else if (!rung.empty() && found.insert(rung).second && ladder.height(rung) < 0)
            faults.push_back((rung.find('/') == std::string::npos ? "core/" : "") + rung +
                             ": expected a rung of ladder.txt, found none of that name");
    }
    for (const std::string& rung : ladder.rungs)
        if (!found.contains(rung))
            faults.push_back("ladder.txt: expected a folder or files for the rung " + rung + ", found none");
    return faults;
}

Faults folderCircles(const Tree& tree)
{
    Graph graph;
    std::map<std::pair<std::string, std::string>, std::string> witness;
    eachInclude(tree, [&](const Source& source, const Include& include) {
        const std::string from = tree.ladder.rungOf(source.path), to = tree.ladder.rungOf(include.path);
        if (from.empty() || to.empty() || from == to)
            return;
        graph[from].insert(to);
        witness.try_emplace({from, to}, source.path + " includes " + include.path);
    });
    Faults faults;
    for (const Walk& walk : circles(graph)) {
        std::string files;
        for (std::size_t i = 0; i + 1 < walk.size(); ++i)
            files += (i > 0 ? "; " : "") + witness.at({walk[i], walk[i + 1]});
        faults.push_back("a circle of folders: " + arrows(walk) + " (" + files + ")");
    }
    return faults;
}

Faults fileCircles(const Tree& tree)
{
    Graph graph;
    eachInclude(tree, [&](const Source& source, const Include& include) { graph[source.path].insert(include.path); });
    Faults faults;
    for (const Walk& walk : circles(graph))
        faults.push_back("a circle of files: " + arrows(walk));
    return faults;
}

Faults closedRooms(const Tree& tree)
{
    Faults faults;
    eachInclude(tree, [&](const Source& source, const Include& include) {
        const std::string from = roomOf(source.path), to = roomOf(include.path);
        const std::set<std::string>& open = tree.ladder.rooms.at(from);
        if (!tree.ladder.rooms.contains(to) || from == to || open.contains(to))
            return;
        faults.push_back(source.path + " includes " + include.path + ": " + from + " may include " +
                         (open.empty() ? "no other room" : "only " + joined(open)));
    });
    return faults;
}

Faults foreignHeaders(const Tree& tree)
{
    Faults faults;
    eachInclude(tree, [&](const Source& source, const Include& include) {
        if (tree.sources.contains(include.path))
            return;
        const std::string room = roomOf(source.path), what = source.path + " includes " + include.written + ": ";
        const auto without = tree.ladder.without.find(room);
        for (const Foreign& foreign : foreigners)
            if (without != tree.ladder.without.end() && without->second.contains(foreign.name) &&
                foreign.has(include.written))
                faults.push_back(what + room + " does without " + foreign.name);
        if (tbb.has(include.written) && !(room == "core" && source.path.ends_with(".cpp")))
            faults.push_back(what + "TBB stays in core's .cpp files");
    });
    return faults;
}

/// Only the list of views, which lies beside their folders, looks into one; and tests do.
Faults crossedViews(const Tree& tree)
{
    Faults faults;
    eachInclude(tree, [&](const Source& source, const Include& include) {
        const std::string view = viewOf(include.path);
        const bool list = std::filesystem::path(source.path).parent_path() == "ui/views";
        if (!view.empty() && viewOf(source.path) != view && !list && roomOf(source.path) != "tests")
            faults.push_back(source.path + " includes " + include.path + ", which is for " + view + " alone");
    });
    return faults;
}

}  // namespace gauge::architecture
