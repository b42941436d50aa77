#include "ui/page/page_pictures.h"

#include "core/error.h"
#include "ui/figure/figure.h"
#include "ui/scene/words.h"
#include "ui/views/all_views.h"

namespace gauge::ui {
namespace {

constexpr double kPixelsPerMm = 96 / 25.4;
constexpr double kWidthMm = 120;  // of one view
constexpr double kGap = 0.03;     // of the width

Scene sceneOf(const Pictured& view, const lesson::Scene& of)
{
    Scene scene;
    scene.snapshot = of.now;
    scene.reference = of.pinned;
    scene.options = view.options;
    scene.cost.report = of.cost;
    scene.map = view.map;
    scene.map.running = false;
    for (const Index token : of.looking.locked)
        scene.selection.locked.push_back(static_cast<int>(token));
    scene.selection.lockedReceiver = static_cast<int>(of.looking.receiver);
    scene.selection.lockedSender = static_cast<int>(of.looking.sender);
    return scene;
}

/// With what its views show that a run has only where it is asked for.
lesson::Scene withCurves(lesson::Scene scene, const std::vector<Pictured>& views)
{
    const bool curves = std::ranges::any_of(views, [](const Pictured& view) { return view.kind->curves; });
    if (curves && !scene.now->curves) {
        RunInput input = scene.now->input;
        input.layer = scene.now->layer;
        input.extras.curves = true;
        scene.now = scene.run(input);
    }
    return scene;
}

Painting paintingOf(const std::vector<Pictured>& views, const lesson::Scene& scene)
{
    QStringList titles;
    double aspect = 0;
    for (const Pictured& view : views) {
        titles << words(view.kind->title);
        aspect = std::max(aspect, view.kind->aspect);
    }
    const auto count = static_cast<double>(views.size());
    const auto paint = [views, scene, count](QPainter& painter, const QRectF& area, const Style& style) {
        const double gap = kGap * area.width();
        const double width = (area.width() - (count - 1) * gap) / count;
        double left = area.left();
        for (const Pictured& view : views) {
            Scene of = sceneOf(view, scene);
            of.style = style;
            paintView(*view.kind, painter, QRectF(left, area.top(), width, area.height()), of);
            left += width + gap;
        }
    };
    return {titles.join(QStringLiteral(", ")), std::max(aspect, 0.6) / count, paint};
}

QString wordsOf(const std::vector<Pictured>& views, const Snapshot& run)
{
    QStringList titles;
    for (const Pictured& view : views)
        titles << words(view.kind->title);
    return QStringLiteral("%1 of %2 tokens at layer %3")
        .arg(titles.join(QStringLiteral(", ")), QString::number(run.tokens()), QString::number(run.layer));
}

QString dataAddress(const char* type, const QByteArray& bytes)
{
    return QStringLiteral("data:%1;base64,%2").arg(QLatin1String(type), QString::fromLatin1(bytes.toBase64()));
}

}  // namespace

Pictured pictured(const std::string& view, const std::map<std::string, std::map<std::string, std::string>>& options)
{
    Pictured found{findView(QString::fromStdString(view)), {}};
    if (!found.kind)
        fail("views: expected the name of a view, found '{}'", view);
    if (const auto chosen = options.find(view); chosen != options.end())
        for (const auto& [name, value] : chosen->second)
            setOption(*found.kind, found.options, QString::fromStdString(name), QString::fromStdString(value));
    return found;
}

QString refusalOf(const Pictured& view, const lesson::Scene& scene)
{
    return refusalOf(*view.kind, sceneOf(view, scene));
}

Picture pictureOf(const std::vector<Pictured>& views, const lesson::Scene& scene, std::size_t room)
{
    const lesson::Scene shown = withCurves(scene, views);
    const Painting painting = paintingOf(views, shown);
    FigureLook look;
    look.widthMm = kWidthMm * static_cast<double>(views.size());
    look.fontPt = 8;
    Picture picture;
    picture.words = wordsOf(views, *shown.now);
    picture.size = (QSizeF(look.widthMm, look.widthMm * painting.aspect) * kPixelsPerMm).toSize();
    const std::size_t bytes = room / 4 * 3;
    const QByteArray drawn = renderFigure(painting, look, QStringLiteral("svg"));
    QByteArray dots;
    for (look.dpi = 192; look.dpi >= 36; look.dpi /= 1.5) {
        dots = renderFigure(painting, look, QStringLiteral("png"));
        if (static_cast<std::size_t>(dots.size()) <= bytes)
            break;
    }
    const bool lines = drawn.size() <= dots.size() && static_cast<std::size_t>(drawn.size()) <= bytes;
    if (!lines && static_cast<std::size_t>(dots.size()) > bytes)
        fail("page: expected a picture of {} below {} bytes, found {}", picture.words.toStdString(), bytes, dots.size());
    picture.source = lines ? dataAddress("image/svg+xml", drawn) : dataAddress("image/png", dots);
    return picture;
}

nlohmann::json pictureJson(const std::string& view, const Picture& picture)
{
    return {{"view", view},
            {"src", picture.source.toStdString()},
            {"alt", picture.words.toStdString()},
            {"width", picture.size.width()},
            {"height", picture.size.height()}};
}

}  // namespace gauge::ui
