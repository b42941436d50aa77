// The window's thread is never late, nothing is lost in a hurry, and nothing grows.
#include "ui/panels/slider_scale.h"
#include "ui/panels/view_panel.h"

#include "core/memory.h"
#include "tests/support/cli.h"
#include "tests/support/random_state.h"
#include "tests/support/soak.h"
#include "tests/support/window.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <fstream>
#include <mutex>
#include <QApplication>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QSlider>
#include <QTimer>
#include <thread>
#include <unistd.h>

namespace gauge::ui {
namespace {

using Clock = std::chrono::steady_clock;

/// Knocks on the window's thread every few milliseconds and notes how long each knock waits.
class Knocker : public QObject {
    Q_OBJECT
public:
    Knocker()
        : thread_([this](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  {
                      const std::lock_guard lock(mutex_);
                      sent_.push_back(Clock::now());
                  }
                  QMetaObject::invokeMethod(this, "answer", Qt::QueuedConnection);
                  std::this_thread::sleep_for(std::chrono::milliseconds(4));
              }
          })
    {
    }

    std::vector<double> sorted()
    {
        thread_.request_stop();
        thread_.join();
        QCoreApplication::processEvents();
        std::sort(delays_.begin(), delays_.end());
        return delays_;
    }

private slots:
    void answer()
    {
        const std::lock_guard lock(mutex_);
        delays_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent_.front()).count());
        sent_.pop_front();
    }

private:
    std::mutex mutex_;
    std::deque<Clock::time_point> sent_;
    std::vector<double> delays_;
    std::jthread thread_;
};

