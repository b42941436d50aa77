// Every control does what it says: parameters change the snapshot, view controls change the view.
#include "ui/panels/view_panel.h"
#include "ui/scene/table_text.h"
#include "ui/views/attention/options.h"

#include "core/error.h"
#include "tests/support/random_state.h"
#include "tests/support/window.h"

#include <map>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTextBrowser>
#include <QToolButton>
#include <QWheelEvent>
#include <set>

namespace gauge::ui {
namespace {

/// A value each parameter can take on the opening text, other than where it starts.
const std::map<std::string, std::string>& otherValues()
{
    static const std::map<std::string, std::string> values{{"kappa", "3.5"},
                                                           {"unknown-words", "join"},
                                                           {"unequal-links", "medoid"},
                                                           {"temperature-scale", "sqrt-dim"},
                                                           {"head-attention", "summed"},
                                                           {"divergence", "jeffreys"},
                                                           {"score", "dot-product"},
                                                           {"covariance", "diagonal"},
                                                           {"mask", "causal"},
                                                           {"no-self", "true"},
                                                           {"attention-prior", "alibi"},
                                                           {"transport", "pairwise"},
                                                           {"connection", "power=0.6,0.5"},
                                                           {"link-scale", "0.5"},
                                                           {"position-rate", "0.4"},
                                                           {"irrep-heads", "true"},
                                                           {"absorb-frames", "true"},
                                                           {"layers", "3"},
                                                           {"until", "0.2"},
                                                           {"steps", "2"},
                                                           {"step", "0.25"},
                                                           {"alpha", "1.5"},
                                                           {"lambda", "0.5"},
                                                           {"frame-step", "0.05"},
                                                           {"start-noise", "0.4"},
                                                           {"seed", "7"},
                                                           {"dynamics", "gradient"},
                                                           {"threshold", "0.3"},
                                                           {"clusters", "4"},
                                                           {"hysteresis", "0.5"},
                                                           {"linkage", "components"},
                                                           {"pooling", "precision"},
                                                           {"pooling-weights", "uniform"},
                                                           {"meta-frame", "karcher"},
                                                           {"scales", "2"},
                                                           {"threshold-growth", "2"},
                                                           {"cross-scale", "full"},
                                                           {"meta-prior", "0.5"},
                                                           {"condensed", "true"},
                                                           {"backend", "naive"},
                                                           {"precision", "single"},
                                                           {"threads", "1"}};
    return values;
}

class ControlsTest : public test::WindowFixture {
    Q_OBJECT

private:
    /// Works the control of a parameter as a hand would.
    void work(const ParameterInfo& info, const QString& value)
    {
        const QString name = QLatin1String(info.name);
        if (auto* number = window_->findChild<QDoubleSpinBox*>(name)) {
            number->setValue(value.toDouble());
        } else if (auto* choice = panel().findChild<QComboBox*>(name)) {
            const int index = choice->findText(value);
            QVERIFY2(index >= 0, info.name);
            choice->setCurrentIndex(index);
            emit choice->activated(index);
        } else if (auto* flag = window_->findChild<QCheckBox*>(name)) {
            flag->setChecked(value == QStringLiteral("true"));
        } else {
            QVERIFY2(false, info.name);
        }
    }

private slots:
    void initTestCase() { open(); }
    void cleanupTestCase() { window_.reset(); }

    void everyParameterControlChangesTheSnapshot()
    {
        int worked = 0;
        for (const ParameterInfo& info : parameterTable()) {
            if ((info.commands & kFileOnly) != 0)
                continue;
            QVERIFY2(otherValues().count(info.name) == 1, info.name);
            // Frame steps need generators that act; the Karcher mean needs frames; links differ along a curved connection.
            const bool linked = info.name == std::string("unequal-links") || info.name == std::string("link-scale");
            const std::string base =
                linked || info.name == std::string("frame-step") || info.name == std::string("meta-frame") ? "0.2" : "0";
            window_->workspace().resetParameters();
            panel().setText(QStringLiteral("position-rate"), QString::fromStdString(base));
            if (linked)
                panel().setText(QStringLiteral("connection"), QStringLiteral("power=0.1,2"));
            if (info.name == std::string("seed"))
                panel().setText(QStringLiteral("start-noise"), QStringLiteral("0.3"));
            window_->workspace().resetRun();
            QVERIFY2(calm(), info.name);
            const auto before = window_->snapshot();
            work(info, QString::fromStdString(otherValues().at(info.name)));
            QVERIFY2(settled([&](const Snapshot& s) {
                         return parameterText(s.input.parameters, info) == otherValues().at(info.name);
                     }),
                     info.name);
            QVERIFY2(calm(), info.name);
            const auto fresh = Engine(processorBackends()).run(inputOnShow(), {});
            const auto now = window_->snapshot();
            for (std::size_t h = 0; h < now->attention.size(); ++h)
                QVERIFY2(fresh->attention[h] == now->attention[h], info.name);
            QVERIFY2(fresh->clusters().label == now->clusters().label, info.name);
            QVERIFY2(now != before, info.name);
            ++worked;
        }
        QCOMPARE(worked, static_cast<int>(otherValues().size()));
        window_->workspace().resetParameters();
        QVERIFY(calm());
    }

