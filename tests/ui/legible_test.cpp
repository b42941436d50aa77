// Everything written can be read: nothing clipped, nothing on top of anything else, enough contrast, and colours told apart.
#include "ui/painter/colour_map.h"
#include "ui/painter/colour_vision.h"
#include "ui/panels/style_sheet.h"
#include "ui/panels/view_panel.h"

#include "tests/support/cost_report.h"
#include "tests/support/cut_text.h"
#include "tests/support/window.h"

#include <array>
#include <cmath>
#include <qcustomplot.h>
#include <QDockWidget>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPlainTextEdit>
#include <QStyle>

namespace gauge::ui {
namespace {

struct Written {
    QString text;
    QPolygonF box;
    QColor colour;
    QRectF clip;
    bool formula;  // typeset: scripts stand close to their letters
};

/// Paints nothing; notes what is written where.
class NotingEngine : public QPaintEngine {
public:
    NotingEngine() : QPaintEngine(AllFeatures) {}
    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState&) override {}
    void drawPixmap(const QRectF&, const QPixmap&, const QRectF&) override {}
    void drawPolygon(const QPointF*, int, PolygonDrawMode) override {}
    void drawPath(const QPainterPath&) override {}
    void drawTextItem(const QPointF& p, const QTextItem& item) override
    {
        if (item.text().trimmed().isEmpty() || item.text() == QString(QChar(0x02DC)))
            return;  // nothing, or a tilde, which stands on its letter
        const QRectF box = QFontMetricsF(item.font()).tightBoundingRect(item.text()).translated(p);
        const QTransform t = painter()->combinedTransform();
        written.push_back({item.text(), t.map(QPolygonF(box)), state->pen().color(),
                           painter()->hasClipping() ? t.mapRect(painter()->clipBoundingRect()) : QRectF(),
                           item.font().families().value(0).contains(QStringLiteral("Serif"))});
    }
    Type type() const override { return User; }

    std::vector<Written> written;
};

class NotingDevice : public QPaintDevice {
public:
    explicit NotingDevice(const QSize& size) : size_(size) {}
    QPaintEngine* paintEngine() const override { return &engine; }
    mutable NotingEngine engine;

protected:
    int metric(PaintDeviceMetric m) const override
    {
        switch (m) {
        case PdmWidth: return size_.width();
        case PdmHeight: return size_.height();
        case PdmWidthMM: return size_.width() * 254 / 960;
        case PdmHeightMM: return size_.height() * 254 / 960;
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
        case PdmNumColors: return 1 << 24;
        case PdmDepth: return 32;
        default: return 96;
        }
    }

private:
    QSize size_;
};

double area(const QPolygonF& p)
{
    double sum = 0;
    for (qsizetype k = 0; k + 1 < p.size(); ++k)
        sum += p[k].x() * p[k + 1].y() - p[k + 1].x() * p[k].y();
    return std::abs(sum) / 2;
}

class LegibleTest : public test::WindowFixture {
    Q_OBJECT

private:
    static QString longSentence()
    {
        constexpr std::array<const char*, 4> words{"internationalization", "electroencephalography", "incomprehensibility",
                                                   "counterrevolutionaries"};
        QStringList text;
        for (std::size_t k = 0; k < 40; ++k)
            text << QLatin1String(words[k % words.size()]);
        return text.join(QLatin1Char(' '));
    }

    void read(const ViewKind& kind, const Scene& scene, const QSize& size)
    {
        NotingDevice device(size);
        {
            QPainter painter(&device);
            paintView(kind, painter, QRectF(QPointF(0, 0), QSizeF(size)), scene);
        }
        judge(device.engine.written, size,
              QStringLiteral("%1 at %2×%3: ").arg(QLatin1String(kind.name)).arg(size.width()).arg(size.height()));
    }

