#include "ui/panels/slide_views.h"

#include "ui/views/all_views.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>
#include <QLabel>
#include <utility>

namespace gauge::ui {
namespace {

constexpr double kAboveLeast = 1.08;  // of a view's text: what it sets smaller is still no smaller than the least
constexpr double kTitle = 1.45;       // height of a view's title, in heights of letters
constexpr double kWorthwhile = 0.4;   // of the largest view: a smaller one is not what is looked at

}  // namespace

SlideViews::SlideViews(ViewSet& views, SelectionModel& selection, QWidget* parent)
    : QWidget(parent), views_(views), selection_(selection)
{
    setObjectName(QStringLiteral("slide-views"));
}

// Canvases speak to the painter when they go: they go first.
SlideViews::~SlideViews()
{
    for (const auto& [name, picture] : pictures_)
        delete picture.canvas;
}

void SlideViews::setNames(const QStringList& names)
{
    QStringList next;
    for (const QString& name : names)
        if (!next.contains(name) && views_.panels().contains(name))
            next << name;
    if (next.isEmpty())
        next << QStringLiteral("attention");
    offered_ = next;
    choose();
}

void SlideViews::turn()
{
    offered_ << offered_.takeFirst();
    choose();
}

void SlideViews::choose()
{
    names_ = offered_.mid(0, compares() ? 1 : 2);
    for (const QString& name : names_)
        if (!pictures_.contains(name))
            add(name);
    arrange();
    emit changed();
}

void SlideViews::add(const QString& name)
{
    Canvas& original = views_.canvas(name);
    auto* canvas = new Canvas(original.kind(), selection_, painter_, this);
    canvas->setObjectName(QStringLiteral("slide-") + name);
    canvas->setFocusPolicy(Qt::TabFocus);
    canvas->setContextMenuPolicy(Qt::NoContextMenu);
    canvas->setTheme(views_.theme());
    canvas->setLook(views_.map(), views_.family());
    canvas->setOptions(original.options());
    canvas->present(kAboveLeast * least_, least_);
    canvas->show(shownIn(name, shown_));
    auto* title = new QLabel(QCoreApplication::translate("views", original.kind().title), this);
    title->setProperty("strong", true);
    pictures_[name] = {title, canvas};
    connect(&original, &Canvas::optionsChanged, canvas, [&original, canvas] { canvas->setOptions(original.options()); });
    connect(canvas, &Canvas::optionsChanged, &original, [&original, canvas] { original.setOptions(canvas->options()); });
    connect(canvas, &Canvas::thresholdDragged, this, &SlideViews::thresholdDragged);
    connect(canvas, &Canvas::parametersDragged, &original, &Canvas::parametersDragged);
    connect(&original, &QObject::destroyed, this, [this, name] { drop(name); });
}

/// A duplicate that was closed.
void SlideViews::drop(const QString& name)
{
    const auto picture = pictures_.find(name);
    delete picture->second.canvas;
    delete picture->second.title;
    pictures_.erase(picture);
    QStringList rest = offered_;
    rest.removeAll(name);
    setNames(rest);
}

void SlideViews::show(const Shown& shown)
{
    const bool compared = compares();
    shown_ = shown;
    // Two states side by side are told apart by colours that span what they differ by.
    shown_.snapshot = compares() ? restOf(shown.snapshot) : extents_.with(shown.snapshot);
    for (const auto& [name, picture] : pictures_)
        picture.canvas->show(shownIn(name, shown_));
    if (compared != compares() && !offered_.isEmpty())
        choose();
}

/// One for each run, so that nothing is painted twice.
const std::shared_ptr<const Snapshot>& SlideViews::restOf(const std::shared_ptr<const Snapshot>& snapshot)
{
    if (std::exchange(run_, snapshot) != snapshot)
        rest_ = atRest(snapshot);
    return rest_;
}

void SlideViews::setTheme(Theme theme)
{
    for (const auto& [name, picture] : pictures_)
        picture.canvas->setTheme(theme);
}

void SlideViews::setLook(ColourMap map, const QString& family)
{
    for (const auto& [name, picture] : pictures_)
        picture.canvas->setLook(map, family);
}

void SlideViews::setLeast(double pixels)
{
    if (std::exchange(least_, pixels) != pixels)
        for (const auto& [name, picture] : pictures_)
            picture.canvas->present(kAboveLeast * least_, least_);
    arrange();
}

bool SlideViews::settled() const
{
    return std::all_of(names_.begin(), names_.end(), [this](const QString& name) { return canvas(name).current(); });
}

void SlideViews::resizeEvent(QResizeEvent*)
{
    arrange();
}

/// Beside one another where there is the width for it.
void SlideViews::arrange()
{
    for (const auto& [name, picture] : pictures_) {
        picture.title->setVisible(names_.contains(name));
        picture.canvas->setVisible(names_.contains(name));
    }
    const auto count = static_cast<int>(names_.size());
    if (count == 0)
        return;
    const bool beside = width() >= height();
    const int gap = static_cast<int>(std::lround(0.6 * least_));
    const int title = static_cast<int>(std::lround(kTitle * least_));
    const int length = ((beside ? width() : height()) - (count - 1) * gap) / count;
    for (int k = 0; k < count; ++k) {
        const int at = k * (length + gap);
        const QRect place = beside ? QRect(at, 0, length, height()) : QRect(0, at, width(), length);
        const Picture& picture = pictures_.at(names_[k]);
        picture.title->setGeometry(place.left(), place.top(), place.width(), title);
        picture.canvas->setGeometry(place.adjusted(0, title, 0, 0));
    }
}

QStringList viewsLookedAt(const ViewSet& views, const QWidget* focus)
{
    std::vector<std::pair<double, QString>> seen;
    for (const auto& [name, panel] : views.panels()) {
        const Canvas& canvas = panel->canvas();
        if (!canvas.isVisible() || canvas.visibleRegion().isEmpty())
            continue;
        const double area = static_cast<double>(canvas.width()) * canvas.height();
        seen.emplace_back(&canvas == focus ? HUGE_VAL : area, name);
    }
    std::stable_sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QStringList names;
    double largest = 0;
    for (const auto& [area, name] : seen) {
        if (names.size() < 2 && (names.isEmpty() || area > kWorthwhile * largest))
            names << name;
        largest = std::isinf(area) ? largest : std::max(largest, area);
    }
    return names;
}

}  // namespace gauge::ui