    void twinsShowTheSameValue()
    {
        auto* twin = window_->findChild<QComboBox*>("linkage-twin");
        twin->setCurrentText(QStringLiteral("components"));
        emit twin->activated(twin->currentIndex());
        QVERIFY(settled([](const Snapshot& s) { return s.request.consensus.linkage == Linkage::Components; }));
        QCOMPARE(panel().findChild<QComboBox*>("linkage")->currentText(), QStringLiteral("components"));
        window_->workspace().resetParameters();
        QCOMPARE(twin->currentText(), QStringLiteral("complete"));
        QVERIFY(calm());
    }

    void slidersTakeTheWheelTheArrowsAndADoubleClick()
    {
        auto* slider = panel().findChild<QSlider*>("kappa-slider");
        const double start = panel().parameters().attention.kappa;
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Right);
        QVERIFY(panel().parameters().attention.kappa > start);
        const double arrow = panel().parameters().attention.kappa;
        QWheelEvent wheel(QPointF(5, 5), slider->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(slider, &wheel);
        QVERIFY(panel().parameters().attention.kappa > arrow);
        QTest::mouseDClick(slider, Qt::LeftButton);
        QCOMPARE(panel().parameters().attention.kappa, panel().defaults().attention.kappa);
        QVERIFY(calm());
    }