    static void judge(const std::vector<Written>& written, const QSize& size, const QString& where)
    {
        const QRectF page = QRectF(QPointF(0, 0), QSizeF(size)).adjusted(-1.5, -1.5, 1.5, 1.5);
        for (std::size_t a = 0; a < written.size(); ++a) {
            const Written& w = written[a];
            const QRectF allowed = w.clip.isNull() ? page : page.intersected(w.clip.adjusted(-1.5, -1.5, 1.5, 1.5));
            QVERIFY2(allowed.contains(w.box.boundingRect()),
                     qPrintable(where + QStringLiteral("clipped '%1'").arg(w.text)));
            for (std::size_t b = 0; b < a; ++b) {
                const Written& v = written[b];
                const QChar raisedMinus(0x207B);  // from another font, whose box is wider than its ink
                if ((w.formula && v.formula) || w.text.contains(raisedMinus) || v.text.contains(raisedMinus) ||
                    !w.box.boundingRect().intersects(v.box.boundingRect()))
                    continue;
                const double shared = area(w.box.intersected(v.box));
                QVERIFY2(shared <= 0.12 * std::min(area(w.box), area(v.box)) + 1,
                         qPrintable(where + QStringLiteral("'%1' lies on '%2'").arg(w.text, v.text)));
            }
        }
    }

private slots:
    void init() { open(); }
    void cleanup() { window_.reset(); }

    void noViewClipsOrOverlapsItsText()
    {
        for (const QString& text : {QString(), longSentence()}) {
            if (!text.isEmpty()) {
                window_->findChild<QPlainTextEdit*>("text")->setPlainText(text);
                QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 40; }));
            }
            window_->selection().lockExactly(
                {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
            window_->findChild<QDockWidget*>(QStringLiteral("statistics-dock"))->raise();
            QVERIFY(settled([](const Snapshot& s) { return s.curves != nullptr; }));
            for (const ViewKind& kind : viewKinds()) {
                for (const QSize size : {QSize(330, 240), QSize(520, 400), QSize(900, 600)}) {
                    Scene scene = canvas(kind.name).scene();
                    read(kind, scene, size);
                    if (controlOf(kind, QStringLiteral("by-cluster"))) {
                        test::choose(kind, scene.options, "by-cluster", 1);
                        read(kind, scene, size);
                    }
                    for (const char* pictures : {"mode", "step"}) {
                        const ViewControl* control = controlOf(kind, QLatin1String(pictures));
                        for (std::size_t k = 1; control && k < control->choices.size(); ++k) {
                            control->place.set(scene.options, static_cast<int>(k));
                            read(kind, scene, size);
                        }
                    }
                }
            }
        }
    }

    /// Down to where the table has no room for all its rows, which it says.
    void costsAreLegibleInASmallView()
    {
        const ViewKind& kind = *findView(QStringLiteral("cost"));
        Scene scene = canvas("cost").scene();
        CostReport report = gauge::test::measuredCosts();
        for (const char* more : {"pairwise", "first-order", "diagonal-projected", "low-rank=2", "none", "naive, half"}) {
            report.methods.push_back(report.methods.front());
            report.methods.back().method = more;
        }
        scene.cost.report = std::make_shared<const CostReport>(report);
        for (const int height : {110, 150, 180, 220, 300, 420})
            for (const int width : {330, 594, 900})
                for (const bool stale : {false, true}) {
                    scene.cost.stale = stale;
                    read(kind, scene, QSize(width, height));
                }
        NotingDevice device(QSize(594, 170));
        {
            QPainter painter(&device);
            paintView(kind, painter, QRectF(0, 0, 594, 170), scene);
        }
        int rows = 0;
        bool said = false;
        for (const Written& w : device.engine.written) {
            said = said || w.text.contains(QStringLiteral("more methods"));
            for (const MethodTime& m : report.methods)
                rows += w.text.startsWith(QString::fromStdString(m.method)) ? 1 : 0;
        }
        QVERIFY(said && rows >= 4 && rows < static_cast<int>(report.methods.size()));
    }

    void ticksOfTheTimelineStandApart()
    {
        auto* plot = window_->findChild<QCustomPlot*>(QStringLiteral("free-energy"));
        for (const char* layers : {"0", "1", "6", "40", "400"})
            for (const char* alpha : {"0.01", "0.5", "50", "3000"}) {
                panel().setText(QStringLiteral("alpha"), QLatin1String(alpha));
                panel().setText(QStringLiteral("layers"), QLatin1String(layers));
                QVERIFY(calm());
                NotingDevice device(plot->size());
                {
                    QCPPainter painter(&device);
                    plot->toPainter(&painter, plot->width(), plot->height());
                }
                QVERIFY(device.engine.written.size() >= 4);
                judge(device.engine.written, plot->size(),
                      QStringLiteral("timeline, %1 layers, α = %2: ").arg(QLatin1String(layers), QLatin1String(alpha)));
            }
    }

