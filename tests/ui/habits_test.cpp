// Lists, sliders, wheel, undo and tips behave as on every desktop, on the real widgets.
#include "ui/panels/command_palette.h"
#include "ui/panels/groove_slider.h"
#include "ui/panels/help_panel.h"
#include "ui/panels/view_panel.h"

#include "tests/support/window.h"

#include <cmath>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QStatusBar>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

namespace gauge::ui {
namespace {

/// Relative luminance (WCAG 2).
double luminance(const QColor& c)
{
    const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

/// Of a row of a list as it is drawn: its commonest colour against the one that stands out most.
double contrastOfRow(QAbstractItemView& view, const QModelIndex& row)
{
    const QImage drawn = view.viewport()->grab(view.visualRect(row)).toImage();
    std::map<QRgb, int> count;
    for (int y = 2; y < drawn.height() - 2; ++y)
        for (int x = 4; x < drawn.width() - 4; ++x)
            ++count[drawn.pixel(x, y)];
    QRgb ground = 0;
    int most = 0;
    for (const auto& [colour, times] : count)
        if (times > most) {
            most = times;
            ground = colour;
        }
    double best = 1;
    for (const auto& [colour, times] : count)
        best = std::max(best, contrast(QColor(colour), QColor(ground)));
    return best;
}

/// The first row of pixels that is text, and the first column.
QPoint inkOf(const QImage& picture, const QRect& within)
{
    const QRgb ground = picture.pixel(within.right() - 1, within.center().y());
    QPoint first(picture.width(), picture.height());
    for (int y = within.top(); y <= within.bottom(); ++y)
        for (int x = within.left(); x <= within.right(); ++x)
            if (contrast(QColor(picture.pixel(x, y)), QColor(ground)) > 2)
                first = {std::min(first.x(), x), std::min(first.y(), y)};
    return first;
}

class HabitsTest : public test::WindowFixture {
    Q_OBJECT

    double kappa() { return panel().parameters().attention.kappa; }

    static bool turn(QWidget& widget)
    {
        const QPointF at = QRectF(widget.rect()).center();
        QWheelEvent wheel(at, widget.mapToGlobal(at), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(&widget, &wheel);
        return wheel.isAccepted();
    }

    void lockCatAndDog()
    {
        window_->selection().lockExactly(
            {.tokens = {1, 8}, .receiver = 1, .sender = 8, .threshold = false, .text = {}, .value = {}});
        QVERIFY(!window_->selection().value().locked.empty());
    }

private slots:
    void init()
    {
        open();
        QVERIFY(calm());
    }
    void cleanup() { window_.reset(); }

    void theChosenRowOfEveryListIsReadable()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            window_->setTheme(theme);
            int lists = 0;
            for (ViewPanel* dock : window_->findChildren<ViewPanel*>()) {
                dock->raise();
                QTest::qWait(10);
                for (QComboBox* box : dock->findChildren<QComboBox*>()) {
                    if (!box->isVisible() || box->count() == 0)
                        continue;
                    box->showPopup();
                    const QModelIndex row =
                        box->model()->index(box->count() - 1, box->modelColumn(), box->rootModelIndex());
                    box->view()->setCurrentIndex(row);
                    const double found = contrastOfRow(*box->view(), row);
                    QVERIFY2(found >= 4.5, qPrintable(QStringLiteral("%1: %2").arg(box->objectName()).arg(found)));
                    box->hidePopup();
                    ++lists;
                }
            }
            QVERIFY2(lists >= 15, qPrintable(QString::number(lists)));
            window_->workspace().open(QStringLiteral("/nowhere/at/all.npz"));
            auto& log = find<QListWidget>("log-list");
            QTRY_VERIFY(log.count() > 0);
            trigger(QStringLiteral("&Commands…"));
            for (QListWidget* list : {&log, window_->findChild<CommandPalette*>()->findChild<QListWidget*>()}) {
                list->setCurrentRow(0);
                list->resize(400, 200);
                const double found = contrastOfRow(*list, list->model()->index(0, 0));
                QVERIFY2(found >= 4.5, qPrintable(QString::number(found)));
            }
            window_->findChild<CommandPalette*>()->close();
            QTest::qWait(10);
        }
    }

    void undoWorksWhileAListThatCanBeTypedIntoHasTheFocus()
    {
        panel().setUnfolded(true);
        auto& mask = find<QComboBox>("mask");
        mask.setFocus();
        mask.lineEdit()->selectAll();
        QTest::keyClicks(&mask, "window=3");
        QTest::keyClick(&mask, Qt::Key_Z, Qt::ControlModifier);  // its own letters, while they are not taken
        QCOMPARE(panel().parameters().attention.mask.kind, Mask::Kind::Full);
        mask.lineEdit()->selectAll();
        QTest::keyClicks(&mask, "window=3");
        QTest::keyClick(&mask, Qt::Key_Return);
        QCOMPARE(panel().parameters().attention.mask.kind, Mask::Kind::Window);
        QVERIFY(mask.hasFocus());
        QTest::keyClick(&mask, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(panel().parameters().attention.mask.kind, Mask::Kind::Full);
        QTest::keyClick(&mask, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(panel().parameters().attention.mask.kind, Mask::Kind::Window);
        auto& box = find<QDoubleSpinBox>("kappa");
        const double before = kappa();
        box.setFocus();
        box.selectAll();
        QTest::keyClicks(&box, "3.5");
        QTest::keyClick(&box, Qt::Key_Return);
        QCOMPARE(kappa(), 3.5);
        QTest::keyClick(&box, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(kappa(), before);
    }

    void theWheelTurnsOnlyWhatHasTheFocus()
    {
        panel().setUnfolded(true);
        find<QPlainTextEdit>("text").setFocus();
        const auto state = [&] { return window_->workspace().bytes(); };
        const std::string before = state();
        QList<QWidget*> controls;
        for (auto* w : panel().findChildren<QSlider*>())
            controls << w;
        for (auto* w : panel().findChildren<QComboBox*>())
            controls << w;
        for (auto* w : panel().findChildren<QDoubleSpinBox*>())
            controls << w;
        for (auto* w : window_->findChildren<QComboBox*>())
            controls << w;
        QVERIFY(controls.size() > 60);
        for (QWidget* w : controls) {
            QVERIFY2(w->focusPolicy() != Qt::WheelFocus || !w->isVisible(), qPrintable(w->objectName()));
            turn(*w);
            QVERIFY2(state() == before, qPrintable(w->objectName()));
        }
        QVERIFY(!turn(find<QComboBox>("linkage")));  // left to what it lies in, which scrolls
        auto& slider = find<QSlider>("kappa-slider");
        const double k = kappa();
        slider.setFocus();
        turn(slider);
        QVERIFY(kappa() > k);
    }

    void aClickOnAGrooveGoesThereAndHolds()
    {
        window_->resize(1280, 720);
        QVERIFY(calm());
        int checked = 0;
        for (GrooveSlider* slider : panel().findChildren<GrooveSlider*>()) {
            if (!slider->isVisible())
                continue;
            QVERIFY2(slider->travel() >= 180, qPrintable(QString::number(slider->travel())));
            for (const double share : {0.8, 0.25}) {
                const int wanted = static_cast<int>(share * slider->maximum());
                const QPoint at = slider->middleAt(wanted);
                QTest::mousePress(slider, Qt::LeftButton, {}, at);
                const auto is = [&](int x) {
                    const int off = std::abs(slider->middleAt(slider->value()).x() - x);
                    return off <= (slider->objectName() == QStringLiteral("layers-slider") ? 12 : 2);  // whole layers
                };
                QVERIFY2(is(at.x()), qPrintable(slider->objectName()));
                QVERIFY(slider->isSliderDown());
                QTest::mouseMove(slider, at - QPoint(20, 0));
                QVERIFY2(is(at.x() - 20), qPrintable(slider->objectName()));
                QTest::mouseRelease(slider, Qt::LeftButton, {}, at - QPoint(20, 0));
                ++checked;
            }
        }
        QVERIFY(checked >= 8);
    }

    void tipsSayWhatADoubleClickGoesBackTo()
    {
        panel().setUnfolded(true);
        const Parameters defaults = panel().defaults();
        QVERIFY(!(defaults == Parameters{}));  // an example brings its own
        int checked = 0;
        for (QLabel* name : panel().findChildren<QLabel*>()) {
            if (!name->property("parameter").isValid())
                continue;
            const ParameterInfo& info = parameterInfo(name->property("parameter").toString().toStdString());
            QTest::mouseDClick(name, Qt::LeftButton);
            const QString value = QString::fromStdString(parameterText(panel().parameters(), info));
            QCOMPARE(value, QString::fromStdString(parameterText(defaults, info)));
            QVERIFY2(name->toolTip().contains(QStringLiteral("default %1").arg(value)), qPrintable(name->toolTip()));
            for (const QWidget* part : name->parentWidget()->findChildren<QWidget*>())
                if (!part->toolTip().isEmpty() && part->isVisibleTo(name->parentWidget()))
                    QVERIFY2(part->toolTip().contains(QStringLiteral("default %1").arg(value)), info.name);
            ++checked;
        }
        QVERIFY(checked >= 30);
    }

    void listsThatCanBeTypedIntoLookAndOpenLikeOthers()
    {
        panel().setUnfolded(true);
        auto& mask = find<QComboBox>("mask");
        auto& score = find<QComboBox>("linkage");
        QComboBox plain(score.parentWidget());
        plain.addItem(mask.currentText());
        plain.setGeometry(score.geometry());
        plain.resize(mask.size());
        plain.show();
        const QRect text = mask.lineEdit()->geometry();
        QCOMPARE(inkOf(mask.grab().toImage(), text), inkOf(plain.grab().toImage(), text));
        plain.hide();
        find<QPlainTextEdit>("text").setFocus();
        auto* area = qobject_cast<QScrollArea*>(panel().parentWidget()->parentWidget());
        area->ensureWidgetVisible(&mask);
        QTest::mouseClick(mask.lineEdit(), Qt::LeftButton);
        QTRY_VERIFY(mask.view()->isVisible());
        mask.hidePopup();
        QTRY_VERIFY(!mask.view()->isVisible());
        QTest::mouseClick(mask.lineEdit(), Qt::LeftButton);  // at work already: the click places the cursor
        QTest::qWait(50);
        QVERIFY(!mask.view()->isVisible());
    }

    void noTipCoversWhatIsBeingRead()
    {
        window_->showHelp(QStringLiteral("attention"));
        auto* manual = window_->findChild<HelpPanel*>();
        QVERIFY(manual->isVisible());
        const auto ask = [](QWidget& widget) {
            const QPoint at = widget.rect().center();
            QHelpEvent help(QEvent::ToolTip, at, widget.mapToGlobal(at));
            QCoreApplication::sendEvent(&widget, &help);
        };
        ask(*manual->viewport());
        ask(*find<QPlainTextEdit>("text").viewport());
        QVERIFY(!QToolTip::isVisible());
        find<QDockWidget>("parameters-dock").raise();
        QTest::qWait(20);
        ask(find<QSlider>("kappa-slider"));
        QTRY_VERIFY(QToolTip::isVisible());
        QWidget* tip = nullptr;
        for (QWidget* top : QApplication::topLevelWidgets())
            if (top->isVisible() && top->inherits("QTipLabel"))
                tip = top;
        QVERIFY(tip);
        const QRect controls(panel().mapToGlobal(QPoint(0, 0)), panel().size());
        QVERIFY(!tip->geometry().intersects(controls));
        QToolTip::hideText();
    }

    void aClickOutsideUnlocksAndAClickOnAControlDoesNot()
    {
        auto* title = view(QStringLiteral("attention")).findChild<QLabel*>(QStringLiteral("dock-title"));
        const std::vector<QWidget*> outside{title, window_->statusBar(), &find<QLabel>("source-label"),
                                            window_->findChild<ParameterPanel*>(), &find<QWidget>("timeline")};
        for (QWidget* place : outside) {
            lockCatAndDog();
            QTest::mouseClick(place, Qt::LeftButton, {}, place->rect().bottomRight() - QPoint(3, 3));
            QVERIFY2(window_->selection().value().locked.empty(), qPrintable(place->objectName()));
        }
        lockCatAndDog();
        QTest::mousePress(title, Qt::LeftButton, {}, title->rect().center());  // a header that is dragged
        QTest::mouseRelease(title, Qt::LeftButton, {}, title->rect().center() + QPoint(40, 30));
        const std::vector<QWidget*> controls{
            &find<QSlider>("kappa-slider"),        &find<QDoubleSpinBox>("kappa"), find<QPlainTextEdit>("text").viewport(),
            &find<QToolButton>("more-parameters"), &find<QToolButton>("loop"),     &find<QLineEdit>("find-parameter")};
        for (QWidget* control : controls) {
            QTest::mouseClick(control, Qt::LeftButton, {}, control->rect().center());
            QVERIFY2(!window_->selection().value().locked.empty(), qPrintable(control->objectName()));
        }
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::HabitsTest)
#include "habits_test.moc"
