#include "ui/panels/timeline.h"

#include "core/gaussian/recording.h"
#include "ui/painter/axes.h"
#include "ui/panels/icons.h"
#include "ui/panels/plain_text.h"
#include "ui/panels/status_text.h"
#include "ui/scene/scene.h"
#include "ui/scene/token_text.h"

#include <algorithm>
#include <cmath>
#include <QComboBox>
#include <qcustomplot.h>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <set>

namespace gauge::ui {
namespace {

constexpr int kMillisecondsALayer = 900;
constexpr int kLabelWidth = 112;     // pixels
constexpr int kFrame = 33;           // of the animation, milliseconds
constexpr double kGlideShare = 0.7;  // of a layer's time the picture moves; then it rests on the layer

QString eventWord(EventKind kind)
{
    switch (kind) {
    case EventKind::Formed: return Timeline::tr("formed");
    case EventKind::Grew: return Timeline::tr("grew");
    case EventKind::Shrank: return Timeline::tr("shrank");
    case EventKind::Joined: return Timeline::tr("joined");
    case EventKind::Split: return Timeline::tr("split");
    case EventKind::Dissolved: break;
    }
    return Timeline::tr("dissolved");
}

}  // namespace

Timeline::Timeline(QWidget* parent) : QWidget(parent), plot_(new QCustomPlot(this)), label_(new QLabel(this))
{
    setObjectName(QStringLiteral("timeline"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(4);
    buildButtons();
    label_->setMinimumWidth(kLabelWidth);
    label_->setObjectName(QStringLiteral("layer-label"));
    row->addSpacing(8);
    row->addWidget(label_);
    row->addWidget(plot_, 1);
    setFixedHeight(104);
    connect(&timer_, &QTimer::timeout, this, &Timeline::advance);
    connect(&glideTimer_, &QTimer::timeout, this, &Timeline::glide);
    buildPlot();
    recolour();
}

void Timeline::buildButtons()
{
    const auto button = [&](const QString& iconName, const QString& name, const QString& tip) {
        auto* b = new QToolButton(this);
        b->setObjectName(name);
        b->setToolTip(tip);
        b->setAccessibleName(tip);
        b->setFixedSize(30, 28);
        b->setIconSize({16, 16});
        layout()->addWidget(b);
        icons_.emplace_back(b, iconName);
        return b;
    };
    auto* first = button(QStringLiteral("first"), QStringLiteral("first"), tr("First layer (Ctrl+Home)"));
    auto* back = button(QStringLiteral("back"), QStringLiteral("back"), tr("One layer back (Ctrl+Left)"));
    playButton_ = button(QStringLiteral("play"), QStringLiteral("play"), tr("Play or pause (Ctrl+Space)"));
    auto* forward = button(QStringLiteral("forward"), QStringLiteral("forward"), tr("One layer on (Ctrl+Right)"));
    auto* last = button(QStringLiteral("last"), QStringLiteral("last"), tr("Last layer (Ctrl+End)"));
    loop_ = button(QStringLiteral("loop"), QStringLiteral("loop"), tr("Start again after the last layer"));
    loop_->setCheckable(true);
    loop_->setChecked(true);
    speed_ = new QComboBox(this);
    speed_->setObjectName(QStringLiteral("speed"));
    speed_->setToolTip(tr("How fast layers play."));
    speed_->setAccessibleName(tr("Speed"));
    for (const double times : {0.25, 0.5, 1.0, 2.0, 4.0})
        speed_->addItem(tr("%1 ×").arg(times), times);
    speed_->setCurrentIndex(2);
    layout()->addWidget(speed_);
    playButton_->setCheckable(true);
    connect(first, &QToolButton::clicked, this, [this] { emit layerChosen(0); });
    connect(back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(last, &QToolButton::clicked, this, [this] {
        if (snapshot_)
            emit layerChosen(snapshot_->layers);
    });
    connect(playButton_, &QToolButton::toggled, this, &Timeline::play);
    connect(speed_, &QComboBox::activated, this, [this] {
        if (playing())
            timer_.start(period());
    });
}

void Timeline::buildPlot()
{
    energy_ = plot_->addGraph();
    formings_ = plot_->addGraph();
    partings_ = plot_->addGraph();
    changes_ = plot_->addGraph();
    for (QCPGraph* marks : {formings_, partings_, changes_})
        marks->setLineStyle(QCPGraph::lsNone);
    now_ = new QCPItemLine(plot_);
    plot_->setObjectName(QStringLiteral("free-energy"));
    plot_->setLocale(QLocale::c());
    plot_->setToolTip(tr(
        "Free energy F against the layer. ▲ meta-tokens form, grow or join; ▼ they shrink, split or dissolve; ◆ parameters "
        "changed during the run. Point at a layer to read which; click to go there."));
    connect(plot_, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        const double x = plot_->xAxis->pixelToCoord(event->pos().x());
        const int layer = static_cast<int>(std::lround(x));
        if ((event->buttons() & Qt::LeftButton) != 0 && snapshot_) {
            emit layerChosen(std::clamp(layer, 0, snapshot_->layers));
            return;
        }
        const QString text = std::abs(x - layer) < 0.3 ? eventsAt(layer) : QString();
        if (!text.isEmpty())
            QToolTip::showText(event->globalPosition().toPoint(), plainTip(text), plot_);
    });
    plot_->setMinimumHeight(70);
    connect(plot_, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        if (snapshot_)
            emit layerChosen(std::clamp(static_cast<int>(std::lround(plot_->xAxis->pixelToCoord(event->pos().x()))), 0,
                                        snapshot_->layers));
    });
}

void Timeline::setSnapshot(const std::shared_ptr<const Snapshot>& snapshot)
{
    const bool onward = snapshot_ && snapshot->layer == snapshot_->layer + 1 && snapshot->layers == snapshot_->layers;
    snapshot_ = snapshot;
    QVector<double> x(static_cast<int>(snapshot->history.size()), 0.0);
    QVector<double> y;
    for (std::size_t l = 1; l < snapshot->layerAt.size(); ++l)
        for (int t = snapshot->layerAt[l - 1] + 1; t <= snapshot->layerAt[l]; ++t)
            x[t] = static_cast<double>(l - 1) +
                   static_cast<double>(t - snapshot->layerAt[l - 1]) / (snapshot->layerAt[l] - snapshot->layerAt[l - 1]);
    for (const FreeEnergy& f : snapshot->history)
        y << f.total();
    energy_->setData(x, y, true);
    energy_->setScatterStyle(snapshot->history.size() < 60 ? QCPScatterStyle(QCPScatterStyle::ssDisc, 5)
                                                           : QCPScatterStyle(QCPScatterStyle::ssNone));
    markEvents(y);
    showAxes(true);
    const auto [low, high] = std::minmax_element(y.begin(), y.end());
    const bool moves = *high - *low > 1e-9 * std::max(1.0, std::abs(*high));  // below it there is no curve to look at
    const double pad = moves ? 0.22 * (*high - *low) : 0.5;
    plot_->xAxis->setLabel(snapshot->recording() != nullptr ? tr("record") : tr("layer"));
    plot_->xAxis->setRange(-0.15, std::max(1.0, static_cast<double>(snapshot->layers)) + 0.15);
    plot_->yAxis->setRange(*low - pad, *high + pad);
    now_->start->setCoords(snapshot->layer, *low - 10 * pad);
    now_->end->setCoords(snapshot->layer, *high + 10 * pad);
    const double f =
        snapshot->history[static_cast<std::size_t>(snapshot->layerAt[static_cast<std::size_t>(snapshot->layer)])].total();
    const QString place = placeName(snapshot->layer);
    const QFontMetrics bold(QFont(label_->font().family(), label_->font().pointSize(), QFont::Bold));
    label_->setText(tr("<b>%1</b><br>%2F = %3 nat")
                        .arg(bold.elidedText(place, Qt::ElideMiddle, kLabelWidth).toHtmlEscaped(),
                             snapshot->recording() != nullptr
                                 ? tr("record %1 / %2<br>").arg(snapshot->layer).arg(snapshot->layers)
                                 : QString(),
                             shortNumber(f)));
    label_->setToolTip(plainTip(place));
    plot_->replot(QCustomPlot::rpQueuedReplot);
    if (onward && playing()) {
        from_ = snapshot->layer - 1;
        glided_.start();
        glideTimer_.start(kFrame);
        emit moved(from_);
    } else if (glideTimer_.isActive()) {
        glideTimer_.stop();
        emit moved(-1);
    }
}

/// Axes of nothing have no numbers.
void Timeline::showAxes(bool shown)
{
    plot_->xAxis->setVisible(shown);
    plot_->yAxis->setVisible(shown);
    now_->setVisible(shown);
}

void Timeline::clear()
{
    play(false);
    snapshot_.reset();
    for (QCPGraph* graph : {energy_, formings_, partings_, changes_})
        graph->data()->clear();
    label_->clear();
    label_->setToolTip(QString());
    showAxes(false);
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

/// Eased from the layer before to the one on show; the picture then rests on what was computed.
void Timeline::glide()
{
    const double t = static_cast<double>(glided_.elapsed()) / (kGlideShare * period());
    if (t >= 1 || !snapshot_) {
        glideTimer_.stop();
        emit moved(-1);
        return;
    }
    emit moved(from_ + t * t * (3 - 2 * t));
}

int Timeline::period() const
{
    return static_cast<int>(kMillisecondsALayer / speed_->currentData().toDouble());
}

void Timeline::advance()
{
    if (!snapshot_)
        return;
    const bool end = snapshot_->layer >= snapshot_->layers;
    if (end && !loop_->isChecked())
        play(false);
    else
        emit layerChosen(end ? 0 : snapshot_->layer + 1);
}

void Timeline::markEvents(const QVector<double>& energy)
{
    std::set<int> forming;
    std::set<int> parting;
    for (const ConsensusEvent& e : snapshot_->events)
        (e.kind == EventKind::Formed || e.kind == EventKind::Grew || e.kind == EventKind::Joined ? forming : parting)
            .insert(e.layer);
    // The two marks of one layer stand above and below the curve.
    const auto [low, high] = std::minmax_element(energy.begin(), energy.end());
    const double aside = 0.09 * (*high - *low);
    const auto mark = [&](QCPGraph* graph, const std::set<int>& layers, double by) {
        QVector<double> x;
        QVector<double> y;
        for (const int layer : layers) {
            x << layer;
            y << energy[snapshot_->layerAt[static_cast<std::size_t>(layer)]] + by;
        }
        graph->setData(x, y, true);
    };
    mark(formings_, forming, aside);
    mark(partings_, parting, -aside);
    mark(changes_, std::set<int>(snapshot_->changes.begin(), snapshot_->changes.end()), 0);
}

QString Timeline::placeName(int layer) const
{
    if (const Recording* recording = snapshot_->recording())
        return shownToken(QString::fromStdString(recording->records[static_cast<std::size_t>(layer)].name));
    return tr("layer %1 / %2").arg(layer).arg(snapshot_->layers);
}

QString Timeline::eventsAt(int layer) const
{
    constexpr int most = 12;
    QStringList lines;
    if (!snapshot_ || layer < 0 || layer > snapshot_->layers)
        return {};
    for (const ConsensusEvent& e : snapshot_->events) {
        if (e.layer != layer)
            continue;
        QStringList names;
        for (const Index i : e.members)
            names << shownToken(QString::fromStdString(eventTokens(*snapshot_)[static_cast<std::size_t>(i)]));
        lines << tr("scale %1 %2: %3")
                     .arg(e.scale)
                     .arg(eventWord(e.kind),
                          names.size() > 8 ? names.mid(0, 8).join(QStringLiteral(" · ")) + tr(" … (%1)").arg(names.size())
                                           : names.join(QStringLiteral(" · ")));
    }
    if (const Recording* recording = snapshot_->recording())
        if (const QString absent = absentText(*recording, static_cast<std::size_t>(layer)); !absent.isEmpty())
            lines << absent;
    if (std::find(snapshot_->changes.begin(), snapshot_->changes.end(), layer) != snapshot_->changes.end())
        lines << tr("parameters changed: the run goes on from here with the new ones");
    if (lines.isEmpty())
        return {};
    if (lines.size() > most)
        lines = lines.mid(0, most) << tr("… and %1 more").arg(lines.size() - most);
    return placeName(layer) + QLatin1Char('\n') + lines.join(QLatin1Char('\n'));
}

void Timeline::setTheme(Theme theme)
{
    theme_ = theme;
    recolour();
}

void Timeline::recolour()
{
    const Style s{theme_};
    for (const auto& [button, name] : icons_)
        button->setIcon(icon(button == playButton_ && playing() ? QStringLiteral("pause") : name, s.text()));
    changes_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDiamond, QPen(s.accent(), 1), s.accent(), 9));
    plot_->setBackground(s.panel());
    energy_->setPen(QPen(s.accent(), 1.8));
    const QColor forming = s.cluster(1);
    const QColor parting = s.cluster(3);
    formings_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssTriangle, QPen(forming, 1), forming, 8));
    partings_->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssTriangleInverted, QPen(parting, 1), parting, 8));
    now_->setPen(QPen(s.text(), 1.2));
    plot_->yAxis->setLabel(tr("F (nat)"));
    if (plot_->xAxis->label().isEmpty())
        plot_->xAxis->setLabel(tr("layer"));
    plot_->yAxis->ticker()->setTickCount(2);
    const auto whole = QSharedPointer<QCPAxisTickerFixed>::create();  // there is no half layer
    whole->setTickStep(1);
    whole->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    plot_->xAxis->setTicker(whole);
    for (QCPAxis* axis : {plot_->xAxis, plot_->yAxis}) {
        axis->setBasePen(QPen(s.hairline()));
        axis->setTickPen(QPen(s.hairline()));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(s.quiet());
        axis->setLabelColor(s.quiet());
        axis->setTickLabelFont(s.textFont(0.88));
        axis->setLabelFont(s.textFont(0.88));
        axis->grid()->setPen(QPen(s.field()));
        axis->setLabelPadding(1);
    }
    plot_->replot(QCustomPlot::rpQueuedReplot);
}

void Timeline::play(bool on)
{
    const QSignalBlocker quiet(playButton_);
    if (on && snapshot_ && snapshot_->layers == 0) {
        playButton_->setChecked(false);
        emit said(tr("Nothing to play: there are no layers. Raise layers L in Parameters."));
        return;
    }
    playButton_->setChecked(on);
    on ? timer_.start(period()) : timer_.stop();
    recolour();
    emit playingChanged(on);
}

void Timeline::step(int layers)
{
    if (snapshot_)
        emit layerChosen(std::clamp(snapshot_->layer + layers, 0, snapshot_->layers));
}

}  // namespace gauge::ui