    void noWidgetClipsItsText()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            window_->setTheme(theme);
            for (const Preset preset : {Preset::Explore, Preset::Teach}) {
                window_->arrange(preset);
                QVERIFY(calm());
                QCOMPARE(gauge::test::cutTexts(*window_).join(QStringLiteral("; ")), QString());
            }
        }
        window_->setTheme(Theme::Light);
    }

    void textAndMarksStandOut()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            const Style s{theme};
            for (const QColor& ground : {s.panel(), s.window()})
                for (const QColor& ink : {s.text(), s.quiet(), s.accent()})
                    QVERIFY2(contrast(ink, ground) >= (ground == s.window() && ink == s.accent() ? 4.3 : 4.5),
                             qPrintable(ink.name() + ground.name()));
            QVERIFY(contrast(s.text(), s.field()) >= 4.5);
            const QColor onAccent = theme == Theme::Light ? QColor(Qt::white) : s.window();
            QVERIFY(contrast(onAccent, s.accent()) >= 4.5);
            for (int k = 0; k < kMostColours; ++k) {
                QVERIFY2(contrast(s.cluster(k), s.panel()) >= 3, qPrintable(s.cluster(k).name()));
                QVERIFY2(contrast(inkOn(s.cluster(k)), s.cluster(k)) >= 4.5, qPrintable(s.cluster(k).name()));
            }
            for (int k = 0; k < 3; ++k)
                QVERIFY2(contrast(s.axis(k), s.panel()) >= 3, qPrintable(s.axis(k).name()));
        }
    }

    void noTwoColoursOfGroupsAreOne()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark})
            for (int a = 0; a < kMostColours; ++a)
                for (int b = 0; b < a; ++b)
                    QVERIFY2(Style{theme}.cluster(a) != Style{theme}.cluster(b),
                             qPrintable(Style{theme}.cluster(a).name()));
        Clusters many;
        std::vector<std::string> names;
        for (Index c = 0; c < 14; ++c) {
            many.members.push_back({2 * c, 2 * c + 1});
            names.insert(names.end(), {"left" + std::to_string(c % 3), "right" + std::to_string(c)});
        }
        std::vector<int> colours = coloursOf(many, names);
        QVERIFY(std::all_of(colours.begin(), colours.begin() + kClusterColours, [](int c) { return c < kClusterColours; }));
        std::sort(colours.begin(), colours.begin() + kMostColours);
        for (int k = 0; k < kMostColours; ++k)
            QCOMPARE(colours[static_cast<std::size_t>(k)], k);
        QVERIFY(colours[12] < kMostColours && colours[13] < kMostColours);
    }

    void categoriesAreToldApartWithoutGreenCones()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            const Style s{theme};
            for (int a = 0; a < kClusterColours; ++a) {
                for (int b = 0; b < a; ++b) {
                    QVERIFY2(seenApart(s.cluster(a), s.cluster(b), Vision::Deuteranope) > 15,
                             qPrintable(s.cluster(a).name() + s.cluster(b).name()));
                }
            }
        }
    }

    void emptyAndFailedStatesSayWhatToDo()
    {
        SelectionModel selection;
        PaintWorker painter;
        for (const ViewKind& kind : viewKinds()) {
            Canvas canvas(kind, selection, painter);
            canvas.resize(330, 240);
            canvas.show(Shown{});
            const QImage empty = canvas.grab().toImage();
            Shown failed;
            failed.problem = QStringLiteral("mu: expected N×K numbers, found 3");
            canvas.show(failed);
            QVERIFY2(canvas.grab().toImage() != empty, kind.name);
            QVERIFY(QLatin1String(kind.empty).size() > 20);
        }
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::LegibleTest)
#include "legible_test.moc"
