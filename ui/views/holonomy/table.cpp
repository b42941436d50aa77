#include "ui/scene/words.h"
#include "ui/views/holonomy/pictures.h"
#include "ui/views/holonomy/view.h"

namespace gauge::ui::holonomy {
namespace {

QList<QStringList> mapTable(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const RowMatrixd map =
        anchorMap(s.connection, headOf(scene), s.state->heads[headOf(scene)], s.tokens(), anchorOf(scene));
    QStringList head{words("anchor %1").arg(tokenText(s, anchorOf(scene)))};
    for (Index j = 0; j < s.tokens(); ++j)
        head << tokenText(s, j);
    QList<QStringList> rows{head};
    for (Index i = 0; i < s.tokens(); ++i) {
        QStringList row{tokenText(s, i)};
        for (Index j = 0; j < s.tokens(); ++j)
            row << exactNumber(map(i, j));
        rows << row;
    }
    return rows;
}

QList<QStringList> loopTable(const Snapshot& s)
{
    QList<QStringList> rows{{words("head"), words("i"), words("j"), words("k"), words("tr H̄/d"), words("‖H̄ − 1‖_F"),
                             words("‖V_ik − V_ij V_jk‖_F"), words("face weight")}};
    const RowMatrix<Index>& token = s.holonomy->triangles.token;
    for (std::size_t h = 0; h < s.holonomy->heads.size(); ++h) {
        const HeadHolonomy& head = s.holonomy->heads[h];
        for (Index t = 0; t < token.rows(); ++t)
            rows << QStringList{QString::number(h),           tokenText(s, token(t, 0)),   tokenText(s, token(t, 1)),
                                tokenText(s, token(t, 2)),    exactNumber(head.wilson(t)), exactNumber(head.deviation(t)),
                                exactNumber(head.cocycle(t)), exactNumber(head.weight(t))};
    }
    return rows;
}

QList<QStringList> modeTable(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const Frustration& f = s.holonomy->heads[headOf(scene)].frustration;
    QStringList head{words("token"), words("frustration")};
    for (Index k = 0; k < f.mode.rows(); ++k)
        head << words("x %1").arg(k);
    QList<QStringList> rows{head};
    for (Index i = 0; i < s.tokens(); ++i) {
        QStringList row{tokenText(s, i), exactNumber(f.value)};
        for (Index k = 0; k < f.mode.rows(); ++k)
            row << exactNumber(f.mode(k, i));
        rows << row;
    }
    return rows;
}

/// Every stop of what is carried, and the loop's matrix row by row.
QList<QStringList> walkTable(const Scene& scene)
{
    const Snapshot& s = *scene.snapshot;
    const Path path = pathOf(scene);
    QList<QStringList> rows{
        {words("what"), words("step"), words("token"), words("dimension"), words("number"), words("variance")}};
    const std::optional<LoopWalk> walk = walkOf(scene);
    if (!walk)
        return rows;
    for (std::size_t k = 0; k < walk->carried.size() - (path.closed ? 0 : 1); ++k)
        for (Index a = 0; a < walk->carried[k].mean.size(); ++a)
            rows << QStringList{words("mean"),
                                QString::number(k),
                                tokenText(s, path.tokens[k % path.tokens.size()]),
                                QString::number(a),
                                exactNumber(walk->carried[k].mean(a)),
                                exactNumber(walk->carried[k].cov(a, a))};
    const Matrixd& around = walk->loop.around;
    for (Index r = 0; r < around.rows() && path.closed; ++r)
        for (Index c = 0; c < around.cols(); ++c)
            rows << QStringList{words("H̄"), QString(), QString(), words("%1, %2").arg(r).arg(c), exactNumber(around(r, c)),
                                QString()};
    if (path.closed)
        for (const auto& [what, number] : {std::pair("tr H̄/d", walk->loop.wilson),
                                           {"‖H̄ − 1‖_F", walk->loop.deviation},
                                           {"angle (rad)", walk->fails.turn},
                                           {"least stretch", walk->fails.least},
                                           {"greatest stretch", walk->fails.most}})
            rows << QStringList{words(what), QString(), QString(), QString(), exactNumber(number), QString()};
    return rows;
}

}  // namespace

QList<QStringList> table(const Scene& scene)
{
    switch (optionsOf(scene).picture) {
    case Loops: return loopTable(*scene.snapshot);
    case Frustrated: return modeTable(scene);
    case Walk: return walkTable(scene);
    default: return mapTable(scene);
    }
}

}  // namespace gauge::ui::holonomy
