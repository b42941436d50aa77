#include "ui/figure/figure_data.h"

#include "core/io/file.h"
#include "ui/figure/figure_recipe.h"
#include "ui/scene/table_text.h"

#include <QFileInfo>

namespace gauge::ui {
namespace {

NpyArray matrices(const std::vector<RowMatrixd>& heads)
{
    std::vector<double> flat;
    for (const RowMatrixd& m : heads)
        flat.insert(flat.end(), m.data(), m.data() + m.size());
    const Index n = heads.empty() ? 0 : heads.front().rows();
    return numbersArray({static_cast<Index>(heads.size()), n, n}, std::move(flat));
}

}  // namespace

std::vector<std::pair<QString, QString>> panelTables(const FigureSpec& spec, const FigureScenes& scenes)
{
    std::vector<std::pair<QString, QString>> tables;
    for (std::size_t k = 0; k < spec.panels.size(); ++k) {
        Scene scene;
        scene.snapshot = scenes.snapshot;
        scene.reference = scenes.reference;
        scene.options = spec.panels[k].options;
        scene.selection = spec.panels[k].selection;
        scene.map = spec.panels[k].map;
        tables.emplace_back(
            QStringLiteral("%1-%2").arg(QChar(static_cast<ushort>('a' + k))).arg(QLatin1String(spec.panels[k].kind->name)),
            tableText(tableView(*spec.panels[k].kind, scene), QLatin1Char(',')));
    }
    return tables;
}

NpzArrays snapshotArrays(const Snapshot& s)
{
    NpzArrays arrays;
    const Index n = s.tokens();
    const Index k = s.state->dim();
    arrays["tokens"] = textArray(s.state->tokens);
    arrays["energy"] = matrices(s.energy);
    arrays["attention"] = matrices(s.attention);
    if (s.consensusRefused.empty()) {
        const RowMatrixd distance = s.distance();
        arrays["distance"] = numbersArray({n, n}, {distance.data(), distance.data() + distance.size()});
    }
    arrays["labels"] = numbersArray({n}, {s.clusters().label.begin(), s.clusters().label.end()});
    arrays["labels"].kind = 'i';
    std::vector<double> mean, cov, total, belief, coupling, entropy;
    for (Index i = 0; i < n; ++i) {
        const Vectord m = fullMean(*s.common, i);
        mean.insert(mean.end(), m.data(), m.data() + k);
        const RowMatrixd c = fullCovariance(*s.common, i);
        cov.insert(cov.end(), c.data(), c.data() + c.size());
    }
    arrays["common_mu"] = numbersArray({n, k}, std::move(mean));
    arrays["common_sigma"] = numbersArray({n, k, k}, std::move(cov));
    for (const FreeEnergy& f : s.history) {
        total.push_back(f.total());
        belief.push_back(f.belief);
        coupling.push_back(f.coupling);
        entropy.push_back(f.entropy);
    }
    const auto steps = static_cast<Index>(s.history.size());
    arrays["free_energy"] = numbersArray({steps}, std::move(total));
    arrays["belief_energy"] = numbersArray({steps}, std::move(belief));
    arrays["coupling_energy"] = numbersArray({steps}, std::move(coupling));
    arrays["entropy_term"] = numbersArray({steps}, std::move(entropy));
    return arrays;
}

QStringList writeBeside(const QString& figure, const FigureSpec& spec, const FigureScenes& scenes, bool recipe, bool data)
{
    const QFileInfo info(figure);
    const QString base = info.path() + QLatin1Char('/') + info.completeBaseName();
    QStringList written;
    if (recipe) {
        written << base + QStringLiteral(".recipe.json");
        writeFileAtomically(written.back().toStdString(), recipeText(spec).toStdString());
    }
    if (data) {
        written << base + QStringLiteral(".npz");
        const NpzArrays arrays = snapshotArrays(*scenes.snapshot);
        writeNpz(written.back().toStdString(), {arrays.begin(), arrays.end()});
        for (const auto& [name, text] : panelTables(spec, scenes)) {
            written << base + QLatin1Char('-') + name + QStringLiteral(".csv");
            writeFileAtomically(written.back().toStdString(), text.toStdString());
        }
    }
    return written;
}

}  // namespace gauge::ui
