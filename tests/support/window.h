// A real window for tests, with what they all need of it.
#pragma once

#include "ui/language.h"
#include "ui/main_window.h"
#include "ui/panels/parameter_panel.h"
#include "ui/panels/view_panel.h"
#include "ui/views/all_views.h"

#include <memory>
#include <QTest>
#include <vector>

namespace gauge::ui::test {

/// Sets an option by the name of its control; and how it stands.
void choose(const ViewKind& kind, ViewOptions& options, const char* control, int value);
int chosen(const ViewKind& kind, const ViewOptions& options, const char* control);

class WindowFixture : public QObject {
    Q_OBJECT
public:
    WindowFixture();
    ~WindowFixture() override;

protected:
    std::vector<std::unique_ptr<QTranslator>> translators_;  // in English, unless a suite took another before it opened
    std::unique_ptr<MainWindow> window_;

    void open(const QSize& size = QSize(1440, 900));
    /// Opens a state from arrays by way of a file, and waits for its picture.
    bool openState(const NpzArrays& arrays, const std::string& name);
    /// Waits until the shown snapshot satisfies a condition.
    template <class Condition>
    bool settled(Condition condition, int milliseconds = 20000)
    {
        return QTest::qWaitFor([&] { return window_->snapshot() && condition(*window_->snapshot()); }, milliseconds);
    }
    /// Nothing runs and every view shows the present scene.
    bool calm(int milliseconds = 30000);
    Canvas& canvas(const char* name) { return window_->canvas(QLatin1String(name)); }
    ParameterPanel& panel() { return *window_->findChild<ParameterPanel*>(); }
    /// Sets a control of a view by its name, as a hand would; and how it stands.
    void option(const char* view, const char* control, int value);
    int option(const char* view, const char* control);
    /// A point of a canvas where the predicate holds of what lies there; (−1, −1) when there is none.
    template <class Predicate>
    QPoint findPoint(Canvas& canvas, Predicate predicate)
    {
        const Scene scene = canvas.scene();
        for (int y = 1; y < canvas.height(); y += 3)
            for (int x = 1; x < canvas.width(); x += 3)
                if (predicate(hitView(canvas.kind(), QRectF(canvas.rect()), scene, QPointF(x, y))))
                    return {x, y};
        return {-1, -1};
    }
    RunInput inputOnShow() const;
    /// Does what the menu's action of this text does.
    void trigger(const QString& text);
    /// The dock of a view, by its panel's name.
    ViewPanel& view(const QString& name);
    /// A widget of the window that has to be there.
    template <class Widget>
    Widget& find(const char* name)
    {
        auto* found = window_->findChild<Widget*>(QLatin1String(name));
        if (!found)
            qFatal("no %s", name);
        return *found;
    }
};

}  // namespace gauge::ui::test