    void everyViewControlSetsItsOptionAndChangesThePicture()
    {
        panel().setText(QStringLiteral("irrep-heads"), QStringLiteral("true"));
        panel().setText(QStringLiteral("position-rate"), QStringLiteral("0.4"));
        QVERIFY(calm());
        window_->selection().lockExactly(
            {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
        window_->findChild<QDockWidget*>(QStringLiteral("statistics-dock"))->raise();
        QVERIFY(settled([](const Snapshot& s) { return s.curves != nullptr; }));
        // These act later, or only together with another choice.
        const std::set<QString> quiet{QStringLiteral("attention-lock-range"), QStringLiteral("attention-cut"),
                                      QStringLiteral("beliefs-dimension"),    QStringLiteral("frames-trails"),
                                      QStringLiteral("statistics-colour"),    QStringLiteral("holonomy-weighted")};
        for (const ViewKind& kind : viewKinds()) {
            if (QLatin1String(kind.name) == QLatin1String("holonomy")) {
                panel().setText(QStringLiteral("connection"), QStringLiteral("power=0.4,0.5"));
                QVERIFY(settled([](const Snapshot& s) { return s.holonomy != nullptr; }));
                QVERIFY(calm());
            }
            for (const ViewControl& control : kind.controls) {
                if (!control.place.get)
                    continue;
                const QString name = QLatin1String(kind.name) + QLatin1Char('-') + QLatin1String(control.name);
                const ViewOptions before = canvas(kind.name).options();
                const auto picture = [&] { return paintJob({&kind, canvas(kind.name).scene(), {420, 320}, 1, 0}); };
                const QImage old = picture();
                if (auto* toggle = window_->findChild<QToolButton*>(name)) {
                    toggle->click();
                } else {
                    auto* choice = window_->findChild<QComboBox*>(name);
                    QVERIFY2(choice && choice->count() > 1, qPrintable(name));
                    choice->setCurrentIndex(choice->currentIndex() == choice->count() - 1 ? 0 : choice->count() - 1);
                    emit choice->activated(choice->currentIndex());
                }
                QVERIFY2(control.place.get(canvas(kind.name).options()) != control.place.get(before), qPrintable(name));
                if (!quiet.contains(name) && !kind.mapped)  // a map is filled where it is seen: its own tests
                    QVERIFY2(picture() != old, qPrintable(name));
                canvas(kind.name).setOptions(before);
            }
            QVERIFY2(kind.controls.size() <= 6, kind.name);
        }
        window_->workspace().resetParameters();
        QVERIFY(calm());
    }

    void aLockedRangeStaysWhileTheStateChanges()
    {
        window_->findChild<QToolButton*>("attention-lock-range")->click();
        const auto options = [&] { return canvas("attention").options().of<attention::Options>(); };
        const attention::Options locked = options();
        QVERIFY(locked.greatest > locked.least);
        panel().setText(QStringLiteral("kappa"), QStringLiteral("20"));
        QVERIFY(calm());
        QCOMPARE(options().greatest, locked.greatest);
        window_->findChild<QToolButton*>("attention-lock-range")->click();
        window_->workspace().resetParameters();
        QVERIFY(calm());
    }

    void everyControlSaysWhatItIs()
    {
        int controls = 0;
        for (QWidget* w : window_->findChildren<QWidget*>()) {
            const bool control = qobject_cast<QSlider*>(w) || qobject_cast<QDoubleSpinBox*>(w) ||
                                 qobject_cast<QComboBox*>(w) || qobject_cast<QPlainTextEdit*>(w) ||
                                 qobject_cast<QAbstractButton*>(w) || qobject_cast<QListWidget*>(w);
            const QString name = w->objectName();
            if (!control || name.startsWith(QStringLiteral("qt_")) || w->inherits("QComboBoxPrivateContainer") ||
                w->window() != window_.get() || w->inherits("QTabBar") ||
                (w->parentWidget() && w->parentWidget()->inherits("QTabBar")))
                continue;
            ++controls;
            QVERIFY2(!w->toolTip().isEmpty(),
                     qPrintable(name + QLatin1Char(' ') + QLatin1String(w->metaObject()->className())));
            const auto* button = qobject_cast<QAbstractButton*>(w);
            QVERIFY2(!w->accessibleName().isEmpty() || (button && !button->text().isEmpty()), qPrintable(name));
        }
        QVERIFY(controls > 60);
        for (const ViewKind& kind : viewKinds())
            QVERIFY(!canvas(kind.name).accessibleName().isEmpty());
    }

    void wheelZoomsDraggingPansHomeFits()
    {
        for (const char* name : {"attention", "beliefs", "meta-tokens", "frames"}) {
            canvas(name).parentWidget()->parentWidget()->raise();
            Canvas& view = canvas(name);
            QTRY_VERIFY(view.isVisible());
            const ViewOptions before = view.options();
            const QPointF middle = QRectF(view.rect()).center();
            QWheelEvent wheel(middle, view.mapToGlobal(middle), {}, QPoint(0, 360), Qt::NoButton, Qt::NoModifier,
                              Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(&view, &wheel);
            QVERIFY2(view.options().zoom > 1.5, name);
            const QPointF centre = view.options().centre;
            QTest::mousePress(&view, Qt::MiddleButton, {}, middle.toPoint());
            QTest::mouseMove(&view, middle.toPoint() + QPoint(40, 0));
            QTest::mouseRelease(&view, Qt::MiddleButton, {}, middle.toPoint() + QPoint(40, 0));
            QVERIFY2(view.options().centre.x() < centre.x(), name);
            view.setFocus();
            QTest::keyClick(&view, Qt::Key_Home);
            QCOMPARE(view.options().zoom, 1.0);
            QVERIFY2(view.options() == before, name);
        }
    }

    void tablesCarryEveryNumberAtFullPrecision()
    {
        for (const ViewKind& kind : viewKinds()) {
            const QList<QStringList> rows = tableView(kind, canvas(kind.name).scene());
            QVERIFY2(!rows.isEmpty(), kind.name);
            for (const QStringList& row : rows)
                QCOMPARE(row.size(), rows.front().size());
        }
        const QList<QStringList> rows = tableView(canvas("attention").kind(), canvas("attention").scene());
        QCOMPARE(rows[2][9].toDouble(), headMean(window_->snapshot()->attention)(1, 8));
        QVERIFY(latexTable({{QStringLiteral("a_b"), QStringLiteral("50 %")}}).contains(QStringLiteral("a\\_b & 50 \\%")));
        QCOMPARE(tableText({{QStringLiteral("a,b"), QStringLiteral("c\"d")}}, QLatin1Char(',')),
                 QStringLiteral("\"a,b\",\"c\"\"d\"\n"));
    }

    void aFilePutsTheSentenceAsideAndItsControls()
    {
        auto* text = window_->findChild<QWidget*>("text");
        auto* name = window_->findChild<QLabel*>("file-name");
        auto* rate = window_->findChild<QWidget*>("position-rate");
        QVERIFY(text->isVisible() && !name->isVisible() && rate->isEnabled());
        QVERIFY(openState(gauge::test::categorisedArrays({2, 2}, 12, 4), "R&D <b>"));
        QVERIFY(calm());
        QVERIFY(!text->isVisible() && name->isVisible());
        QCOMPARE(name->text(), QStringLiteral("R&D <b>.npz"));
        QCOMPARE(name->textFormat(), Qt::PlainText);
        const QString said = window_->findChild<QLabel*>("source-label")->text();
        for (const char* part : {"12 tokens", "K = 10", "2 heads", "as loaded"})
            QVERIFY2(said.contains(QLatin1String(part)), qPrintable(said));
        QVERIFY(!rate->isEnabled());
        QVERIFY(rate->toolTip().startsWith(QStringLiteral("The beliefs come from a file")));
        auto* proposal = window_->findChild<QLabel*>("proposal");
        QVERIFY(proposal->isVisible());
        emit proposal->linkActivated(QStringLiteral("keep"));
        QVERIFY(!proposal->isVisible());
        QTest::mouseClick(window_->findChild<QPushButton*>("back"), Qt::LeftButton);
        QVERIFY(settled([](const Snapshot& s) { return !s.input.state; }));
        QVERIFY(text->isVisible() && rate->isEnabled());
        QVERIFY(rate->toolTip().startsWith(QStringLiteral("<b>")));
        QVERIFY(calm());
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::ControlsTest)
#include "controls_test.moc"
