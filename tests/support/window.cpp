#include "tests/support/window.h"

#include "core/io/npz.h"
#include "tests/support/cli.h"
#include "tests/support/desktop_locale.h"

#include <QAction>
#include <QPlainTextEdit>
#include <QTranslator>

namespace gauge::ui::test {

void WindowFixture::open(const QSize& size)
{
    QCOMPARE(gauge::test::localeFault(), std::string());
    if (translators_.empty())
        translators_ = speak(QStringLiteral("en"));
    window_ = std::make_unique<MainWindow>(processorBackends());
    window_->resize(size);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    QVERIFY(settled([](const Snapshot& s) { return s.tokens() == 13; }));
}

WindowFixture::WindowFixture() = default;
WindowFixture::~WindowFixture() = default;

bool WindowFixture::openState(const NpzArrays& arrays, const std::string& name)
{
    const gauge::test::TemporaryFolder folder;
    const std::string path = folder.file(name + ".npz");
    writeNpz(path, {arrays.begin(), arrays.end()});
    window_->workspace().open(QString::fromStdString(path));
    return settled([&](const Snapshot& s) { return s.state->name == name; }, 60000) && calm(60000);
}

bool WindowFixture::calm(int milliseconds)
{
    const bool rests = QTest::qWaitFor(
        [&] { return window_->snapshot() && !window_->workspace().busy() && window_->settled(); }, milliseconds);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);  // what it shows has its room
    return rests;
}

void choose(const ViewKind& kind, ViewOptions& options, const char* control, int value)
{
    const ViewControl* found = controlOf(kind, QLatin1String(control));
    QVERIFY2(found, control);
    found->place.set(options, value);
}

int chosen(const ViewKind& kind, const ViewOptions& options, const char* control)
{
    const ViewControl* found = controlOf(kind, QLatin1String(control));
    return found ? found->place.get(options) : -100;
}

void WindowFixture::option(const char* view, const char* control, int value)
{
    ViewOptions o = canvas(view).options();
    choose(canvas(view).kind(), o, control, value);
    canvas(view).setOptions(o);
}

int WindowFixture::option(const char* view, const char* control)
{
    return chosen(canvas(view).kind(), canvas(view).options(), control);
}

void WindowFixture::trigger(const QString& text)
{
    for (QAction* action : window_->findChildren<QAction*>())
        if (action->text() == text) {
            action->trigger();
            return;
        }
    QVERIFY2(false, qPrintable(text));
}

ViewPanel& WindowFixture::view(const QString& name)
{
    return *window_->findChild<ViewPanel*>(name + QStringLiteral("-dock"));
}

RunInput WindowFixture::inputOnShow() const
{
    RunInput input;
    input.text = window_->findChild<QPlainTextEdit*>("text")->toPlainText().toStdString();
    input.parameters = window_->snapshot()->input.parameters;
    input.layer = window_->snapshot()->layer;
    return input;
}

}  // namespace gauge::ui::test