double at(const std::vector<double>& sorted, double share)
{
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

double residentMebibytes()
{
    std::ifstream statm("/proc/self/statm");
    long pages = 0;
    long resident = 0;
    statm >> pages >> resident;
    return static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1048576.0;
}

class FluidTest : public test::WindowFixture {
    Q_OBJECT

private:
    /// Drags the handle of a slider to and fro with the mouse, and leaves it at a place no drag would leave it by chance.
    void drag(QSlider& slider, double seconds)
    {
        const auto handle = [&](double share) {
            return QPoint(7 + static_cast<int>(share * (slider.width() - 14)), slider.height() / 2);
        };
        const double start = static_cast<double>(slider.value()) / slider.maximum();
        QTest::mousePress(&slider, Qt::LeftButton, {}, handle(start));
        const auto began = Clock::now();
        for (;;) {
            const double t = std::chrono::duration<double>(Clock::now() - began).count();
            if (t > seconds)
                break;
            QTest::mouseMove(&slider, handle(0.35 + 0.25 * std::sin(2.1 * t)));
            QTest::qWait(8);
        }
        QTest::mouseMove(&slider, handle(0.61));
        QTest::mouseRelease(&slider, Qt::LeftButton, {}, handle(0.61));
    }

    /// Milliseconds that knocks waited during a drag, sorted; says how they are spread.
    std::vector<double> delaysWhileDragging(QSlider& slider, double seconds)
    {
        int pictures = 0;
        const auto counting = connect(window_.get(), &MainWindow::shown, this, [&] { ++pictures; });
        Knocker knocker;
        drag(slider, seconds);
        const std::vector<double> delays = knocker.sorted();
        qInfo("knocks %zu: median %.2f ms, p90 %.2f, p99 %.2f, p99.9 %.2f, longest %.2f; pictures %d", delays.size(),
              at(delays, 0.5), at(delays, 0.9), at(delays, 0.99), at(delays, 0.999), delays.back(), pictures);
        std::string histogram;
        for (const double edge : {1.0, 2.0, 4.0, 8.0, 16.0, 33.0, 50.0, 1e9})
            histogram +=
                fmt::format(" <{} ms: {};", edge, std::lower_bound(delays.begin(), delays.end(), edge) - delays.begin());
        qInfo("cumulative%s", histogram.c_str());
        disconnect(counting);
        return delays;
    }

private slots:
    void initTestCase() { keepFreedMemory(); }
    void init() { open(); }
    void cleanup() { window_.reset(); }

    /// UI.md, behaviour 4 and "always live": N = 128, K = 45. How late the window's thread ever is, a soak asks of a machine that does
    /// nothing else.
    void draggingNeverMakesTheWindowLateAndLosesNoValue()
    {
        QVERIFY(openState(gauge::test::categorisedArrays({1, 2, 4, 6, 7}, 128, 4), "shape"));
        QCOMPARE(window_->snapshot()->state->dim(), Index(45));
        auto* slider = panel().findChild<QSlider*>("kappa-slider");
        int pictures = 0;
        connect(window_.get(), &MainWindow::shown, this, [&] { ++pictures; });
        const std::vector<double> delays = delaysWhileDragging(*slider, gauge::test::rounds(5, 60));
        const double last = panel().parameters().attention.kappa;
        QVERIFY(settled([&](const Snapshot& s) { return s.request.attention.kappa == last; }));
        QVERIFY(calm());
        RunInput input = inputOnShow();
        input.state = window_->snapshot()->state;
        const auto fresh = Engine(processorBackends()).run(input, {});
        for (std::size_t h = 0; h < fresh->attention.size(); ++h)
            QVERIFY(fresh->attention[h] == window_->snapshot()->attention[h]);
        QVERIFY(fresh->clusters().label == window_->snapshot()->clusters().label);
        for (const ViewKind& kind : viewKinds())
            QCOMPARE(canvas(kind.name).scene().snapshot, window_->snapshot());
        QVERIFY(pictures > 0);
        if (GAUGESCOPE_SANITIZED || !gauge::test::soaking())
            return;
        QVERIFY2(at(delays, 0.99) < 16, "99th percentile of the event loop's delay");
        QVERIFY2(delays.back() < 50, "longest delay");
    }

    void updatesDoNotGrow()
    {
        auto* slider = panel().findChild<QSlider*>("kappa-slider");
        const int rounds = GAUGESCOPE_SANITIZED ? 300 : gauge::test::rounds(2000, 100000);
        double after = 0;
        int shown = 0;
        connect(window_.get(), &MainWindow::shown, this, [&] { ++shown; });
        for (int k = 0; k < rounds; ++k) {
            const int before = shown;
            slider->setValue(200 + (k * 37) % 600);
            QElapsedTimer clock;
            clock.start();
            while (shown == before && window_->workspace().busy() && clock.elapsed() < 5000)
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
            QVERIFY(clock.elapsed() < 5000);
            if (k == rounds / 5)
                after = residentMebibytes();
        }
        const double end = residentMebibytes();
        qInfo("%d updates, %d pictures: %.1f MiB after a fifth of them, %.1f MiB at the end", rounds, shown, after, end);
        if (!GAUGESCOPE_SANITIZED)
            QVERIFY2(end - after < 12, qPrintable(QString::number(end - after)));
    }

    /// A file after the other, a different one each time, and what cannot be read among them.
    void openedFilesDoNotGrow()
    {
        const gauge::test::TemporaryFolder folder;
        const auto fileOf = [&](int k) { return folder.file("state-" + std::to_string(k % 7) + ".npz"); };
        for (int k = 0; k < 6; ++k) {
            const NpzArrays arrays = gauge::test::categorisedArrays({1, 2, 3}, 20 + k, 4);
            writeNpz(fileOf(k), {arrays.begin(), arrays.end()});
        }
        std::ofstream(fileOf(6)) << "no archive";
        const int rounds = GAUGESCOPE_SANITIZED ? 50 : gauge::test::rounds(300, 5000);
        double after = 0;
        for (int k = 0; k < rounds; ++k) {
            window_->workspace().open(QString::fromStdString(fileOf(k)));
            QVERIFY(calm());
            QCOMPARE(window_->snapshot()->tokens(), Index(20 + (k % 7 == 6 ? 5 : k % 7)));
            window_->history().clear();  // each opening is a step, and steps keep their states
            if (k == rounds / 5)
                after = residentMebibytes();
        }
        const double end = residentMebibytes();
        qInfo("%d files: %.1f MiB after a fifth of them, %.1f MiB at the end", rounds, after, end);
        if (!GAUGESCOPE_SANITIZED)
            QVERIFY2(end - after < 12, qPrintable(QString::number(end - after)));
    }

    /// For the thread sanitizer: everything at once, and the window goes while it all runs.
    void draggingLoadingMeasuringAndClosingAtOnce()
    {
        const gauge::test::TemporaryFolder folder;
        const NpzArrays arrays = gauge::test::categorisedArrays({1, 2, 3}, 60, 4);
        const std::string path = folder.file("state.npz");
        writeNpz(path, {arrays.begin(), arrays.end()});
        for (int round = 0; round < 6; ++round) {
            auto* slider = panel().findChild<QSlider*>("kappa-slider");
            window_->cost().measure(window_->snapshot());
            for (int k = 0; k < 12; ++k) {
                slider->setValue(300 + 20 * k);
                if (k % 4 == 0)
                    window_->workspace().open(QString::fromStdString(path));
                window_->findChild<QPlainTextEdit*>("text")->setPlainText(QStringLiteral("words %1 and more").arg(k));
                QTest::qWait(round * 3);
            }
            window_.reset();
            open();
        }
    }
};

}  // namespace
}  // namespace gauge::ui

QTEST_MAIN(gauge::ui::FluidTest)
#include "fluid_test.moc"
